"""Which messages a young person gets."""

from enum import StrEnum


class MessageKind(StrEnum):
    """Why a message is sent; the words for each are neutral about who and what."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    REPLY_WAITING = "reply_waiting"


class Dispatch(StrEnum):
    """How far an invitation's link is on its way out; the first two are never stored."""

    WAITING = "waiting"
    TO_PRINT = "to_print"
    LEFT = "left"
    """The provider has taken it."""
    HANDED_OUT = "handed_out"
    """As a letter or in a list of links, for a person to pass on."""
    FAILED = "failed"
