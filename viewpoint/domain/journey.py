"""Where a young person is on their way through the questions, worked out anew at every step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import cached_property

from viewpoint.domain.concern import BUTTONS
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.expression import Value
from viewpoint.domain.invitation import InvitationKind, InvitationState
from viewpoint.domain.last_time import NOTHING_SAID, LastTime, Recalled
from viewpoint.domain.questionnaire import Instrument, Lane, Question, Urgency
from viewpoint.domain.response import SKIPPED, Answer, AnswerState, concern_about, concern_raised
from viewpoint.domain.routing import Page, answers_on_path, pages
from viewpoint.domain.visit import Visit

WHO = "who_is_here"
"""The app's own first question, kept beside the answers."""


class WhoIsHere(StrEnum):
    """Who is with the young person as they answer."""

    ALONE = auto()
    HELPER = auto()
    PROXY = auto()


@dataclass(frozen=True)
class Journey:
    """A visit, its questions, and what was answered so far."""

    visit: Visit
    instrument: Instrument
    answers: Mapping[str, Answer]
    """By question, whether or not it is still on the path."""
    shown: frozenset[str]
    """Answers whose words this visit may see: given in it, or all of them once the picture PIN was given."""
    given_with: Mapping[str, str] = field(default_factory=dict)
    """Who was there when each answer was given, "" where they had not said."""
    before: Mapping[str, Value] = field(default_factory=dict)
    """What was answered in the part that was sent before, where it may be known here."""
    last: LastTime = NOTHING_SAID
    """What was answered last time, of what these questions name."""
    opens_last: bool = False
    """Whether this visit has given the picture PIN that what was sent last time is behind."""

    @property
    def who_is_here(self) -> WhoIsHere | None:
        """Who is with them, once they have said."""
        answer = self.answers.get(WHO)
        return WhoIsHere(answer.chosen[0]) if answer else None

    @property
    def is_anonymous(self) -> bool:
        """Whether the name is taken off on sending."""
        return self.instrument.lane is Lane.ANONYMOUS

    @property
    def asks_who(self) -> bool:
        """Whether it is asked who is with them: not of an adult who tells what they saw."""
        return self.visit.invitation.kind is not InvitationKind.OBSERVER

    @property
    def has_company(self) -> bool:
        """Whether somebody is with them, so that what is just for them is put off."""
        return self.who_is_here in {WhoIsHere.HELPER, WhoIsHere.PROXY}

    @property
    def put_off(self) -> frozenset[str]:
        """The questions just for them that wait until they are alone; none where they are alone now."""
        if not self.has_company:
            return frozenset()
        asked = (question for page in self.whole_path for question in page.questions)
        return frozenset(
            question.name
            for question in asked
            if question.sensitive and question.asks and question.name not in self.answers
        )

    @property
    def may_choose_pin(self) -> bool:
        """Whether a first picture PIN may be chosen here.

        It opens everything that was said, so nobody who merely found the link may choose it: not once
        something was said in another visit, and not after sending.
        """
        invitation = self.visit.invitation
        may = invitation.takes_pin and invitation.state is not InvitationState.SENT
        return self.visit.pin_set_at is None and may and not self.hides_words

    @property
    def has_begun(self) -> bool:
        """Whether anything was answered; who is with them aside, which somebody else may have said."""
        return bool(self.answers.keys() - {WHO})

    @property
    def hides_words(self) -> bool:
        """Whether something was said that this visit may not see; who is with them aside."""
        return bool(self.answers.keys() - self.shown - {WHO})

    @cached_property
    def values(self) -> dict[str, Value]:
        """What conditions may name besides answers, as far as this visit may know it."""
        return {**self._profile, **(self.last.values() if self.shows_last else self.last.unseen_values())}

    @property
    def shows_last(self) -> bool:
        """Whether what was said last time may be shown: behind the PIN, with nobody beside them."""
        return self.opens_last and self.who_is_here is WhoIsHere.ALONE

    def recalled(self, question: Question) -> Recalled | None:
        """What was said last time of what a question names, whether or not it may be shown."""
        return self.last.said.get(question.last_time)

    @property
    def _profile(self) -> dict[str, Value]:
        who = self.who_is_here or WhoIsHere.ALONE
        return {**self.visit.invitation.profile.values(), **self.before, WHO: who}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The path as those answers make it that this visit may see.

        A question that is asked only after one certain answer tells what was answered: it is not shown where
        that is hidden. Neither is anything sensitive while somebody is with them.
        """
        seen = {name: answer for name, answer in self.answers.items() if name in self.shown}
        path = pages(self.instrument, self.values, seen)
        return _without_sensitive(path) if self.has_company else path

    @cached_property
    def whole_path(self) -> tuple[Page, ...]:
        """The path as all the answers make it, for sending."""
        return pages(self.instrument, {**self._profile, **self.last.values()}, self.answers)

    @property
    def given_by_adults(self) -> frozenset[str]:
        """The questions that somebody else answered for them, in whichever visit."""
        return frozenset(name for name, who in self.given_with.items() if who == WhoIsHere.PROXY)

    @property
    def company(self) -> WhoIsHere | None:
        """Who was there for all that is sent: an adult answered all of it, somebody helped, or nobody did."""
        sent = answers_on_path(self.whole_path, self.answers)
        said = {self.given_with.get(name, "") for name, answer in sent.items() if answer != SKIPPED}
        if not said:
            return self.who_is_here
        if said == {WhoIsHere.PROXY}:
            return WhoIsHere.PROXY
        if said & {WhoIsHere.PROXY, WhoIsHere.HELPER}:
            return WhoIsHere.HELPER
        return WhoIsHere.ALONE if WhoIsHere.ALONE in said else None

    def keeps(self, name: str, answer: Answer) -> bool:
        """Whether an answer is taken: it was asked, and puts nothing in the place of what is hidden here.

        Whoever merely found the link may answer what is not answered; passing over what was passed over
        before takes nothing away.
        """
        question = self.instrument.by_name.get(name)
        is_barred = self.is_hidden(name) and (self.is_set_aside(name) or answer.state is AnswerState.SKIPPED)
        return name == WHO or (question is not None and question.asks and not is_barred)

    def is_hidden(self, name: str) -> bool:
        """Whether it was answered or passed over where this visit may not see it."""
        return name in self.answers and name not in self.shown

    def is_set_aside(self, name: str) -> bool:
        """Whether the young person said something that this visit may neither see nor change.

        What an adult answered for them does not stand in their way: they may say it themselves.
        """
        is_said = self.is_hidden(name) and self.answers[name].state is not AnswerState.SKIPPED
        return is_said and name not in self.given_by_adults

    @property
    def is_locked(self) -> bool:
        """Whether there is a picture PIN that was not given in this visit."""
        return self.visit.has_pin and not self.visit.is_known

    def needs_pin(self, page: Page) -> bool:
        """Whether everything that a page asks was answered behind the picture PIN."""
        asked = [question.name for question in page.questions if question.asks]
        return self.is_locked and bool(asked) and all(self.is_set_aside(name) for name in asked)

    def urgency_of(self, name: str) -> Urgency | None:
        """How soon the answer to a question needs an adult, or a button does; None if it needs none."""
        if name in BUTTONS:
            return BUTTONS[name]
        question = self.instrument.by_name.get(name)
        if question is None or not question.concern:
            return None
        if not any(each.name == name for page in self.whole_path for each in page.questions):
            return None
        return concern_raised(question, self.answers.get(name), self.values)

    def whom_about(self, name: str) -> ConcernAbout:
        """Whom the answer to a question may be about; a button is about nobody."""
        question = self.instrument.by_name.get(name)
        if question is None:
            return ConcernAbout.NOBODY
        return concern_about(question, self.answers.get(name), self.values)

    def most_urgent(self, names: Iterable[str]) -> Urgency | None:
        """How soon the most urgent of these answers needs an adult."""
        found = {self.urgency_of(name) for name in names}
        return next((urgency for urgency in Urgency if urgency in found), None)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What came of saving a page."""

    journey: Journey
    concern: Urgency | None
    """Set when an answer just given needs an adult."""


def who_answer(who: WhoIsHere) -> Answer:
    """Who is with them, kept as an answer is."""
    return Answer.choosing(who.value)


def skip_of(page: Page) -> dict[str, Answer]:
    """Skipping a page skips its questions, and says so: not the same as not having come to them."""
    return {question.name: SKIPPED for question in page.questions if question.asks}


def _without_sensitive(path: tuple[Page, ...]) -> tuple[Page, ...]:
    kept = (tuple(each for each in page.questions if not each.sensitive) for page in path)
    return tuple(Page(questions=questions) for questions in kept if questions)
