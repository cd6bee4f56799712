"""The words of texts and e-mails."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest

from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.messages import MessageWords, MessageWriter

ROOT = Path(__file__).parents[2]
WRITER = MessageWriter(Templates(ROOT / "templates", Catalogues(ROOT / "translations")))
LINK = "https://say.fernshire.example/r/" + "x" * 38
LONGEST_SENDER = "Your Voices"
LONGEST_DAY = dt.date(2026, 9, 30)  # Wednesday 30 September
TWICE = set("^{}\\[~]|")  # of ASCII, the letters that count as two in a text (3GPP TS 23.038)
IN_THREE_PARTS = 3 * 67  # letters beyond the small alphabet
SENT = [Channel.SMS, Channel.EMAIL]
LANGUAGES = ["en", "cy", "ar"]
# Whoever else reads it must not learn that somebody is in care, or that adults ask about their home.
TELLTALE = ["care", "social", "council", "review", "iro", "home", "safe", "child", "meeting", "placement"]


def write(kind: MessageKind, channel: Channel, language: str) -> MessageWords:
    return WRITER.write(kind, channel, language, sender=LONGEST_SENDER, link=LINK, by_on=LONGEST_DAY)


@pytest.mark.parametrize("kind", MessageKind)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_text_in_english_or_welsh_fits_one_part_with_a_link_of_70_letters(
    kind: MessageKind, language: str
) -> None:
    assert len(LINK) == 70
    body = write(kind, Channel.SMS, language).body
    assert body.isascii()
    assert not TWICE & set(body)
    assert len(body) <= 160


@pytest.mark.parametrize("kind", MessageKind)
def test_a_text_in_arabic_takes_at_most_three_parts(kind: MessageKind) -> None:
    assert len(write(kind, Channel.SMS, "ar").body) <= IN_THREE_PARTS


@pytest.mark.parametrize(("kind", "channel", "language"), list(product(MessageKind, SENT, LANGUAGES)))
def test_every_message_carries_its_link_and_sender_and_no_markup(
    kind: MessageKind, channel: Channel, language: str
) -> None:
    words = write(kind, channel, language)
    assert words.body.count(LINK) == 1
    assert LONGEST_SENDER in words.body
    assert "{" not in words.body + words.subject
    assert "%" not in words.body + words.subject
    assert bool(words.subject) is (channel is Channel.EMAIL)
    assert "\n" not in words.subject
    assert (words.by in words.body) is (kind is not MessageKind.REPLY_WAITING)


@pytest.mark.parametrize(("kind", "channel"), list(product(MessageKind, SENT)))
def test_no_message_tells_what_it_is_about(kind: MessageKind, channel: Channel) -> None:
    words = write(kind, channel, "en")
    said = f"{words.subject} {words.body}".replace(LINK, "").lower()
    assert [word for word in TELLTALE if word in said] == []


@pytest.mark.parametrize(("kind", "channel", "language"), list(product(MessageKind, SENT, ["cy", "ar"])))
def test_every_message_is_translated(kind: MessageKind, channel: Channel, language: str) -> None:
    ours, english = write(kind, channel, language), write(kind, channel, "en")
    shared = {line for line in english.body.splitlines() if line} & set(ours.body.splitlines())
    assert shared <= {LINK, LONGEST_SENDER}
    assert channel is Channel.SMS or ours.subject != english.subject


def test_a_reply_needs_no_day() -> None:
    words = WRITER.write(MessageKind.REPLY_WAITING, Channel.SMS, "en", sender="Your Say", link=LINK)
    assert words == MessageWords(subject="", body=f"Your Say: there is a reply for you. {LINK}", by="")


def test_an_email_has_its_subject_and_then_its_words() -> None:
    words = write(MessageKind.INVITATION, Channel.EMAIL, "en")
    assert words.subject == "Your turn"
    assert words.body.startswith("Hello,\n\nIt is your turn")
    assert words.body.endswith(f"\n\n{LONGEST_SENDER}\n")


def test_plain_text_is_not_escaped() -> None:
    words = WRITER.write(
        MessageKind.REPLY_WAITING, Channel.EMAIL, "en", sender="You & Us", link="https://x.example/?a&b"
    )
    assert "You & Us" in words.body
    assert "?a&b" in words.body
