"""Every use of emergency access in the last year, with the reason that was given."""

from dataclasses import dataclass, field

from flask import render_template

from viewpoint.services.break_glass import BrokenGlass
from viewpoint.web.access import viewer
from viewpoint.web.auditor.blueprint import blueprint
from viewpoint.web.auditor.services import services
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import moment


@dataclass(frozen=True, kw_only=True)
class UseRow:
    """A use as it is listed."""

    when: str
    name: str
    reason: str = field(repr=False)


@blueprint.get("/")
def emergencies() -> str:
    """The list, the newest first; that its reasons were read is logged."""
    found = services().break_glass.reasons(viewer())
    return render_template("auditor/emergencies.html", uses=[_row(use) for use in found])


def _row(use: BrokenGlass) -> UseRow:
    return UseRow(when=moment(use.at, current_language()), name=use.name, reason=use.reason)
