"""Which messages a young person gets, and by which channel they come."""

from enum import StrEnum


class Channel(StrEnum):
    """How a message travels; a letter is printed, not sent."""

    SMS = "sms"
    EMAIL = "email"


class MessageKind(StrEnum):
    """Why a message is sent; the words for each are neutral about who and what."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    REPLY_WAITING = "reply_waiting"
