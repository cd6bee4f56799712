"""One answer and what a person says that it means."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.languages import bcp47
from viewpoint.domain.people import ResponseId
from viewpoint.domain.translated import LONGEST_NAME, LONGEST_TRANSLATION, Translated
from viewpoint.services.translating import ToTranslate
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.loop_pages import TranslationPage
from viewpoint.web.iro.marking import visible
from viewpoint.web.iro.present_caseload import name_or_none
from viewpoint.web.iro.reply_form import typed_field
from viewpoint.web.iro.services import services
from viewpoint.web.locale import current_language


@blueprint.get("/responses/<response_id>/translations/<question>")
def translation(response_id: str, question: str) -> str:
    """The answer, and room for its translation."""
    found = services().translating.open(viewer(), ResponseId(response_id), question)
    kept = found.kept.translated if found.kept else Translated(by=found.own_name, words="")
    return _page(found, kept, {})


@blueprint.post("/responses/<response_id>/translations/<question>")
def keep_translation(response_id: str, question: str) -> Response | tuple[str, int]:
    """Keep it, or say what to mend; emptied, it is forgotten."""
    typed = Translated(by=typed_field("by"), words=typed_field("words"))
    if errors := _errors(typed):
        found = services().translating.open(viewer(), ResponseId(response_id), question)
        return _page(found, typed, errors), 422
    services().translating.keep(viewer(), ResponseId(response_id), question, typed)
    flash(_("Kept beside their own words.") if typed.words else _("The translation is taken away."))
    return redirect(url_for("iro.response", response_id=response_id))


def _errors(typed: Translated) -> dict[str, str]:
    errors = {}
    if len(typed.words) > LONGEST_TRANSLATION:
        errors["words"] = _("That is too long. Shorten it to %(most)s characters.", most=LONGEST_TRANSLATION)
    if typed.words and not typed.by:
        errors["by"] = _("Say who translated it.")
    if len(typed.by) > LONGEST_NAME:
        errors["by"] = _("That is too long. Shorten it to %(most)s characters.", most=LONGEST_NAME)
    return errors


def _page(found: ToTranslate, kept: Translated, errors: dict[str, str]) -> str:
    response, answer = found.said.response, found.said.answers.get(found.question.name)
    page = TranslationPage(
        name=name_or_none(found.name),
        back=url_for("iro.response", response_id=response.id),
        label=found.question.label.in_language(current_language()),
        words=visible(answer.words) if answer else "",
        language=bcp47(response.language),
        voice=url_for("iro.voice", response_id=response.id, question=found.question.name)
        if found.is_spoken
        else "",
    )
    return render_template("iro/translation.html", page=page, kept=kept, errors=errors)
