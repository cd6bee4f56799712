"""The words of texts and e-mails: neutral, so that somebody else who reads one learns nothing."""

from dataclasses import dataclass
from datetime import date

from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind
from viewpoint.wording.catalogues import Templates
from viewpoint.wording.dates import day


@dataclass(frozen=True, kw_only=True)
class MessageWords:
    """What a message says; a text has no subject. `by` is the last day to answer, as said in the message."""

    subject: str
    body: str
    by: str


class MessageWriter:
    """Writes each kind of message in each language, from `messages/<kind>.<channel>.txt`."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def write(
        self,
        kind: MessageKind,
        channel: Channel,
        language: str,
        *,
        sender: str,
        link: str,
        by_on: date | None = None,
    ) -> MessageWords:
        """The words of one message.

        Args:
            kind: why it is sent.
            channel: a text, or an e-mail, whose first line is the subject.
            language: a tag such as "cy"; without a translation the words are English.
            sender: the council's neutral name for messages, in that language.
            link: the young person's link.
            by_on: the last day to answer, which an invitation and a reminder say.
        """
        by = day(by_on, language) if by_on else ""
        text = self._templates.render(
            f"messages/{kind}.{channel}.txt", language, sender=sender, link=link, by=by
        ).strip()
        if channel is Channel.SMS:
            return MessageWords(subject="", body=text, by=by)
        subject, _, body = text.partition("\n")
        return MessageWords(subject=subject.strip(), body=body.strip() + "\n", by=by)
