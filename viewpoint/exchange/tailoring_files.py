"""`tailoring.yaml`: which profile gets which questionnaire and modules, and whether every mix fits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from viewpoint.domain.branches import longest_path, profile_values
from viewpoint.domain.condition import Condition
from viewpoint.domain.expression import Call, Literal, Name, Value, nodes
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import (
    PROFILE_CHOICES,
    PROFILE_KINDS,
    WHO_IS_HERE,
    Questionnaire,
    QuestionnaireKind,
)
from viewpoint.domain.tailoring import TailoringRule, TailoringRules, assembled, shortest
from viewpoint.exchange.questionnaire_flow import condition_problems
from viewpoint.exchange.yaml_fields import Fields, Notes, nearest
from viewpoint.exchange.yaml_files import Problem, YamlNode, YamlTable

TAILORING = "tailoring.yaml"
_PROFILE = tuple(name for name in PROFILE_KINDS if name != WHO_IS_HERE)


def read_tailoring(
    tree: YamlTable, questionnaires: Mapping[str, Questionnaire]
) -> tuple[TailoringRules, list[Problem]]:
    """Read the rules, and note every mistake on the way; whether the mixes fit is `budget_problems`."""
    notes = Notes(TAILORING)
    top = Fields(tree, notes, ("base", "modules", "budget"))
    reader = _Rules(notes, questionnaires)
    rules = TailoringRules(
        bases=tuple(reader.rule(node, "use", QuestionnaireKind.BASE) for node in top.items("base")),
        modules=tuple(reader.rule(node, "add", QuestionnaireKind.MODULE) for node in top.items("modules")),
        budget=_budget(Fields(top.table("budget"), notes, tuple(AgeBand))),
    )
    if not rules.bases:
        top.note("base", "no rule uses a questionnaire", "add `base: [{use: ..., when: ...}]`")
    return rules, notes.problems


def budget_problems(rules: TailoringRules, questionnaires: Mapping[str, Questionnaire]) -> Iterator[Problem]:
    """Mixes of base and modules that clash or are too long for an age band that gets them.

    A base alone must fit as it is; with its modules it must fit once everything is dropped that may be.
    """
    for mix in sorted(_mixes(rules)):
        band, base, modules = mix
        instrument = assembled(questionnaires[base], [questionnaires[module] for module in modules])
        names = [row.name for row in instrument.questions]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            what = f"{base} with {', '.join(modules)} has {doubled[0]} twice"
            yield _problem(what, "begin a module's names with letters of its own")
            continue
        questions = shortest(instrument.questions) if modules else instrument.questions
        found, budget = longest_path(questions, {"age_band": band}), rules.budget.get(AgeBand(band), 0)
        if found > budget:
            what = f"{' with '.join((base, *modules))} asks up to {found} questions of {band}, over {budget}"
            yield _problem(what, "take questions out, or mark more of them may_drop")


def _mixes(rules: TailoringRules) -> set[tuple[str, str, tuple[str, ...]]]:
    """Each (age band, base, modules) that some profile gets, trying what the rules can tell apart."""
    conditions = [rule.when for rule in (*rules.bases, *rules.modules) if rule.when]
    names = sorted({name for condition in conditions for name in condition.names} | {"age_band"})
    tried = {name: profile_values(name, _literals(name, conditions)) for name in names}
    tried["age_band"] = tuple(AgeBand)
    found = set()
    for values in product(*(tried[name] for name in names)):
        profile: dict[str, Value] = dict(zip(names, values, strict=True))
        base = next((rule.form_id for rule in rules.bases if rule.holds(profile)), None)
        if base is not None:
            modules = tuple(rule.form_id for rule in rules.modules if rule.holds(profile))
            found.add((str(profile["age_band"]), base, modules))
    return found


def _literals(name: str, conditions: Sequence[Condition]) -> frozenset[str | int]:
    """The texts and numbers that a field is compared with."""
    calls = (node for each in conditions for node in nodes(each.node) if isinstance(node, Call))
    compared = (call.arguments for call in calls if Name(name) in call.arguments)
    return frozenset(part.value for parts in compared for part in parts if isinstance(part, Literal))


def _budget(fields: Fields) -> dict[AgeBand, int]:
    return {band: fields.number(band) for band in AgeBand if fields.has(band)}


@dataclass(frozen=True)
class _Rules:
    notes: Notes
    questionnaires: Mapping[str, Questionnaire]

    def rule(self, node: YamlNode, key: str, kind: QuestionnaireKind) -> TailoringRule:
        fields = Fields(node, self.notes, (key, "when"))
        form_id = fields.needed(key)
        known = tuple(name for name, form in self.questionnaires.items() if form.kind is kind)
        if form_id and form_id not in known:
            fields.note(key, f"there is no {kind} {form_id}", nearest(form_id, known))
        when = fields.condition("when")
        for name in sorted(when.names if when else ()):
            if name not in _PROFILE:
                fields.note("when", f"there is no profile field {name}", nearest(name, _PROFILE))
        for what, mend in condition_problems(when, PROFILE_KINDS, PROFILE_CHOICES) if when else ():
            fields.note("when", what, mend)
        return TailoringRule(form_id=form_id, when=when)


def _problem(what: str, mend: str) -> Problem:
    return Problem(file=TAILORING, line=1, what=what, mend=mend)
