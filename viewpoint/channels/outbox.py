"""The demo's channel: hands each message to whoever keeps it, and sends nothing."""

from collections.abc import Callable

from viewpoint.channels.message import Message, Receipt


class Outbox:
    """A channel for both texts and e-mails that ends on a page of the demo."""

    def __init__(self, deliver: Callable[[Message], None]) -> None:
        self._deliver = deliver

    def send(self, message: Message) -> Receipt:
        """Hand the message over; what `deliver` raises passes through."""
        self._deliver(message)
        return Receipt(provider_id=message.reference)
