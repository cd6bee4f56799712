"""Answering aloud: the recorder of a question's page, and what its script posts and plays."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, make_response, request, url_for

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.journey import Journey
from viewpoint.domain.response import Share
from viewpoint.domain.routing import Page
from viewpoint.domain.sharing import shares_of
from viewpoint.domain.voice import LONGEST_SECONDS, MOST_BYTES, may_be_said
from viewpoint.web.question_form import share_field
from viewpoint.web.young_person import present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.pages import QuestionPage
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import answering, council_of, journey, secret

SAVE = "young_person.save_voice"


@dataclass(frozen=True, kw_only=True)
class VoiceBox:
    """The recorder: where it posts; whether there is a recording, and whether this visit may hear it."""

    url: str
    seconds: int
    is_there: bool
    may_hear: bool
    share: str
    """Who may hear it, where there is a recording; else ""."""


def _let_recordings_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if endpoint == SAVE:
        request.max_content_length = MOST_BYTES


blueprint.url_value_preprocessor(_let_recordings_in)


@blueprint.post("/q/<int:number>/voice")
def save_voice(number: int) -> tuple[str, int]:
    """Keep what was recorded; a body with nothing in it takes away what was there."""
    name = _name(answering(), number)
    content = request.get_data(cache=False)
    if not content:
        services().voices.remove(secret(), name)
        return "", 204
    try:
        services().voices.save(secret(), name, content)
    except BadInput:
        return "", 422
    return "", 204


@blueprint.get("/q/<int:number>/voice")
def voice(number: int) -> Response:
    """What was recorded, for whoever said it.

    Raises:
        NotFound: there is nothing that this visit may hear.
    """
    sound = services().voices.own(secret(), _name(journey(), number))
    response = make_response(sound.content)
    response.headers["Content-Type"] = sound.media_type
    return response


def voice_box(found: Journey, page: Page) -> VoiceBox | None:
    """The recorder of a page, where its question may be answered aloud."""
    council = council_of(found)
    if len(page.questions) != 1 or not may_be_said(page.questions[0], found, council):
        return None
    spoken = services().voices.spoken(secret())
    if found.is_hidden(page.name):
        return None
    heard = spoken.get(page.name)
    return VoiceBox(
        url=url_for("young_person.voice", number=present.question_number(found, page)),
        seconds=LONGEST_SECONDS,
        is_there=heard is not None,
        may_hear=heard is not None and heard.may_hear,
        share=heard.share.value if heard else "",
    )


def with_share(page: QuestionPage, box: VoiceBox | None) -> QuestionPage:
    """The page with what was chosen for the recording, where nothing was written to keep it with."""
    question = page.questions[0]
    if box is None or not box.share or question.words:
        return page
    return replace(page, questions=(replace(question, share=box.share),))


def share_voice(found: Journey, page: Page) -> None:
    """Keep for the recording, too, who may have this answer."""
    box = voice_box(found, page)
    chosen = request.form.get(share_field(page.name), "")
    if box and box.may_hear and chosen in {share.value for share in shares_of(page.questions[0])}:
        services().voices.share(secret(), page.name, Share(chosen))


def spoken_rows(found: Journey) -> frozenset[str]:
    """The change addresses of what was answered aloud, for the page that checks all answers."""
    if not council_of(found).has_voice_answers:
        return frozenset()
    spoken = services().voices.spoken(secret())
    pages = (page for page in found.pages if page.name in spoken)
    return frozenset(
        url_for("young_person.question", number=present.question_number(found, page), back="check")
        for page in pages
    )


def _name(found: Journey, number: int) -> str:
    page = present.page_numbered(found, number)
    if page is None:
        raise NotFound("voice")
    return page.name
