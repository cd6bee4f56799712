"""One table from error to page, for both sides."""

from dataclasses import dataclass
from itertools import islice

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from viewpoint.domain import errors as states
from viewpoint.domain.directory import EntryRefused
from viewpoint.domain.response import AnswerRejected
from viewpoint.domain.rounds import RoundNotClosed, RoundNotOpen
from viewpoint.domain.tailoring import NoQuestionnaireFits, OverBudget
from viewpoint.web.access import is_from_elsewhere, is_staff_page
from viewpoint.web.young_person.pages import Page, RetryPage, SlowDownPage
from viewpoint.web.young_person.pieces import TypedField
from viewpoint.web.young_person.visit import is_visiting

MINUTE = 60
NEVER_SHOWN_AGAIN = frozenset({"password", "new_password", "one_time_code"})
MOST_SHOWN_AGAIN = 200
"""Fields, four times what any page of ours has: a post of thousands would be answered with megabytes."""


@dataclass(frozen=True)
class Answered:
    """The page and the status that an error is answered with; each page is there for both sides."""

    page: str
    status: int


PAGES: dict[type[Exception], Answered] = {
    states.NotAllowed: Answered("not_found", 404),
    states.NotFound: Answered("not_found", 404),
    states.SealBroken: Answered("not_found", 404),
    states.VisitEnded: Answered("link_closed", 404),
    states.AlreadySent: Answered("link_closed", 404),
    states.LinkClosed: Answered("link_closed", 404),
    states.TooManyTries: Answered("too_many_tries", 429),
    states.StorageUnavailable: Answered("not_saved_yet", 503),
    states.SignInRefused: Answered("not_found", 404),
    EntryRefused: Answered("not_found", 403),
    states.BadInput: Answered("not_found", 400),
    states.CouncilNotReady: Answered("not_found", 404),
    states.DocumentsUnavailable: Answered("server_error", 500),
    AnswerRejected: Answered("not_found", 400),
    NoQuestionnaireFits: Answered("not_found", 404),
    OverBudget: Answered("server_error", 500),
    states.WrongStep: Answered("not_found", 409),
    RoundNotOpen: Answered("not_found", 409),
    RoundNotClosed: Answered("not_found", 409),
}


def answer_errors(app: Flask) -> None:
    """Answer every error with a page that says what to do; what went wrong inside goes to the log."""
    app.register_error_handler(states.ViewpointError, _viewpoint_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def page_for(error: Exception) -> Answered:
    """The row of the nearest ancestor in the table."""
    for ancestor in type(error).__mro__:
        if ancestor in PAGES:
            return PAGES[ancestor]
    return Answered("server_error", 500)


def wait_in_words(seconds: int) -> str:
    """How long to wait, as people say it."""
    if seconds <= MINUTE:
        return str(ngettext("%(num)s second", "%(num)s seconds", seconds))
    return str(ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // MINUTE)))


def _viewpoint_error(error: states.ViewpointError) -> tuple[str, int]:
    answered = page_for(error)
    current_app.logger.info("%s answered with %s", type(error).__name__, answered.status)
    if isinstance(error, states.TooManyTries):
        page: Page = SlowDownPage(wait=wait_in_words(error.seconds))
    elif isinstance(error, states.StorageUnavailable):
        page = RetryPage(typed=_typed(), action=request.full_path.rstrip("?"))
    else:
        page = Page(has_session=False)
    return _render(answered, page)


def _csrf_error(error: CSRFError) -> tuple[str, int]:
    """Show what was typed once more, with a fresh token: nothing is lost, nothing was changed.

    Not where nobody is visiting (any longer): after quick exit a browser may be made to post a page again,
    and what was typed there must not come back. Not what another site has filled in: one press on our page
    would do its bidding. Nor does its post get a session, which would take the place of the one that the
    browser holds and did not send along.
    """
    current_app.logger.info("CSRF check failed: %s", error.description)
    if is_from_elsewhere():
        return _render(Answered("not_found", 400), Page(has_session=False))
    if not is_staff_page() and not is_visiting():
        return _render(PAGES[states.VisitEnded], Page(has_session=False))
    typed = tuple(field for field in _typed() if field.name != "csrf_token")
    page = RetryPage(typed=typed, action=request.full_path.rstrip("?"))
    return _render(Answered("expired", 400), page)


def _http_error(error: HTTPException) -> Response | tuple[str, int]:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    # A request for another host's pages gets the page that needs no address of ours: there are none for it.
    if (error.code or 500) >= 500 or isinstance(error, SecurityError):
        return _render(Answered("server_error", error.code or 500), Page(has_session=False))
    return _render(Answered("not_found", error.code or 404), Page(has_session=False))


def _unforeseen(error: Exception) -> tuple[str, int]:
    # The message may quote what a young person wrote: the log gets the kind and the place only.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else ""
    current_app.logger.error("unforeseen %s at %s", type(error).__name__, where)
    if current_app.testing:
        raise error
    return _render(Answered("server_error", 500), Page(has_session=False))


def _typed() -> tuple[TypedField, ...]:
    """What was posted, words in a box to be seen, all else hidden."""
    fields = []
    for name, value in islice(request.form.items(multi=True), MOST_SHOWN_AGAIN):
        if name not in NEVER_SHOWN_AGAIN:
            label = _("What you wrote") if " " in value or "\n" in value else ""
            fields.append(TypedField(name=name, value=value, label=label))
    return tuple(fields)


def _render(answered: Answered, page: Page) -> tuple[str, int]:
    side = "errors/staff" if is_staff_page() else "errors"
    return render_template(f"{side}/{answered.page}.html", page=page), answered.status
