"""Texts that replies begin from: plain words of the staff's, which name nobody and quote no young person."""

import json
from dataclasses import dataclass
from typing import Self

from viewpoint.domain.people import AccountId

LONGEST_TITLE = 100


@dataclass(frozen=True, kw_only=True)
class TemplateText:
    """What it is called in a list, and what it says."""

    title: str
    words: str

    def to_json(self) -> str:
        """As it is sealed, whole."""
        return json.dumps({"title": self.title, "words": self.words}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` gave."""
        return cls(**json.loads(text))


@dataclass(frozen=True, kw_only=True)
class ReplyTemplate:
    """One text; the council's, which every IRO may use and change, where it belongs to no account."""

    id: str
    account: AccountId | None
    text: TemplateText
