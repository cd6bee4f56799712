"""Texts that replies begin from: the council's and one's own."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.people import AccountId
from viewpoint.domain.reply_draft import LONGEST
from viewpoint.domain.reply_template import LONGEST_TITLE, ReplyTemplate, TemplateText
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.loop_pages import TemplateBox, TemplateRow
from viewpoint.web.iro.reply_form import typed_field
from viewpoint.web.iro.services import services

OWN, EVERYBODYS = "own", "council"


@blueprint.get("/texts")
def texts() -> str:
    """All of them, and room for one more."""
    return _list(TemplateBox())


@blueprint.post("/texts")
def add_text() -> Response | tuple[str, int]:
    """Keep a new one, or say what to mend."""
    box = _typed()
    if box.errors:
        return _list(box), 422
    services().reply_templates.add(viewer(), _text(box), _whose(box))
    flash(_("Kept. You find it beside each point of a reply."))
    return redirect(url_for("iro.texts"))


@blueprint.get("/texts/<template_id>")
def text(template_id: str) -> str:
    """One of them, to be changed."""
    found = services().reply_templates.one(viewer(), template_id)
    whose = OWN if found.account else EVERYBODYS
    return _one(found.id, TemplateBox(title=found.text.title, words=found.text.words, whose=whose))


@blueprint.post("/texts/<template_id>")
def save_text(template_id: str) -> Response | tuple[str, int]:
    """Keep what was changed, or say what to mend."""
    found, box = services().reply_templates.one(viewer(), template_id), _typed()
    if box.errors:
        return _one(found.id, box), 422
    services().reply_templates.change(viewer(), found.id, _text(box), _whose(box))
    flash(_("Kept. Replies that are sent or being written stay as they are."))
    return redirect(url_for("iro.texts"))


@blueprint.post("/texts/<template_id>/delete")
def delete_text(template_id: str) -> Response:
    """Take one away."""
    services().reply_templates.delete(viewer(), template_id)
    flash(_("Deleted. Replies that are sent or being written stay as they are."))
    return redirect(url_for("iro.texts"))


def _typed() -> TemplateBox:
    title, words, whose = typed_field("title"), typed_field("words"), typed_field("whose")
    return TemplateBox(
        title=title,
        words=words,
        whose=EVERYBODYS if whose == EVERYBODYS else OWN,
        title_error=_error(title, LONGEST_TITLE, _("Give it a title, so that you find it again.")),
        words_error=_error(words, LONGEST["words"], _("Write what it says.")),
    )


def _error(text: str, most: int, missing: str) -> str:
    if not text:
        return missing
    return _("That is too long. Shorten it to %(most)s characters.", most=most) if len(text) > most else ""


def _text(box: TemplateBox) -> TemplateText:
    return TemplateText(title=box.title, words=box.words)


def _whose(box: TemplateBox) -> AccountId | None:
    return AccountId(viewer().subject) if box.whose == OWN else None


def _list(box: TemplateBox) -> str:
    rows = [_row(each) for each in services().reply_templates.every(viewer())]
    return render_template("iro/texts.html", rows=rows, box=box, longest=LONGEST)


def _one(template_id: str, box: TemplateBox) -> str:
    return render_template("iro/text.html", id=template_id, box=box, longest=LONGEST)


def _row(template: ReplyTemplate) -> TemplateRow:
    text = template.text
    return TemplateRow(
        id=template.id, title=text.title, words=text.words, is_own=template.account is not None
    )
