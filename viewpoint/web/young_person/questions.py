"""The questions: one page at a time, each answer saved whatever button was pressed; then check and send."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.concern import TALK
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey, skip_of
from viewpoint.domain.response import NOT_SAYING, Answer, Reason
from viewpoint.domain.routing import Page, first_unanswered, page_after, page_before
from viewpoint.web.locale import current_language
from viewpoint.web.question_form import answers_of, form_for, problems
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import answering, council_of, journey, secret

LONGEST_REACH = 2000
GO_ANSWERING = frozenset({"next", "back", "later"})
"""Buttons that keep what is on the page; the others say what the answer is."""


@blueprint.get("/q/<int:number>")
def question(number: int) -> str | Response:
    """One page of the path; one that is not on it (any longer) leads to where they are."""
    found = answering()
    page = present.page_numbered(found, number)
    if page is None:
        return redirect(_where(found))
    return _rendered(found, page, {}, {})


@blueprint.post("/q/<int:number>")
def save_question(number: int) -> Response | tuple[str, int]:
    """Save what was answered, and go where the button says."""
    found = answering()
    page = present.page_numbered(found, number)
    if page is None:
        return redirect(_where(found))
    go, given = request.form.get("go", "next"), _given(page)
    wrong = problems(page, given, found.values)
    accepted = {name: answer for name, answer in given.items() if name not in wrong}
    if go in {"back", "later"}:
        accepted = _not_blanked(accepted)
    step = services().respond.answer(secret(), accepted)
    if wrong and go == "next":
        return _rendered(step.journey, page, given, wrong), 422
    if step.concern is not None:
        return redirect(url_for("young_person.concern", about=number))
    return redirect(_onward(step.journey, page, go))


@blueprint.get("/talk")
def concern() -> str:
    """Help at once, and "tell someone today?"."""
    found = journey()
    return _concern_rendered(found, _asked_about(found), "")


@blueprint.post("/talk")
def save_concern() -> Response | tuple[str, int]:
    """Tell someone today, without waiting for the rest to be sent; or go on."""
    found = journey()
    page, tell = _asked_about(found), request.form.get("tell")
    if tell not in {"yes", "not_now"}:
        return _concern_rendered(found, page, _("Choose one answer.")), 422
    if tell == "yes":
        how = request.form.get("reach", "")[:LONGEST_REACH]
        services().respond.tell_someone(secret(), page.name if page else TALK, how)
    if found.visit.invitation.state is InvitationState.SENT:
        return redirect(url_for("young_person.sent"))
    return redirect(_onward(found, page, "next") if page else _where(found))


@blueprint.get("/check")
def check() -> str:
    """Everything before sending, with a way to change each answer."""
    found = answering()
    page = present.check_page(found, council_of(found), current_language())
    return render_template("young_person/check.html", page=page)


@blueprint.post("/send")
def send() -> Response:
    """Send the response, once."""
    if request.form.get("go") == "later":
        return redirect(url_for("young_person.later"))
    services().respond.send(secret())
    return redirect(url_for("young_person.sent"))


def _given(page: Page) -> dict[str, Answer]:
    match request.form.get("go"):
        case "skip":
            return skip_of(page)
        case "not_saying":
            return {question.name: NOT_SAYING for question in page.questions if question.asks}
    return answers_of(page, form_for(page))


def _not_blanked(given: Mapping[str, Answer]) -> dict[str, Answer]:
    """Going back from an empty page neither skips a question nor takes an answer away."""
    return {name: answer for name, answer in given.items() if answer.is_answered}


def _rendered(found: Journey, page: Page, given: Mapping[str, Answer], wrong: Mapping[str, Reason]) -> str:
    shown = present.question_page(found, page, council_of(found), current_language(), given, wrong)
    is_note = isinstance(shown, pages.NotePage)
    return render_template(f"young_person/{'note' if is_note else 'question'}.html", page=shown)


def _onward(found: Journey, page: Page, go: str) -> str:
    if go == "later":
        return url_for("young_person.later")
    if go == "back":
        before = page_before(found.pages, page.name)
        return present.page_url(found, before) if before else url_for("young_person.who")
    if request.args.get("back") == "check" and not _opened_up(found, page):
        return url_for("young_person.check")
    return present.page_url(found, page_after(found.pages, page.name))


def _opened_up(found: Journey, page: Page) -> bool:
    """Whether a changed answer brought a question that was not asked before."""
    after = page_after(found.pages, page.name)
    return after is not None and any(
        question.asks and question.name not in found.answers for question in after.questions
    )


def _where(found: Journey) -> str:
    return present.page_url(found, first_unanswered(found.pages, found.answers))


def _asked_about(found: Journey) -> Page | None:
    """The page whose answer led here; None when they asked to talk to someone."""
    number = request.args.get("about", type=int)
    return present.page_numbered(found, number) if number else None


def _concern_rendered(found: Journey, page: Page | None, error: str) -> str:
    council = council_of(found)
    shown = pages.ConcernPage(
        reason=pages.ConcernReason.ANSWER if page else pages.ConcernReason.TALK,
        reader=present.reader(found, council, current_language()),
        told_by=_("today"),
        tell=request.form.get("tell", ""),
        reach=request.form.get("reach", ""),
        error=error,
    )
    return render_template("young_person/concern.html", page=shown)
