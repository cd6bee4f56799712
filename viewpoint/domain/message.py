"""Which messages leave: a young person's, and those to staff."""

from enum import StrEnum


class MessageKind(StrEnum):
    """Why a young person gets a message; the words for each are neutral about who and what."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    REPLY_WAITING = "reply_waiting"


class StaffMessage(StrEnum):
    """What goes to people who work for the council; it says that something waits, and no more."""

    NOTICE = "staff"
    EMERGENCY = "emergency"
    """To whoever is on duty when the office is closed."""


class Dispatch(StrEnum):
    """How far an invitation's link is on its way out; the first two are never stored."""

    WAITING = "waiting"
    TO_PRINT = "to_print"
    LEFT = "left"
    """The provider has taken it."""
    HANDED_OUT = "handed_out"
    """As a letter or in a list of links, for a person to pass on."""
    FAILED = "failed"
