"""The form of an entry for "you said, we did": what was typed, in every language, and what to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext, ngettext

from viewpoint.domain.languages import LANGUAGES, bcp47
from viewpoint.domain.people import RoundId
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.domain.you_said import LONGEST, Amiss, Check, Done, Entry, amiss
from viewpoint.services.you_said import Written

DONE: Mapping[Done, str] = {
    Done.DID: lazy_gettext("We did it, or part of it"),
    Done.COULD_NOT: lazy_gettext("We could not, because"),
}
CHECKS: Mapping[Check, str] = {
    Check.NOT_ONE_PERSON: lazy_gettext(
        "Several young people said it. Nothing in it could be one person's story."
    ),
    Check.NOT_ONE_HOME: lazy_gettext("Nobody can tell from it which home, school or family it is about."),
    Check.NO_NAMES: lazy_gettext("It has no names, of young people or of anybody else."),
}
"""What is ticked before everybody may read an entry."""
AMISS: Mapping[Amiss, str] = {
    Amiss.NO_ENGLISH: lazy_gettext("Write it in English: whoever reads no other language sees this."),
    Amiss.ONE_HALF: lazy_gettext("Write both texts in this language, or neither."),
    Amiss.NO_OUTCOME: lazy_gettext("Choose what became of it."),
}
"""What to do about it; too long is said with its number."""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """An entry in one language, as it was typed."""

    tag: str
    own_name: str
    said: str = ""
    did: str = ""
    said_error: str = ""
    did_error: str = ""

    @property
    def lang(self) -> str:
        """The language as HTML knows it."""
        return bcp47(self.tag)

    @property
    def is_touched(self) -> bool:
        """Whether there is something to see in it."""
        return bool(self.said or self.did or self.said_error or self.did_error)


@dataclass(frozen=True, kw_only=True)
class EntryBox:
    """An entry being written."""

    texts: tuple[Texts, ...]
    done: str = ""
    round: str = ""
    done_error: str = ""

    @property
    def english(self) -> Texts:
        """What there has to be."""
        return self.texts[0]

    @property
    def others(self) -> tuple[Texts, ...]:
        """What there may be."""
        return self.texts[1:]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Field and message of all that must be mended, in the order of the page."""
        found = [(f"said-{each.tag}", each.said_error) for each in self.texts[:1]]
        found += [("done", self.done_error)]
        found += [(f"did-{each.tag}", each.did_error) for each in self.texts[:1]]
        for each in self.others:
            found += [(f"said-{each.tag}", each.said_error), (f"did-{each.tag}", each.did_error)]
        return [pair for pair in found if pair[1]]


def empty_box(languages: Sequence[str]) -> EntryBox:
    """Nothing written yet."""
    return _box(languages, {}, {}, "", "")


def box_of(entry: Entry, languages: Sequence[str]) -> EntryBox:
    """An entry as it stands."""
    said, did = entry.said.by_language, entry.did.by_language
    # A language that is offered no longer keeps its words here, or changing the entry would lose them.
    return _box(
        [*languages, *(tag for tag in said if tag not in languages)], said, did, entry.done, entry.round or ""
    )


def typed_box(languages: Sequence[str]) -> EntryBox:
    """What was posted, with what must be mended."""
    known = [
        *languages,
        *(tag for tag in LANGUAGES if tag not in languages and f"said-{tag}" in request.form),
    ]
    said = {tag: _typed(f"said-{tag}") for tag in known}
    did = {tag: _typed(f"did-{tag}") for tag in known}
    return _box(known, said, did, _typed("done"), _typed("round"), amiss(_typed("done"), said, did))


def written_in(box: EntryBox) -> Written:
    """What is written in a form that has nothing to mend."""
    filled = [each for each in box.texts if each.said]
    return Written(
        done=Done(box.done),
        said=Words({each.tag: each.said for each in filled}),
        did=Words({each.tag: each.did for each in filled}),
        round=RoundId(box.round) if box.round else None,
    )


def _box(
    languages: Sequence[str],
    said: Mapping[str, str],
    did: Mapping[str, str],
    done: str,
    round_: str,
    faults: Mapping[str, Amiss] | None = None,
) -> EntryBox:
    faults = faults or {}
    tags = dict.fromkeys((ENGLISH, *languages))
    texts = tuple(
        Texts(
            tag=tag,
            own_name=LANGUAGES[tag].own_name,
            said=said.get(tag, ""),
            did=did.get(tag, ""),
            said_error=_say(faults.get(f"said-{tag}"), len(said.get(tag, "")) - LONGEST["said"]),
            did_error=_say(faults.get(f"did-{tag}"), len(did.get(tag, "")) - LONGEST["did"]),
        )
        for tag in tags
    )
    return EntryBox(texts=texts, done=done, round=round_, done_error=_say(faults.get("done"), 0))


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()


def _say(fault: Amiss | None, over: int) -> str:
    if fault is None:
        return ""
    if fault is not Amiss.TOO_LONG:
        return str(AMISS[fault])
    return ngettext("Shorten it by %(num)s character.", "Shorten it by %(num)s characters.", over)
