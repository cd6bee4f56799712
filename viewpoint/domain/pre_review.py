"""What an IRO needs before a review, picked out of what was sent since the last one.

It is for a sheet of paper that may lie on a table in the home. So what touches on safety is named by its
section alone, and what the young person kept back is not there at all: this module is never given it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.concern import Concern
from viewpoint.domain.distance import height_of
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.last_time import LastTime, Recalled
from viewpoint.domain.people import InvitationId
from viewpoint.domain.promise import Promise
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.domain.response import Answer, AnswerState, concern_raised
from viewpoint.domain.sheet import Ask, Change, Heard, Saying, Sheet, Why

ANY = frozenset[str]()
ASKS: Mapping[str, frozenset[str]] = {
    "want_advocate": frozenset({"yes"}),
    "want_talk": frozenset({"yes"}),
    "any_kind": frozenset({"call_me"}),
    "meeting_how": ANY,
    "meeting_talk": ANY,
    "wish": ANY,
    "family_time": frozenset({"too_little", "too_much"}),
    "siblings_time": frozenset({"too_little", "too_much"}),
}
"""Measures (names where there is none) that ask for something, and the options that do; none given: all."""
FIRST_WORDS = ("want_change", "any_words", "message", "meeting_who")
"""What is quoted before other words: what they want to be different, and what they came to say."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """What a sheet is made of; `heard` has what was sent since the last review, the newest first."""

    name: str
    review_on: date | None
    last_review_on: date | None
    heard: Sequence[Heard]
    last_time: LastTime
    last_time_on: date | None
    concerns: Sequence[Concern]
    promises: Sequence[Promise]
    """Those of earlier replies that are open, the oldest day first."""


def sheet_of(before: Before) -> Sheet:
    """Pick out what matters."""
    own = [each for each in before.heard if not each.response.is_adults]
    views_first = sorted(own, key=lambda each: each.response.kind is not InvitationKind.VIEWS)
    picked = [_Picked(each, before, _answered(views_first[:place])) for place, each in enumerate(views_first)]
    invitations = {each.response.invitation for each in before.heard}
    return Sheet(
        name=before.name,
        review_on=before.review_on,
        last_review_on=before.last_review_on,
        newest=views_first[0].response if views_first else None,
        sent=tuple(each.response for each in own),
        adults=len(before.heard) - len(own),
        adult_answers=sum(len(each.by_adults) for each in own),
        last_time_on=before.last_time_on,
        words=_first_words_first(saying for each in picked for saying in each.words()),
        asked=tuple(saying for each in picked for saying in each.asked()),
        changes=tuple(change for each in picked[:1] for change in each.changes()),
        private=_one_of_each(ask for each in picked for ask in each.private()),
        promises=tuple(before.promises),
        concerns=sum(each.invitation in invitations for each in before.concerns),
    )


@dataclass(frozen=True)
class _Picked:
    """What is picked out of one response."""

    heard: Heard
    before: Before
    told_since: frozenset[str]
    """What was asked again in a response that stands before this one: the newer answer holds."""

    def words(self) -> list[Saying]:
        return [
            self._saying(question, answer)
            for question, answer in self.heard.own
            if answer.words and not question.identifier and not self._is_guarded(question, answer)
        ]

    def asked(self) -> list[Saying]:
        return [
            self._saying(question, answer)
            for question, answer in self.heard.own
            if answer.chosen and _asks(question, answer) and not self._is_past(question, answer)
        ]

    def changes(self) -> list[Change]:
        return [each for each in self._changes() if not self._is_guarded(each.now.question, each.now.answer)]

    def private(self) -> list[Ask]:
        answered = [(question, answer) for question, answer in self.heard.own if answer.is_answered]
        unsaid = [each for each, answer in self.heard.own if answer.state is AnswerState.NOT_SAYING]
        guarded = [question for question, answer in answered if self._needs_reading(question, answer)]
        guarded += [each.now.question for each in self._falls() if each.now.question.sensitive]
        guarded += [question for question in unsaid if question.sensitive]
        fallen = [each.now.question for each in self._falls()]
        return [
            *(Ask(question=each, why=Why.READ_FIRST) for each in guarded),
            *(Ask(question=each, why=Why.FELL) for each in fallen if each not in guarded),
            *(
                Ask(question=each, why=Why.NOT_SAYING)
                for each in unsaid
                if each not in guarded and _key(each) not in self.told_since
            ),
        ]

    def _changes(self) -> list[Change]:
        if self.heard.response.kind is not InvitationKind.VIEWS:
            return []
        then = self.before.last_time.said
        return [
            Change(
                now=self._saying(question, answer),
                then=then[question.measure],
                is_fall=_is_fall(question, answer, then[question.measure]),
            )
            for question, answer in self.heard.own
            if question.measure in then and _differs(question, answer, then[question.measure])
        ]

    def _falls(self) -> list[Change]:
        return [each for each in self._changes() if each.is_fall]

    def _is_past(self, question: Question, answer: Answer) -> bool:
        return _key(question) in self.told_since or self._is_guarded(question, answer)

    def _is_guarded(self, question: Question, answer: Answer) -> bool:
        return question.sensitive or self._needs_reading(question, answer)

    def _needs_reading(self, question: Question, answer: Answer) -> bool:
        """Whether a concern rests on it, or it may say what a concern is about."""
        raised = _raised(self.before.concerns, self.heard.response.invitation)
        is_worry = self.heard.response.kind is InvitationKind.ANY_TIME and bool(
            raised or any(concern_raised(each, said) for each, said in self.heard.own)
        )
        is_about_safety = question.sensitive and bool(answer.words)
        is_raised = concern_raised(question, answer) is not None
        return question.name in raised or is_worry or is_about_safety or is_raised

    def _saying(self, question: Question, answer: Answer) -> Saying:
        return Saying(response=self.heard.response, question=question, answer=answer)


def _key(question: Question) -> str:
    """What the same question goes by in every questionnaire."""
    return question.measure or question.name


def _answered(heard: Iterable[Heard]) -> frozenset[str]:
    return frozenset(_key(question) for each in heard for question, answer in each.own if answer.is_answered)


def _asks(question: Question, answer: Answer) -> bool:
    key = _key(question)
    return key in ASKS and (not ASKS[key] or not ASKS[key].isdisjoint(answer.chosen))


def _differs(question: Question, answer: Answer, then: Recalled) -> bool:
    """Only what has one answer is compared: of several options and of words everybody sees the change."""
    is_one = question.type in {QuestionType.SELECT_ONE, QuestionType.RANGE}
    same_type = question.type is then.question.type
    now, before = (answer.chosen, answer.number), (then.answer.chosen, then.answer.number)
    return is_one and same_type and answer.is_answered and now != before


def _is_fall(question: Question, answer: Answer, then: Recalled) -> bool:
    now, before = height_of(question, answer), height_of(then.question, then.answer)
    return now is not None and before is not None and now < before


def _raised(concerns: Iterable[Concern], invitation: InvitationId) -> set[str]:
    return {each.question for each in concerns if each.invitation == invitation}


def _first_words_first(sayings: Iterable[Saying]) -> tuple[Saying, ...]:
    def place(saying: Saying) -> int:
        key = _key(saying.question)
        return FIRST_WORDS.index(key) if key in FIRST_WORDS else len(FIRST_WORDS)

    return tuple(sorted(sayings, key=place))


def _one_of_each(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """The most pressing first; a section to be read first is named once."""
    found: dict[tuple[Why, str], Ask] = {}
    for ask in sorted(asks, key=lambda ask: list(Why).index(ask.why)):
        group = ask.question.group.name if ask.question.group else ""
        found.setdefault((ask.why, group if ask.why is Why.READ_FIRST else ask.question.name), ask)
    return tuple(found.values())
