"""Which messages a young person gets."""

from enum import StrEnum


class MessageKind(StrEnum):
    """Why a message is sent; the words for each are neutral about who and what."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    REPLY_WAITING = "reply_waiting"
