"""The survey rows of a questionnaire file: groups, questions and notes, each mistake noted with its line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.condition import Condition, both
from viewpoint.domain.questionnaire import (
    ConcernRule,
    Group,
    Option,
    Question,
    QuestionType,
    Urgency,
    Visibility,
)
from viewpoint.domain.words import Words
from viewpoint.exchange.yaml_fields import Fields, Notes, nearest
from viewpoint.exchange.yaml_files import YamlNode, YamlTable, YamlText

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME_MEND = "use small letters, digits and _, a letter first, at most 40"
_ROW = ("type", "name", "label", "hint", "relevant", "image", "audio", "reading_exception")
_ASKING = (*_ROW, "theme", "measure", "visibility", "concern", "may_drop", "sensitive", "last_time")
_CHECKED = ("constraint", "constraint_message")
ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "note": _ROW,
    "select_one": (*_ASKING, "appearance", "reverse"),
    "select_multiple": (*_ASKING, *_CHECKED, "appearance", "reverse"),
    "range": (*_ASKING, *_CHECKED, "reverse"),
    "text": (*_ASKING, *_CHECKED, "appearance", "identifier"),
    "begin_group": ("type", "name", "label", "relevant", "appearance"),
    "end_group": ("type", "name"),
}
APPEARANCES: Mapping[str, tuple[str, ...]] = {
    "select_one": ("faces3", "faces5", "symbols"),
    "select_multiple": ("symbols",),
    "text": ("multiline",),
    "begin_group": ("field-list",),
}
_EVERY_KEY = tuple({key for keys in ROW_KEYS.values() for key in keys})


@dataclass(frozen=True, kw_only=True)
class PlacedCondition:
    """A condition and where it stands: it may name the rows before number `at`."""

    condition: Condition
    key: str
    line: int
    row: str
    at: int


@dataclass(kw_only=True)
class SurveyRows:
    """The rows of a survey, and what their checks need to know of the file.

    `unsure` names the rows whose type or options could not be read, so that one mistake is not told twice.
    """

    questions: list[Question] = field(default_factory=list)
    groups: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    conditions: list[PlacedCondition] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    exceptions: set[str] = field(default_factory=set)
    lists_used: set[str] = field(default_factory=set)


def read_rows(
    items: Sequence[YamlNode],
    form_id: str,
    lists: Mapping[str, tuple[Option, ...]],
    texts: Mapping[str, Words],
    notes: Notes,
) -> SurveyRows:
    """Read the rows; `texts` has the words of each context that extraction finds in the file."""
    reader = _Rows(form_id, lists, texts, notes)
    for node in items:
        reader.take(node)
    reader.end()
    return reader.rows


class _Rows:
    """Takes one row after the other and remembers the group that is open."""

    def __init__(
        self,
        form_id: str,
        lists: Mapping[str, tuple[Option, ...]],
        texts: Mapping[str, Words],
        notes: Notes,
    ) -> None:
        self._form_id, self._lists, self._texts, self._notes = form_id, lists, texts, notes
        self._group: Group | None = None
        self._group_line = 0
        self._group_condition: Condition | None = None
        self.rows = SurveyRows()

    def take(self, node: YamlNode) -> None:
        kind, list_name = _type_of(node)
        fields = Fields(node, self._notes, ROW_KEYS.get(kind, _EVERY_KEY))
        if kind == "end_group":
            self._close(fields)
            return
        name = self._name(fields)
        if kind not in ROW_KEYS:
            fields.note("type", f"there is no type {kind}", nearest(kind, tuple(ROW_KEYS)))
            self.rows.unsure.add(name)
            kind = "text"
        if kind == "begin_group":
            self._open(fields, name)
        else:
            self.rows.questions.append(self._question(fields, name, QuestionType(kind), list_name))

    def end(self) -> None:
        if self._group is not None:
            self._notes.note(self._group_line, f"the group {self._group.name} is not closed", _END_GROUP)

    def _name(self, fields: Fields) -> str:
        name = fields.needed("name")
        if name and not NAME.fullmatch(name):
            fields.note("name", f"{name} cannot be a name", _NAME_MEND)
        if name in self.rows.lines:
            first = self.rows.lines[name]
            fields.note("name", f"the name {name} is taken, on line {first}", "give it another name")
        self.rows.lines.setdefault(name, fields.line)
        return name

    def _open(self, fields: Fields, name: str) -> None:
        if self._group is not None:
            fields.note("type", f"the group {self._group.name} is still open", _END_GROUP)
        shown = self._appearance(fields, "begin_group")
        label = self._words(fields, f"{self._form_id}.{name}")
        self._group = Group(name=name, label=label, is_field_list=shown == "field-list")
        self._group_line = fields.line
        self._group_condition = self._condition(fields, "relevant", name)
        self.rows.groups[name] = fields.line

    def _close(self, fields: Fields) -> None:
        if self._group is None:
            fields.note("type", "no group is open here", "take this end_group out")
        self._group, self._group_condition = None, None

    def _question(self, fields: Fields, name: str, kind: QuestionType, list_name: str) -> Question:
        context = f"{self._form_id}.{name}"
        if fields.text("reading_exception"):
            self.rows.exceptions.add(name)
        return Question(
            form_id=self._form_id,
            name=name,
            type=kind,
            label=self._words(fields, context),
            hint=self._texts.get(f"{context}.hint") if fields.text("hint") else None,
            options=self._options(fields, name, kind, list_name),
            relevant=both(self._group_condition, self._condition(fields, "relevant", name)),
            constraint=self._condition(fields, "constraint", name),
            constraint_message=self._constraint_message(fields, context),
            theme=fields.text("theme"),
            measure=self._measure(fields),
            visibility=fields.choice("visibility", Visibility.YOUNG_PERSON_CHOOSES),
            identifier=fields.flag("identifier"),
            concern=self._concern(fields, name),
            reverse=fields.flag("reverse"),
            appearance=self._appearance(fields, kind),
            may_drop=fields.flag("may_drop"),
            sensitive=fields.flag("sensitive"),
            last_time=fields.text("last_time"),
            group=self._group,
            image=fields.text("image"),
            audio=fields.text("audio"),
        )

    def _words(self, fields: Fields, context: str) -> Words:
        fields.needed("label")
        return self._texts.get(context) or Words.english("")

    def _options(self, fields: Fields, name: str, kind: QuestionType, list_name: str) -> tuple[Option, ...]:
        takes = kind in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}
        if takes and list_name not in self._lists:
            self.rows.unsure.add(name)
            what = f"there is no list {list_name} in choices" if list_name else f"{kind} names no list"
            fields.note("type", what, nearest(list_name, tuple(self._lists)))
        if list_name and not takes:
            fields.note("type", f"{kind} takes no list", f"write `type: {kind}`")
        self.rows.lists_used.add(list_name)
        return self._lists.get(list_name, ()) if takes else ()

    def _measure(self, fields: Fields) -> str:
        measure = fields.text("measure")
        if measure and not NAME.fullmatch(measure):
            fields.note("measure", f"{measure} cannot be a measure", _NAME_MEND)
        return measure

    def _appearance(self, fields: Fields, kind: str) -> str:
        text = fields.text("appearance")
        if text and text not in APPEARANCES.get(kind, (text,)):
            fields.note("appearance", f"{kind} cannot look like {text}", nearest(text, APPEARANCES[kind]))
        return text

    def _condition(self, fields: Fields, key: str, row: str) -> Condition | None:
        condition = fields.condition(key)
        self._place(condition, key, fields.line_of(key), row)
        return condition

    def _place(self, condition: Condition | None, key: str, line: int, row: str) -> None:
        if condition is not None:
            placed = PlacedCondition(
                condition=condition, key=key, line=line, row=row, at=len(self.rows.questions)
            )
            self.rows.conditions.append(placed)

    def _constraint_message(self, fields: Fields, context: str) -> Words | None:
        message = self._texts.get(f"{context}.constraint")
        if fields.has("constraint") is not fields.has("constraint_message"):
            fields.note(
                "constraint", "constraint and constraint_message go together", "add the one that is missing"
            )
        return message

    def _concern(self, fields: Fields, name: str) -> tuple[ConcernRule, ...]:
        rules = []
        for node in fields.items("concern"):
            entry = Fields(node, self._notes, ("when", "within", "about"))
            entry.needed("when")
            entry.needed("within")
            when = entry.condition("when")
            self._place(when, "concern", entry.line_of("when"), name)
            if when is not None:
                within = entry.choice("within", Urgency.TODAY)
                about = entry.choice("about", ConcernAbout.NOBODY)
                rules.append(ConcernRule(when=when, within=within, about=about))
        if fields.has("concern") and not fields.items("concern"):
            fields.note(
                "concern", "concern lists nothing", "write [{when: ..., within: ...}], or take it out"
            )
        return tuple(rules)


_END_GROUP = "add `- {type: end_group}` where it ends"


def _type_of(node: YamlNode) -> tuple[str, str]:
    """The type and the list it names; an absent type is "" and told as one that does not exist."""
    text = node.entries.get("type") if isinstance(node, YamlTable) else None
    kind, _, list_name = (text.value if isinstance(text, YamlText) else "").partition(" ")
    return kind, list_name.strip()
