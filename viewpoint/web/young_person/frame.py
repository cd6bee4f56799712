"""Parts of pages that are the same on thousands of them, so made once for each language and council."""

from flask import current_app
from jinja2.environment import TemplateModule

from viewpoint.web.locale import current_language
from viewpoint.web.young_person.help_numbers import council
from viewpoint.web.young_person.pieces import PICTURES

KEPT = "viewpoint.frames"
Frames = dict[tuple[str, str, str, bool], TemplateModule]


def frame(part: str, *, has_session: bool) -> TemplateModule:
    """One part, "top", "foot" or the twelve "pictures", in the language of this request.

    What stands in it may depend on the language, the council and whether there is a visit, and on no more.
    """
    kept: Frames = current_app.extensions.setdefault(KEPT, {})
    own = council()
    key = (part, current_language(), own.code if own else "", has_session)
    if key not in kept:
        context: dict[str, object] = {"has_session": has_session, "pictures": PICTURES}
        current_app.update_template_context(context)
        kept[key] = current_app.jinja_env.get_template(f"layouts/_{part}.html").make_module(context)
    return kept[key]
