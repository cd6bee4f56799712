"""The questions: one page at a time, each answer saved whatever button was pressed; then check and send."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.journey import Journey, skip_of
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, Reason
from viewpoint.domain.routing import Page, first_unanswered, page_after, page_before
from viewpoint.web.locale import current_language
from viewpoint.web.question_form import answers_of, problems
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.fields import fields_of
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import answering, council_of, remember, secret, speak
from viewpoint.web.young_person.voice import share_voice, spoken_rows, voice_box, with_share


@blueprint.get("/q/<int:number>")
def question(number: int) -> str | Response:
    """One page of the path; one that is not on it (any longer) leads to where they are."""
    found = answering()
    page = present.page_numbered(found, number)
    if page is None:
        return redirect(where(found))
    if found.needs_pin(page):
        return redirect(url_for("young_person.pin_enter", to="change"))
    return _rendered(found, page, {}, {})


@blueprint.post("/q/<int:number>")
def save_question(number: int) -> Response | tuple[str, int]:
    """Save what was answered, and go where the button says."""
    posted = _Posted(number, request.form.get("go", "next"))
    step = services().respond.answer(secret(), posted.accepted)
    speak(step.journey)
    if posted.page is not None and posted.must_be_mended:
        return _rendered(step.journey, posted.page, posted.given, posted.wrong), 422
    remember(step.journey)
    if posted.page is None:
        return redirect(where(step.journey))
    share_voice(step.journey, posted.page)
    if posted.is_barred:
        # Its own page says that it is kept, and leads to the pictures where there are any.
        return redirect(url_for("young_person.question", number=number))
    if step.concern is not None:
        return redirect(url_for("young_person.concern", about=number, back=request.args.get("back")))
    return redirect(onward(step.journey, posted.page, posted.go))


@blueprint.get("/check")
def check() -> str:
    """Everything before sending, with a way to change each answer."""
    found = answering()
    page = present.check_page(found, council_of(found), current_language())
    return render_template("young_person/check.html", page=page, spoken=spoken_rows(found))


@blueprint.post("/send")
def send() -> Response:
    """Send the response, once."""
    if request.form.get("go") == "later":
        return redirect(url_for("young_person.later"))
    remember(services().respond.send(secret()))
    return redirect(url_for("young_person.sent"))


class _Posted:
    """What a page's post says, read against the journey it belongs to."""

    def __init__(self, number: int, go: str) -> None:
        self.number = number
        self.go = go
        self.page: Page | None = None
        self.given: Mapping[str, Answer] = {}
        self.wrong: Mapping[str, Reason] = {}
        self.is_barred = False
        """Whether it would change what was said in another visit."""

    @property
    def must_be_mended(self) -> bool:
        """Whether the page is shown once more: words that are too long would be lost by any other way on."""
        return bool(self.wrong) and (self.go == "next" or Reason.TOO_LONG in self.wrong.values())

    def accepted(self, found: Journey) -> dict[str, Answer]:
        """The answers to be saved: those that their questions accept."""
        self.page = present.page_numbered(found, self.number)
        if self.page is None:
            return {}
        self.given = self._read(self.page, found)
        self.wrong = problems(self.page, self.given, found.values)
        kept = {name: answer for name, answer in self.given.items() if name not in self.wrong}
        # Going back from an empty page neither skips a question nor takes an answer away; nor does moving on
        # from an answer of another visit, which only looks empty because its words are hidden.
        leaves, hidden = self.go in {"back", "later", "break"}, found.answers.keys() - found.shown
        self.is_barred = any(found.is_set_aside(name) for name, answer in kept.items() if answer != SKIPPED)
        return {
            name: answer
            for name, answer in kept.items()
            if answer != SKIPPED or not (leaves or name in hidden)
        }

    def _read(self, page: Page, found: Journey) -> dict[str, Answer]:
        if self.go == "skip":
            return skip_of(page)
        if self.go == "not_saying":
            asked = (question.name for question in page.questions if question.asks)
            return {name: NOT_SAYING for name in asked if not found.is_set_aside(name)}
        return answers_of(page, request.form)


def _rendered(found: Journey, page: Page, given: Mapping[str, Answer], wrong: Mapping[str, Reason]) -> str:
    shown = present.question_page(found, page, council_of(found), current_language(), given, wrong)
    if isinstance(shown, pages.NotePage):
        return render_template("young_person/note.html", page=shown)
    box = voice_box(found, page)
    shown = with_share(shown, box)
    return render_template("young_person/question.html", page=shown, fields=fields_of(shown, box))


def onward(found: Journey, page: Page, go: str) -> str:
    """Where the button leads from a page."""
    if go == "later":
        return url_for("young_person.later")
    if go == "break":
        return url_for("young_person.pause", at=present.question_number(found, page))
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


def where(found: Journey) -> str:
    """The first question that is not answered, or where the answers are checked."""
    return present.page_url(found, first_unanswered(found.pages, found.answers))
