"""Lists of whom else may be asked: a link for any time, or about a placement that has ended."""

from collections.abc import Sequence
from datetime import date

from flask_babel import get_translations
from flask_babel import gettext as _

from viewpoint.services.leaving import LeavingDue
from viewpoint.services.standing_links import Reachable
from viewpoint.web.coordinator.present import Tick
from viewpoint.web.coordinator.words import CHANNELS, PLACEMENTS, name_or_none
from viewpoint.wording.dates import in_days


def reachable_rows(people: Sequence[Reachable]) -> tuple[Tick, ...]:
    """Everybody, and whether they have a link for any time."""
    return tuple(
        Tick(
            value=each.young_person,
            name=name_or_none(each.name),
            facts=(_("Has a link for any time") if each.has_link else _("No link for any time"),),
        )
        for each in people
    )


def leaving_rows(due: Sequence[LeavingDue], today: date) -> tuple[Tick, ...]:
    """Who left a placement, which kind and when."""
    return tuple(
        Tick(
            value=each.stay,
            name=name_or_none(each.name),
            facts=(
                str(PLACEMENTS[each.placement_type]),
                _("ended %(when)s", when=in_days(each.ended_on, today, get_translations())),
                str(CHANNELS[each.who.channel]),
            ),
        )
        for each in due
    )
