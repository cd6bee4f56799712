"""What a council says in public that young people said, and what it did: written, published, withdrawn."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, auto
from typing import NewType, Self

from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.words import ENGLISH, Words

EntryId = NewType("EntryId", str)
LONGEST: Mapping[str, int] = {"said": 240, "did": 480}
"""Characters, by field."""


class EntryState(StrEnum):
    """Where an entry stands; only a published one is seen."""

    DRAFT = auto()
    PUBLISHED = auto()
    WITHDRAWN = auto()


class Done(StrEnum):
    """What became of it."""

    DID = auto()
    COULD_NOT = auto()


class Amiss(StrEnum):
    """What is wrong with one field."""

    NO_ENGLISH = auto()
    ONE_HALF = auto()
    """One of the two texts of a language without the other."""
    TOO_LONG = auto()
    NO_OUTCOME = auto()


class Check(StrEnum):
    """What is looked at before everybody may read it: words that one person could have said point at them."""

    NOT_ONE_PERSON = auto()
    NOT_ONE_HOME = auto()
    NO_NAMES = auto()


class NotChecked(BadInput):
    """Somebody has not ticked everything that is looked at before publishing."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that young people said and what became of it, in every language it was written in.

    These words are for everybody to read: they are written by staff, of many young people, and hold nobody's
    own words.
    """

    id: EntryId
    authority: AuthorityId
    done: Done
    said: Words
    did: Words
    round: RoundId | None = None
    state: EntryState = EntryState.DRAFT
    published_at: datetime | None = None

    def changed(self, done: Done, said: Words, did: Words, round_: RoundId | None) -> Self:
        """Written anew: a draft once more, as nobody has checked these words."""
        return replace(
            self,
            done=done,
            said=said,
            did=did,
            round=round_,
            state=EntryState.DRAFT,
            published_at=None,
        )

    def publish(self, ticked: Collection[Check], at: datetime) -> Self:
        """Let everybody read it; what is published already stays as it is.

        Raises:
            NotChecked: not everything was ticked.
        """
        if set(ticked) != set(Check):
            raise NotChecked("tick each line once you have checked it")
        if self.state is EntryState.PUBLISHED:
            return self
        return replace(self, state=EntryState.PUBLISHED, published_at=at)

    def withdraw(self) -> Self:
        """Take it off the public page; it is kept, to be mended and published again."""
        return replace(self, state=EntryState.WITHDRAWN, published_at=None)


def amiss(done: str, said: Mapping[str, str], did: Mapping[str, str]) -> dict[str, Amiss]:
    """What must be mended before these texts, by language, make an entry; by field: "done", "said-cy"."""
    found = dict(_faults(said, did))
    return found if done in set(Done) else {"done": Amiss.NO_OUTCOME, **found}


def _faults(said: Mapping[str, str], did: Mapping[str, str]) -> Iterator[tuple[str, Amiss]]:
    for name, texts, others in (("said", said, did), ("did", did, said)):
        for language in {ENGLISH: "", **texts, **others}:
            text = texts.get(language, "")
            if not text and (language == ENGLISH or others.get(language)):
                yield f"{name}-{language}", Amiss.NO_ENGLISH if language == ENGLISH else Amiss.ONE_HALF
            elif len(text) > LONGEST[name]:
                yield f"{name}-{language}", Amiss.TOO_LONG
