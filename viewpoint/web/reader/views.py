"""Keying a paper in: its code first, then what is on it, all on one page."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.errors import AlreadySent, LinkClosed
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.paper import Keyed, PaperId
from viewpoint.domain.permissions import Role
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, AnswerRejected, Reason, check_answer
from viewpoint.services.key_paper import Sheet
from viewpoint.web.access import staff_visit, viewer
from viewpoint.web.locale import current_language
from viewpoint.web.question_form import answer_from
from viewpoint.web.reader.blueprint import blueprint
from viewpoint.web.reader.present import NOT_SAYING_OPTION, WHO_OPTIONS, keying_page
from viewpoint.web.reader.services import council, services

MOST_KEYED = 1024 * 1024
"""Bytes: a page posts all the words of a paper at once, and some scripts take nine bytes a letter."""
NOT_TICKED = "not_ticked"


def _let_whole_papers_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the form: only a reader may send so much, and only here."""
    visit = staff_visit() if endpoint == "reader.key" else None
    if visit is not None and visit.role is Role.READER:
        request.max_content_length = request.max_form_memory_size = MOST_KEYED
        request.max_form_parts = 2000


# The only hook that runs before the check of the CSRF token, which reads the form.
blueprint.url_value_preprocessor(_let_whole_papers_in)


@blueprint.get("/")
def home() -> str:
    """Where the code is typed."""
    return render_template("reader/home.html", code="", error="")


@blueprint.post("/")
def find() -> Response | tuple[str, int]:
    """Find the paper with this code."""
    code = request.form.get("code", "")[:100]
    try:
        paper = services().key_paper.find(viewer(), code, request.remote_addr or "")
    except LinkClosed:
        error = _("There is no paper with this code. Look at it again: it has twelve letters and digits.")
        return render_template("reader/home.html", code=code, error=error), 422
    return redirect(url_for("reader.paper", paper_id=paper))


@blueprint.get("/papers/<paper_id>")
def paper(paper_id: str) -> str:
    """The paper's questions; one that was keyed shows no more than that it was."""
    sheet = services().key_paper.open(viewer(), PaperId(paper_id))
    return _rendered(sheet, {}, {}, "", "")


@blueprint.post("/papers/<paper_id>")
def key(paper_id: str) -> Response | tuple[str, int]:
    """Keep what is on the paper, or say what is wrong and keep every word."""
    sheet = services().key_paper.open(viewer(), PaperId(paper_id))
    given = {row.question.name: _answer(row.question) for row in sheet.rows if row.question.asks}
    wrong = _problems(sheet, given)
    who = request.form.get("who", "")
    if who not in {*WHO_OPTIONS, NOT_TICKED}:
        error = _("Say who was with them, as it is ticked on the paper.")
        return _rendered(sheet, given, wrong, "", error), 422
    if wrong:
        return _rendered(sheet, given, wrong, who, ""), 422
    answers = {name: answer for name, answer in given.items() if answer != SKIPPED}
    keyed = Keyed(who=None if who == NOT_TICKED else WhoIsHere(who), answers=answers)
    try:
        services().key_paper.key(viewer(), PaperId(paper_id), keyed)
    except AlreadySent:
        flash(_("This paper was keyed before; nothing was changed."), "error")
    else:
        flash(_("The paper is keyed. Their IRO can read it now. Put it where the council keeps such papers."))
    return redirect(url_for("reader.home"))


def _rendered(
    sheet: Sheet, given: Mapping[str, Answer], wrong: Mapping[str, Reason], who: str, who_error: str
) -> str:
    return render_template(
        "reader/paper.html",
        page=keying_page(sheet, current_language(), given, wrong, who, who_error),
        is_keyed=sheet.paper.keyed_at is not None,
        duty=council().numbers().get("duty"),
    )


def _answer(question: Question) -> Answer:
    ticked = request.form.getlist(question.name)
    if question.type is QuestionType.TEXT:
        words = answer_from(question, request.form.get(question.name, ""))
        is_refused = f"{question.name}-not" in request.form and not words.is_answered
        return NOT_SAYING if is_refused else words
    if NOT_SAYING_OPTION in ticked:
        return NOT_SAYING
    return answer_from(
        question, ticked if question.type is QuestionType.SELECT_MULTIPLE else "".join(ticked[:1])
    )


def _problems(sheet: Sheet, given: Mapping[str, Answer]) -> dict[str, Reason]:
    """What cannot be kept; a condition on an answer that names others is not asked of paper."""
    wrong = {}
    for row in sheet.rows:
        answer = given.get(row.question.name, SKIPPED)
        try:
            check_answer(row.question, answer)
        except AnswerRejected as rejected:
            wrong[row.question.name] = rejected.reason
    return {name: reason for name, reason in wrong.items() if reason is not Reason.CONSTRAINT}
