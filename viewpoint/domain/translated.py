"""A translation that a person made of a young person's words: shown beside them, never in their place."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from viewpoint.domain.people import AccountId

LONGEST_NAME = 100
LONGEST_TRANSLATION = 5000


@dataclass(frozen=True, kw_only=True)
class Translated:
    """What somebody says that an answer means."""

    by: str
    """Who translated it, by name."""
    words: str

    def to_json(self) -> str:
        """As it is sealed, whole."""
        return json.dumps({"by": self.by, "words": self.words}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` gave."""
        return cls(**json.loads(text))


@dataclass(frozen=True, kw_only=True)
class KeptTranslation:
    """A translation, who of the staff kept it, and when."""

    translated: Translated
    account: AccountId
    kept_at: datetime
