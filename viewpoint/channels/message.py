"""A message on its way, and what every channel promises to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind, StaffMessage


@dataclass(frozen=True, kw_only=True)
class Message:
    """One text or e-mail, its words ready; printing it shows ids only, so that it is safe in a log.

    `reference` is random and says nothing about anybody. `values` are the single words a template of the
    provider's own may ask for (`sender`, `by`); `link` and `body` are always offered as well.
    """

    reference: str
    channel: Channel
    kind: MessageKind | StaffMessage
    language: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    link: str = field(repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The provider has taken the message; `provider_id` is its own name for it."""

    provider_id: str


class SendingChannel(Protocol):
    """Anything that takes a message away; may be called from several threads at once."""

    def send(self, message: Message) -> Receipt:
        """Hand the message over.

        Raises:
            TryAgain: it was not taken now and may be later.
            Undeliverable: it will never be taken as it is.
        """
        ...


class DeliveryFailed(ViewpointError):
    """A message was not taken; says which and a code for why, never to whom or what."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(f"message {reference}: {reason}")
        self.reference = reference
        self.reason = reason


class TryAgain(DeliveryFailed):
    """The provider is busy, broken or out of reach: send it again later, with a longer wait each time."""


class Undeliverable(DeliveryFailed):
    """The address or the set-up is wrong: sending it again would change nothing."""
