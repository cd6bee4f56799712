"""What is said in public: nobody sees it unchecked, and what is changed has to be checked again."""

from datetime import UTC, datetime

import pytest

from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import (
    LONGEST,
    Amiss,
    Check,
    Done,
    Entry,
    EntryId,
    EntryState,
    NotChecked,
    amiss,
)

NOW, LATER = datetime(2026, 11, 18, tzinfo=UTC), datetime(2026, 11, 19, tzinfo=UTC)
SAID, DID = Words.english("Too many people"), Words.english("You choose who comes")
DRAFT = Entry(id=EntryId("e"), authority=AuthorityId("FERNSHIRE"), done=Done.DID, said=SAID, did=DID)
EVERYTHING = frozenset(Check)


def test_an_entry_is_published_once_everything_is_ticked() -> None:
    published = DRAFT.publish(EVERYTHING, NOW)
    assert (published.state, published.published_at) == (EntryState.PUBLISHED, NOW)
    assert published.publish(EVERYTHING, LATER) == published


@pytest.mark.parametrize("missing", Check)
def test_one_line_unticked_is_not_checked(missing: Check) -> None:
    with pytest.raises(NotChecked):
        DRAFT.publish(EVERYTHING - {missing}, NOW)


def test_what_is_changed_is_a_draft_again() -> None:
    changed = DRAFT.publish(EVERYTHING, NOW).changed(Done.COULD_NOT, DID, SAID, RoundId("r"))
    assert (changed.state, changed.published_at) == (EntryState.DRAFT, None)
    assert (changed.done, changed.said, changed.did, changed.round) == (Done.COULD_NOT, DID, SAID, "r")


def test_what_is_withdrawn_can_be_published_again() -> None:
    withdrawn = DRAFT.publish(EVERYTHING, NOW).withdraw()
    assert (withdrawn.state, withdrawn.published_at) == (EntryState.WITHDRAWN, None)
    assert withdrawn.publish(EVERYTHING, LATER).published_at == LATER


def test_both_texts_are_there_in_english_and_in_any_other_language_or_in_neither() -> None:
    assert amiss("did", {"en": "a", "cy": "b"}, {"en": "c", "cy": "d"}) == {}
    assert amiss("did", {"en": "a", "cy": ""}, {"en": "c", "cy": ""}) == {}
    assert amiss("did", {}, {"en": "c"}) == {"said-en": Amiss.NO_ENGLISH}
    assert amiss("did", {"en": "a", "cy": "b"}, {"en": "c", "cy": ""}) == {"did-cy": Amiss.ONE_HALF}
    assert amiss("could_not", {"en": "a"}, {"en": "c", "ar": "d"}) == {"said-ar": Amiss.ONE_HALF}


def test_what_became_of_it_is_one_of_two() -> None:
    assert amiss("", {"en": "a"}, {"en": "b"}) == {"done": Amiss.NO_OUTCOME}


def test_each_text_has_its_longest() -> None:
    said, did = "x" * LONGEST["said"], "x" * LONGEST["did"]
    assert amiss("did", {"en": said}, {"en": did}) == {}
    found = amiss("did", {"en": said + "x", "cy": "a"}, {"en": did, "cy": did + "x"})
    assert found == {"said-en": Amiss.TOO_LONG, "did-cy": Amiss.TOO_LONG}
