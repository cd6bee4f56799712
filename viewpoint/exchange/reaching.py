"""Telephone numbers, e-mail addresses and languages as people write them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from viewpoint.domain.roster import Reason

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "english": "en",
        "easy read": "en-easyread",
        "easy read english": "en-easyread",
        "welsh": "cy",
        "cymraeg": "cy",
        "arabic": "ar",
        "tigrinya": "ti",
        "pashto": "ps",
        "kurdish": "ckb",
        "kurdish sorani": "ckb",
        "sorani": "ckb",
        "farsi": "fa",
        "persian": "fa",
        "dari": "fa",
        "vietnamese": "vi",
        "albanian": "sq",
        "amharic": "am",
        "somali": "so",
        "polish": "pl",
        "romanian": "ro",
        "urdu": "ur",
        "ukrainian": "uk",
    }
)
"""English names of languages to their tags; Kurdish is taken as Sorani, and Dari as written Persian."""

_PHONE_SIGNS = re.compile(r"[\s().\-/]+|\u00a0")
_UK_NUMBER = re.compile(r"[1237]\d{8,9}", re.ASCII)
_MADE_A_NUMBER = re.compile(r"\d(?:\.\d+)?E\+?\d+|\d+\.0+", re.ASCII | re.IGNORECASE)
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", re.ASCII)
_DOMAIN_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
_LONGEST_EMAIL = 254


def e164(text: str) -> str | Reason:
    """A number of the United Kingdom as +44 and its digits.

    Ten digits that begin with 7 are a mobile number whose leading zero a spreadsheet took away.
    """
    if _MADE_A_NUMBER.fullmatch(text):
        return Reason.PHONE_MADE_A_NUMBER
    digits = _PHONE_SIGNS.sub("", text.replace("(0)", ""))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+") and not digits.startswith("+44"):
        return Reason.PHONE_NOT_UK if digits[1:].isdigit() else Reason.PHONE_UNREADABLE
    national = digits.removeprefix("+44").removeprefix("44" if len(digits) == 12 else "0").removeprefix("0")
    is_whole = digits.startswith(("+44", "0", "44")) or (national.startswith("7") and len(national) == 10)
    return f"+44{national}" if is_whole and _UK_NUMBER.fullmatch(national) else Reason.PHONE_UNREADABLE


def is_mobile(phone: str) -> bool:
    """Whether an E.164 number of the United Kingdom takes text messages (070 is personal numbering)."""
    return phone.startswith("+447") and not phone.startswith("+4470") and len(phone) == 13


def email_address(text: str) -> str | Reason:
    """An address of the right shape, its domain in small letters; whether it exists is not asked."""
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    is_right = (
        bool(at)
        and len(text) <= _LONGEST_EMAIL
        and bool(_LOCAL_PART.fullmatch(local))
        and "" not in local.split(".")
        and len(labels) > 1
        and all(map(_DOMAIN_LABEL.fullmatch, labels))
        and not labels[-1].isdigit()
    )
    return f"{local}@{domain.lower()}" if is_right else Reason.EMAIL_UNREADABLE


def language_tag(text: str) -> str | Reason:
    """The tag of a language given by tag or English name; English where nothing is given."""
    said = " ".join(text.casefold().replace("(", " ").replace(")", " ").split())
    if not said:
        return "en"
    if said in LANGUAGES.values():
        return said
    return LANGUAGES.get(said, Reason.LANGUAGE_UNKNOWN)
