"""What is filled in on a page of questions; where nothing is filled in yet, made once for everybody."""

from flask import current_app
from markupsafe import Markup

from viewpoint.web.locale import current_language
from viewpoint.web.young_person.pages import QuestionPage
from viewpoint.web.young_person.voice import VoiceBox

KEPT = "viewpoint.fields"
MOST_KEPT = 3000
"""Some 4 kB each: the questions that a busy day asks, in its languages and for its readers."""
Fields = dict[tuple[str, QuestionPage, VoiceBox | None], Markup]


def fields_of(page: QuestionPage, voice: VoiceBox | None) -> Markup:
    """The questions of a page with their answers and buttons, in the language of this request.

    Nothing may stand in it but what the page and the recorder say. What a young person said is never kept.
    """
    if not page.is_untouched or (voice is not None and voice.is_there):
        return _rendered(page, voice)
    kept: Fields = current_app.extensions.setdefault(KEPT, {})
    key = (current_language(), page, voice)
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = _rendered(page, voice)
    return kept[key]


def _rendered(page: QuestionPage, voice: VoiceBox | None) -> Markup:
    made = current_app.jinja_env.get_template("young_person/_fields.html").render(page=page, voice=voice)
    return Markup(made)  # noqa: S704 - our own template, which escapes
