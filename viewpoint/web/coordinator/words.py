"""Codes in words, as a coordinator says them."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from viewpoint.domain.asking import Cell, WhyNot
from viewpoint.domain.invitation import Channel, InvitationKind, InvitationState
from viewpoint.domain.message import Dispatch, MessageKind
from viewpoint.domain.people import PlacementType
from viewpoint.domain.rounds import RoundState
from viewpoint.services.follow_up import Refusal
from viewpoint.services.invitation_list import Show
from viewpoint.services.reach import Gap

CHANNELS: Mapping[Channel, str] = {
    Channel.SMS: _("by text"),
    Channel.EMAIL: _("by e-mail"),
    Channel.LETTER: _("by letter"),
}
STATES: Mapping[InvitationState, str] = {
    InvitationState.ISSUED: _("Not opened yet"),
    InvitationState.OPENED: _("Opened"),
    InvitationState.SENT: _("Answered"),
    InvitationState.EXPIRED: _("Out of time"),
    InvitationState.REVOKED: _("Taken back"),
}
ASKED_FOR: Mapping[InvitationKind, str] = {
    InvitationKind.LEAVING: _("about a placement that has ended"),
    InvitationKind.ANY_TIME: _("a link for any time"),
    InvitationKind.OBSERVER: _("asked of an adult, about them"),
    InvitationKind.PULSE: _("a pulse, without names"),
}
DISPATCHES: Mapping[Dispatch, str] = {
    Dispatch.WAITING: _("on its way"),
    Dispatch.TO_PRINT: _("letter to print"),
    Dispatch.LEFT: _("message sent"),
    Dispatch.HANDED_OUT: _("letter or link handed out"),
    Dispatch.FAILED: _("not delivered"),
}
TO_DO: Mapping[Dispatch, str] = {
    Dispatch.TO_PRINT: _("Letter to print"),
    Dispatch.FAILED: _("Message not delivered"),
}
GAPS: Mapping[Gap, str] = {
    Gap.NOT_DELIVERED: _("Message not delivered"),
    Gap.TO_PRINT: _("Letter to print"),
    Gap.NOT_ASKED: _("Not asked yet"),
    Gap.EXPIRED: _("Never opened it"),
    Gap.NOT_OPENED: _("Not opened yet"),
    Gap.ON_ITS_WAY: _("On its way"),
}
CELLS: Mapping[Cell, str] = {
    Cell.INSIDE_UP_TO_20: _("In area, up to 20 miles from home"),
    Cell.INSIDE_OVER_20: _("In area, more than 20 miles"),
    Cell.OUTSIDE_UP_TO_20: _("Out of area, up to 20 miles"),
    Cell.OUTSIDE_OVER_20: _("Out of area, more than 20 miles"),
    Cell.NOT_KNOWN: _("Not known"),
}
PLACEMENTS: Mapping[PlacementType, str] = {
    PlacementType.FOSTER: _("Foster care"),
    PlacementType.KINSHIP: _("With relatives or friends"),
    PlacementType.CHILDRENS_HOME: _("Children's home"),
    PlacementType.RESIDENTIAL_SCHOOL: _("Residential school"),
    PlacementType.SECURE: _("Secure home"),
    PlacementType.SUPPORTED: _("Supported accommodation"),
    PlacementType.WITH_PARENTS: _("With parents"),
    PlacementType.ADOPTION: _("Placed for adoption"),
    PlacementType.OTHER: _("Somewhere else"),
}
HELD_BACK: Mapping[WhyNot, str] = {
    WhyNot.NOT_DUE: _("Not due now"),
    WhyNot.SHORT_BREAKS: _("Short breaks only"),
    WhyNot.NO_QUESTIONNAIRE: _("No questionnaire for their age yet"),
    WhyNot.ASKED_ALREADY: _("Asked already"),
    WhyNot.ASKED_LATELY: _("Asked the same in the last eight weeks"),
    WhyNot.ASKED_OFTEN: _("Asked four times in the last year"),
}
REFUSALS: Mapping[Refusal, str] = {
    Refusal.NOT_THERE: _("no such invitation"),
    Refusal.CLOSED: _("already answered, out of time or taken back"),
    Refusal.REMINDED: _("reminded before, and nobody is reminded twice"),
    Refusal.BY_LETTER: _("asked by letter: print the letter again instead"),
}
SHOWS: Mapping[Show, str] = {
    Show.TO_DO: _("Needs me"),
    Show.OPEN: _("Open"),
    Show.SENT: _("Answered"),
    Show.OVER: _("Over"),
    Show.ALL: _("All"),
}
ROUND_STATES: Mapping[RoundState, str] = {
    RoundState.OPEN: _("Open"),
    RoundState.CLOSED: _("Closed; its numbers are being made"),
    RoundState.SEALED: _("Closed; commissioners can read it"),
}
KINDS: Mapping[MessageKind, str] = {
    MessageKind.INVITATION: _("Invitation"),
    MessageKind.REMINDER: _("Reminder"),
    MessageKind.REPLY_WAITING: _("A reply is waiting"),
}
NUMBERS: Mapping[str, str] = {
    "duty": _("duty social worker"),
    "out_of_hours": _("evenings, nights and weekends"),
    "advocate": _("advocate"),
    "complaints": _("complaints"),
}


def name_or_none(name: str) -> str:
    """The name, or words in its place where the roster gave none."""
    return name or gettext("No name on the roster")


def young_people(count: int) -> str:
    """So many young people."""
    return ngettext("%(num)s young person", "%(num)s young people", count)
