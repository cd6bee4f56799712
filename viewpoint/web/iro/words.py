"""Codes that an IRO meets, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from viewpoint.domain.closing import How
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.reply import Outcome
from viewpoint.web.words import COMPANY as COMPANY  # said here as they are everywhere
from viewpoint.web.words import LANGUAGES as LANGUAGES
from viewpoint.web.words import SAFE_WAYS as SAFE_WAYS
from viewpoint.web.words import home_in_words as home_in_words
from viewpoint.web.words import language_in_words as language_in_words

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
