"""The demo's outbox."""

import pytest

from viewpoint.channels.message import Message, Receipt, SendingChannel
from viewpoint.channels.outbox import Outbox
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind

MESSAGE = Message(
    reference="a1b2c3",
    channel=Channel.SMS,
    kind=MessageKind.REMINDER,
    language="en",
    to="07700900111",
    subject="",
    body="Still here",
    link="https://example.org/r/T",
)


def test_the_outbox_hands_on_and_keeps_nothing() -> None:
    page: list[Message] = []
    channel: SendingChannel = Outbox(page.append)
    assert channel.send(MESSAGE) == Receipt(provider_id="a1b2c3")
    assert page == [MESSAGE]


def test_what_the_keeper_raises_passes_through() -> None:
    def full(message: Message) -> None:
        raise OSError(message.reference)

    with pytest.raises(OSError, match="a1b2c3"):
        Outbox(full).send(MESSAGE)
