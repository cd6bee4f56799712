"""The languages we know: what each is called, how it is written, and who reads pages in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from viewpoint.domain.words import ENGLISH

EASY_READ = "en-easyread"
WELSH = "cy"
"""An equal of English wherever it is offered (Welsh Language (Wales) Measure 2011)."""


class Script(StrEnum):
    """The letters of a language, by their ISO 15924 codes."""

    LATIN = "Latn"
    ARABIC = "Arab"
    ETHIOPIC = "Ethi"
    CYRILLIC = "Cyrl"


class Audience(StrEnum):
    """Whose pages a language is for."""

    EVERYONE = "everyone"
    YOUNG_PEOPLE = "young_people"


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: its `tag` is ours, `bcp47` is the one that HTML and screen readers know.

    `own_name` and `start` (the word on the button) are in its own script. `locale` is Babel's and the name of
    its folder of catalogues.
    """

    tag: str
    own_name: str
    start: str
    script: Script = Script.LATIN
    bcp47: str
    locale: str
    audience: Audience = Audience.YOUNG_PEOPLE

    @property
    def direction(self) -> str:
        """The writing direction, as HTML's `dir` wants it: "rtl" or "ltr"."""
        return "rtl" if self.script is Script.ARABIC else "ltr"

    @property
    def is_english(self) -> bool:
        """English itself, or a plainer English: it needs no English beneath it."""
        return self.bcp47 == ENGLISH


def _language(tag: str, own_name: str, start: str, script: Script = Script.LATIN) -> Language:
    return Language(tag=tag, own_name=own_name, start=start, script=script, bcp47=tag, locale=tag)


_LANGUAGES = (
    Language(
        tag=ENGLISH,
        own_name="English",
        start="Start",
        bcp47=ENGLISH,
        locale="en_GB",
        audience=Audience.EVERYONE,
    ),
    Language(tag=EASY_READ, own_name="Easy Read", start="Start", bcp47=ENGLISH, locale="en_GB@easyread"),
    Language(
        tag=WELSH, own_name="Cymraeg", start="Dechrau", bcp47="cy", locale="cy", audience=Audience.EVERYONE
    ),
    Language(
        tag="ar",
        own_name="العربية",
        start="ابدأ",
        script=Script.ARABIC,
        bcp47="ar",
        locale="ar",
        audience=Audience.EVERYONE,
    ),
    _language("ti", "ትግርኛ", "ጀምር", Script.ETHIOPIC),
    _language("ps", "پښتو", "پیل", Script.ARABIC),
    _language("ckb", "کوردیی سۆرانی", "دەستپێبکە", Script.ARABIC),
    _language("fa", "فارسی / دری", "شروع", Script.ARABIC),
    _language("vi", "Tiếng Việt", "Bắt đầu"),
    _language("sq", "Shqip", "Fillo"),
    _language("am", "አማርኛ", "ጀምር", Script.ETHIOPIC),
    _language("so", "Soomaali", "Bilow"),
    _language("pl", "Polski", "Zacznij"),
    _language("ro", "Română", "Începe"),
    _language("ur", "اردو", "شروع کریں", Script.ARABIC),
    _language("uk", "Українська", "Почати", Script.CYRILLIC),
)
LANGUAGES: Mapping[str, Language] = MappingProxyType({language.tag: language for language in _LANGUAGES})
"""Every language we know, by its tag. Farsi and Dari are written alike enough to share one."""
TRANSLATED = tuple(tag for tag in LANGUAGES if tag != ENGLISH)
"""Those that have catalogues."""


def direction(tag: str) -> str:
    """The writing direction of a language, as HTML's `dir` wants it; left to right where it is unknown."""
    return LANGUAGES[tag].direction if tag in LANGUAGES else "ltr"


def bcp47(tag: str) -> str:
    """What HTML's `lang` says of a language: Easy Read is English to a screen reader."""
    return LANGUAGES[tag].bcp47 if tag in LANGUAGES else tag


def locale_of(tag: str) -> str:
    """Babel's name of a language, which its folder of catalogues bears."""
    return LANGUAGES[tag].locale if tag in LANGUAGES else tag


def is_for_staff(tag: str) -> bool:
    """Whether staff read pages in it too; one we do not know is held to need every word."""
    return tag not in LANGUAGES or LANGUAGES[tag].audience is Audience.EVERYONE
