"""One questionnaire file: its settings and choices, and its survey rows as a Questionnaire."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import Lane, Option, Questionnaire, QuestionnaireKind
from viewpoint.domain.words import Words
from viewpoint.exchange.catalogues import Catalogues
from viewpoint.exchange.questionnaire_extractor import EARLIER, RESERVED_CODES, messages_in
from viewpoint.exchange.questionnaire_rows import NAME, SurveyRows, read_rows
from viewpoint.exchange.yaml_fields import Fields, Notes
from viewpoint.exchange.yaml_files import Problem, YamlTable, plain

_CODE = re.compile(r"[a-z0-9][a-z0-9_]*")
_LONGEST_CODE = 20
_OURS_TO_OFFER = frozenset({"skip", "skipped", "not_saying", "prefer_not_to_say", "dont_want_to_say"})
_SETTINGS = ("form_id", "version", "title", "kind", "lane", "reading_age", "profile", "modules_after")
_CHOICE = ("list_name", "name", "label", "exclusive", "image", "audio")


@dataclass(frozen=True, kw_only=True)
class QuestionnaireSource:
    """A questionnaire and its file; `lines` gives the line of each setting, list and row."""

    file: str
    questionnaire: Questionnaire
    rows: SurveyRows
    lists: Mapping[str, tuple[Option, ...]]
    lines: Mapping[str, int]


def read_questionnaire(
    tree: YamlTable, file: str, catalogues: Catalogues
) -> tuple[QuestionnaireSource, list[Problem]]:
    """Read a file as far as it can be read, and note every mistake on the way."""
    notes = Notes(file)
    top = Fields(tree, notes, ("settings", "survey", "choices"))
    settings = Fields(top.table("settings"), notes, _SETTINGS)
    texts = {
        message.context: catalogues.words(message.context, message.text)
        for message in messages_in(tree, file)
    }
    form_id = _form_id(settings)
    _check_file(settings, form_id, PurePath(file))
    lists, list_lines = _lists(top, form_id, texts)
    rows = read_rows(top.items("survey"), form_id, lists, texts, notes)
    source = QuestionnaireSource(
        file=file,
        questionnaire=_questionnaire(settings, form_id, rows, texts, digest(tree)),
        rows=rows,
        lists=lists,
        lines={key: settings.line_of(key) for key in _SETTINGS} | list_lines,
    )
    return source, notes.problems


def digest(tree: YamlTable) -> str:
    """SHA-256 of what a questionnaire says: comments, layout and the order of keys do not change it."""
    said = json.dumps(plain(tree), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _form_id(settings: Fields) -> str:
    form_id = settings.needed("form_id")
    if form_id and not NAME.fullmatch(form_id):
        settings.note("form_id", f"{form_id} cannot be a form_id", "use small letters, digits and _")
    return form_id


def _check_file(settings: Fields, form_id: str, file: PurePath) -> None:
    is_earlier = file.parent.name == EARLIER
    name = f"{form_id}@{settings.text('version')}.yaml" if is_earlier else f"{form_id}.yaml"
    if form_id and name != file.name and NAME.fullmatch(form_id):
        settings.note("form_id", f"form_id is {form_id}, but the file is {file}", f"call it {name}")


def _questionnaire(
    settings: Fields, form_id: str, rows: SurveyRows, texts: Mapping[str, Words], made_of: str
) -> Questionnaire:
    for key in ("title", "kind", "lane", "reading_age"):
        settings.needed(key)
    return Questionnaire(
        form_id=form_id,
        version=settings.number("version"),
        digest=made_of,
        kind=settings.choice("kind", QuestionnaireKind.BASE),
        lane=settings.choice("lane", Lane.NAMED),
        title=texts.get(form_id) or Words.english(""),
        reading_age=settings.choice("reading_age", AgeBand.EIGHT_TO_ELEVEN),
        questions=tuple(rows.questions),
        profile=settings.texts("profile"),
        modules_after=settings.text("modules_after"),
    )


def _lists(
    top: Fields, form_id: str, texts: Mapping[str, Words]
) -> tuple[dict[str, tuple[Option, ...]], dict[str, int]]:
    """The options by list, and the line on which each list starts (under `choices.<list>`)."""
    lists: dict[str, tuple[Option, ...]] = {}
    lines: dict[str, int] = {}
    for node in top.items("choices"):
        fields = Fields(node, top.notes, _CHOICE)
        name = fields.needed("list_name")
        option = _option(fields, f"{form_id}.{name}", texts)
        if option.name in {known.name for known in lists.get(name, ())}:
            fields.note("name", f"the list {name} has {option.name} twice", "give one another name")
        lists[name] = (*lists.get(name, ()), option)
        lines.setdefault(f"choices.{name}", fields.line)
    return lists, lines


def _option(fields: Fields, context: str, texts: Mapping[str, Words]) -> Option:
    fields.needed("label")
    code = fields.needed("name")
    if code and not _CODE.fullmatch(code):
        fields.note("name", f"{code} cannot be an option", "use small letters, digits and _")
    elif len(code) > _LONGEST_CODE:
        fields.note("name", f"{code} is over {_LONGEST_CODE} characters", "shorten it")
    elif code in RESERVED_CODES:
        fields.note("name", f"{code} is kept for the texts of a question", "use another word")
    elif code in _OURS_TO_OFFER:
        fields.note("name", f"{code} is offered on every question already", "take this option out")
    return Option(
        name=code,
        label=texts.get(f"{context}.{code}") or Words.english(""),
        exclusive=fields.flag("exclusive"),
        image=fields.text("image"),
        audio=fields.text("audio"),
    )
