"""The top and the foot of every page: the same on thousands of them, so made once for each language and council."""

from flask import current_app, render_template
from markupsafe import Markup

from viewpoint.web.locale import current_language
from viewpoint.web.young_person.help_numbers import council

KEPT = "viewpoint.frames"
Frames = dict[tuple[str, str, str, bool], Markup]


def frame(part: str, *, has_session: bool) -> Markup:
    """One part of the frame, "top" or "foot", in the language of this request.

    What stands in it may depend on the language, the council and whether there is a visit, and on nothing else.
    """
    kept: Frames = current_app.extensions.setdefault(KEPT, {})
    own = council()
    key = (part, current_language(), own.code if own else "", has_session)
    if key not in kept:
        kept[key] = Markup(render_template(f"layouts/_{part}.html", has_session=has_session))  # noqa: S704 - a template's
    return kept[key]
