"""Tailoring: from a profile to a questionnaire and its modules, within the age band's budget of questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from viewpoint.domain.branches import longest_path
from viewpoint.domain.condition import Condition
from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.expression import Value
from viewpoint.domain.people import AgeBand, Profile
from viewpoint.domain.questionnaire import CLOSING_NOTES, Instrument, Question, Questionnaire


class NoQuestionnaireFits(ViewpointError):
    """No rule has a questionnaire for this profile, as for children under 4."""


class OverBudget(ViewpointError):
    """Even without every question that may be dropped, the longest path is over the age band's budget."""


@dataclass(frozen=True, kw_only=True)
class TailoringRule:
    """Which questionnaire or module is used when the profile is so; without a condition, always."""

    form_id: str
    when: Condition | None = None

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether a profile with these values is meant."""
        return self.when is None or self.when.holds(values)


@dataclass(frozen=True, kw_only=True)
class TailoringRules:
    """The table that turns a profile into what is asked.

    Of `bases` the first that holds is used, of `modules` each that holds is added; `budget` is the most
    questions on the longest path of an age band.
    """

    bases: tuple[TailoringRule, ...]
    modules: tuple[TailoringRule, ...] = ()
    budget: Mapping[AgeBand, int] = field(default_factory=dict)


def tailor(
    rules: TailoringRules, questionnaires: Mapping[str, Questionnaire], profile: Profile
) -> Instrument:
    """Put together what this young person is asked.

    Costs some milliseconds, most of them for finding the longest path: keep the instrument, do not make it
    anew at each request.

    Raises:
        NoQuestionnaireFits: no rule has a questionnaire for the profile.
        OverBudget: it is too long however much is dropped.
    """
    values = profile.values()
    base = next((questionnaires[rule.form_id] for rule in rules.bases if rule.holds(values)), None)
    if base is None or profile.age_band not in rules.budget:
        raise NoQuestionnaireFits(profile.age_band)
    modules = [questionnaires[rule.form_id] for rule in rules.modules if rule.holds(values)]
    instrument = assembled(base, modules)
    kept = fitted(instrument.questions, rules.budget[profile.age_band], values)
    return Instrument(forms=instrument.forms, title=base.title, lane=base.lane, questions=kept)


def assembled(base: Questionnaire, modules: Sequence[Questionnaire]) -> Instrument:
    """The base with the modules' rows after its group `modules_after`, or before the closing notes."""
    before, after = _parted(base)
    added = tuple(row for module in modules for row in module.questions)
    forms = tuple(questionnaire.form_version for questionnaire in (base, *modules))
    return Instrument(forms=forms, title=base.title, lane=base.lane, questions=before + added + after)


def fitted(questions: tuple[Question, ...], budget: int, given: Mapping[str, Value]) -> tuple[Question, ...]:
    """The questions without as many of those that may be dropped, last first, as it takes to fit the budget.

    A question that depends on a dropped one goes with it.

    Raises:
        OverBudget: the rest is still too long.
    """
    while longest_path(questions, given) > budget:
        dropped = next((row.name for row in reversed(questions) if row.may_drop), None)
        if dropped is None:
            raise OverBudget(budget)
        questions = _without(questions, dropped)
    return questions


def shortest(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions without any that may be dropped."""
    for row in questions:
        if row.may_drop:
            questions = _without(questions, row.name)
    return questions


def _parted(base: Questionnaire) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    rows = base.questions
    last = len(rows) - len(CLOSING_NOTES)
    for at, row in enumerate(rows, 1):
        if row.group is not None and row.group.name == base.modules_after:
            last = at
    return rows[:last], rows[last:]


def _without(questions: tuple[Question, ...], name: str) -> tuple[Question, ...]:
    gone, kept = {name}, []
    for row in questions:
        if row.name in gone or (row.relevant is not None and row.relevant.names & gone):
            gone.add(row.name)
        else:
            kept.append(row)
    return tuple(kept)
