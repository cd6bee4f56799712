"""Codes that an IRO meets, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from viewpoint.domain.caseload import Need
from viewpoint.domain.caseload_filter import ReviewWindow, Show
from viewpoint.domain.closing import How
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.reply import Outcome
from viewpoint.web.words import COMPANY as COMPANY  # said here as they are everywhere
from viewpoint.web.words import LANGUAGES as LANGUAGES
from viewpoint.web.words import SAFE_WAYS as SAFE_WAYS
from viewpoint.web.words import home_in_words as home_in_words
from viewpoint.web.words import language_in_words as language_in_words

NEEDS: Mapping[Need, str] = {
    Need.CONCERN: _("Needs an adult"),
    Need.ADVOCATE: _("Wants an advocate"),
    Need.UNREAD: _("Not read yet"),
    Need.PROMISE: _("A promise is overdue"),
    Need.REPLY: _("Waits for your reply"),
    Need.REVIEW: _("Review near, nothing received"),
}
LOOKS: Mapping[Need, str] = {
    Need.CONCERN: "alarm",
    Need.ADVOCATE: "alarm",
    Need.UNREAD: "due",
    Need.PROMISE: "due",
}
"""How a need is marked, where it stands out."""
SHOWN: Mapping[str, str] = {
    Show.EVERYONE: _("Everyone"),
    Show.NEEDS_ME: _("Needs me"),
    **{need.value: words for need, words in NEEDS.items()},
    Show.CHANGED: _("Sent or moved in 7 days"),
    Show.NOT_ASKED: _("Not asked"),
    Show.COVERED: _("Covered by me"),
}
"""The parts of a caseload that can be listed."""
WINDOWS: Mapping[str, str] = {
    ReviewWindow.ANY: _("Any day"),
    ReviewWindow.THIS_WEEK: _("Within 5 working days"),
    ReviewWindow.NEAR: _("Within 15 working days"),
    ReviewWindow.PAST: _("Past"),
    ReviewWindow.UNKNOWN: _("No day set"),
}
KINDS: Mapping[str, str] = {
    InvitationKind.SUPPLEMENT: _("The part they put off until they were on their own"),
    InvitationKind.LEAVING: _("About a placement that has ended"),
    InvitationKind.ANY_TIME: _("A message they sent when they wanted to"),
    InvitationKind.OBSERVER: _("What an adult saw: not the young person's own words"),
}
"""What was sent, where it is not their views for a review or a round."""
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.DID: _("What we did"),
    Outcome.WILL: _("What we will do"),
    Outcome.COULD_NOT: _("What we could not do, and why"),
}
SETTLED: Mapping[Outcome, str] = {
    Outcome.DID: _("It is done"),
    Outcome.WILL: _("It takes longer"),
    Outcome.COULD_NOT: _("It cannot be done after all"),
}
"""What became of a promise."""
CLOSED: Mapping[How, str] = {
    How.TALKED: _("We talked in person"),
    How.NOTHING: _("There is nothing to answer"),
}
"""Why a response needs no reply."""
