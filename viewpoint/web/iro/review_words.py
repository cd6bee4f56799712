"""How a young person took part in a review, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from viewpoint.domain.participation import Attendance, Views
from viewpoint.domain.roster import Participation

ATTENDANCES: Mapping[Attendance, str] = {
    Attendance.CAME: _("They came, or joined by video or phone"),
    Attendance.STAYED_AWAY: _("They did not come"),
}
VIEWS: Mapping[Views, str] = {
    Views.SPOKE: _("They said it themselves"),
    Views.ADVOCATE: _("An advocate said it for them"),
    Views.SYMBOLS: _("By symbols, signs or pictures, without words"),
    Views.SENT: _("By what they sent here, or wrote, recorded or told somebody before"),
    Views.NONE: _("Their views were not told"),
}
CODES: Mapping[Participation, str] = {
    Participation.UNDER_FOUR: _("Under 4 on the day of the review"),
    Participation.SPOKE: _("Came and spoke for themselves"),
    Participation.ADVOCATE_SPOKE: _("Came, and an advocate spoke for them"),
    Participation.SYMBOLS: _("Came and told their views by symbols, without words"),
    Participation.SILENT: _("Came and told no views there, in any way"),
    Participation.BRIEFED_ADVOCATE: _("Did not come, but told an advocate what to say"),
    Participation.SENT_VIEWS: _("Did not come, but their views were passed on in another way, as here"),
    Participation.NO_VIEWS: _("Did not come, and no views were passed on"),
}
