"""The same words in several languages, English always among them."""

from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = "en"


@dataclass(frozen=True)
class Words:
    """One text and its translations, by language tag ("en", "cy", "ar")."""

    by_language: Mapping[str, str]

    def __post_init__(self) -> None:
        """Raise ValueError when the English, which every other language falls back to, is missing."""
        if ENGLISH not in self.by_language:
            raise ValueError("words need their English")

    @classmethod
    def english(cls, text: str) -> "Words":
        """Words that so far exist in English only."""
        return cls({ENGLISH: text})

    def in_language(self, language: str) -> str:
        """The text in `language`, in English where there is no translation."""
        return self.by_language.get(language) or self.by_language[ENGLISH]

    def has(self, language: str) -> bool:
        """Whether there is a translation of its own into `language`."""
        return bool(self.by_language.get(language))
