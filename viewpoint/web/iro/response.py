"""The page of one response, whatever brought somebody to it."""

from flask import render_template

from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply_draft import LONGEST
from viewpoint.services.review import Reading
from viewpoint.web.access import viewer
from viewpoint.web.iro.eyes import Eyes
from viewpoint.web.iro.loop_pages import ClosingBox
from viewpoint.web.iro.present_loop import age_view
from viewpoint.web.iro.present_response import response_page
from viewpoint.web.iro.reply_form import ReplyBox, box_of
from viewpoint.web.iro.services import services, today
from viewpoint.web.iro.words import CLOSED, OUTCOMES
from viewpoint.web.locale import current_language


def rendered(
    response_id: str,
    box: ReplyBox | None = None,
    *,
    closing: ClosingBox | None = None,
    reading: Reading | None = None,
) -> str:
    """The page; opening a response is its receipt. Without a box the form holds the draft, if any."""
    found = reading or services().review.open_response(viewer(), ResponseId(response_id))
    page = response_page(found, eyes())
    draft = found.loop.draft
    written = box or (box_of(draft.typed) if draft else ReplyBox())
    return render_template(
        "iro/response.html",
        page=page,
        box=written,
        closing=closing or ClosingBox(),
        age=age_view(written, page.ages),
        texts=[(each.id, each.text.title) for each in found.texts],
        outcomes=OUTCOMES,
        closed=CLOSED,
        longest=LONGEST,
    )


def eyes() -> Eyes:
    """Whoever is signed in."""
    return Eyes(
        account=viewer().subject,
        language=current_language(),
        today=today(),
        titles=services().theme_titles,
    )
