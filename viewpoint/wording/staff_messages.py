"""The words of messages to staff: that something waits and where to sign in, never about whom or what."""

from dataclasses import dataclass

from viewpoint.domain.notice import SAFETY, Notice
from viewpoint.domain.words import ENGLISH
from viewpoint.wording.catalogues import Templates
from viewpoint.wording.messages import MessageWords


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What waits for somebody, in numbers."""

    concerns: int = 0
    unread: int = 0
    concerns_late: int = 0
    """Of the whole council, for a manager."""
    unread_late: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(vars(self).values())


class StaffMessageWriter:
    """Writes to staff, from `messages/staff/<notice>.txt`; in English, as their accounts know no language."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def notice(
        self, notice: Notice, *, link: str, preferences: str, counts: Counts | None = None
    ) -> MessageWords:
        """The words of one notice; `preferences`: where this kind is turned down, unless it is for safety."""
        decline = "" if notice in SAFETY else preferences
        return self._written(notice.value, link=link, decline=decline, counts=counts)

    def emergency(self, *, link: str) -> MessageWords:
        """The words to the emergency duty team, the same as a text and as an e-mail."""
        return self._written("emergency", link=link)

    def _written(self, name: str, **values: object) -> MessageWords:
        text = self._templates.render(f"messages/staff/{name}.txt", ENGLISH, **values).strip()
        subject, _, body = text.partition("\n")
        return MessageWords(subject=subject.strip(), body=body.strip() + "\n", by="")
