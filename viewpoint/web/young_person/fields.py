"""What is filled in on a page of questions; where nothing is filled in yet, made once for everybody."""

from flask import current_app
from jinja2.environment import TemplateModule

from viewpoint.web.locale import current_language
from viewpoint.web.young_person.pages import QuestionPage
from viewpoint.web.young_person.voice import VoiceBox

KEPT = "viewpoint.fields"
MOST_KEPT = 1000
"""Some 12 kB each: the questions that a busy day asks, in its languages and for its readers."""
Fields = dict[tuple[str, QuestionPage, VoiceBox | None], TemplateModule]


def fields_of(page: QuestionPage, voice: VoiceBox | None) -> TemplateModule:
    """The questions of a page with their answers and buttons, in the language of this request.

    Nothing may stand in it but what the page and the recorder say. What a young person said is never kept.
    """
    if not page.is_untouched or (voice is not None and voice.is_there):
        return _made(page, voice)
    kept: Fields = current_app.extensions.setdefault(KEPT, {})
    key = (current_language(), page, voice)
    made = kept.get(key)
    if made is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        made = kept[key] = _made(page, voice)
    return made


def _made(page: QuestionPage, voice: VoiceBox | None) -> TemplateModule:
    template = current_app.jinja_env.get_template("young_person/_fields.html")
    return template.make_module({"page": page, "voice": voice})
