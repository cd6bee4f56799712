"""Why somebody was opened from outside a caseload, in words: said to IROs and to the auditor alike."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from viewpoint.domain.outside import Why

WHY: Mapping[Why, str] = {
    Why.NOT_SAFE: _("They, or somebody else, may not be safe"),
    Why.IRO_AWAY: _("Their IRO is away and nobody covers"),
    Why.THEY_ASKED: _("They asked for it"),
    Why.HANDING_OVER: _("They are moving to this caseload"),
    Why.OTHER: _("Something else"),
}
