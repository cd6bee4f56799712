"""How many parts a text message is sent, and paid for, in."""

from math import ceil

# 3GPP TS 23.038: the default alphabet, and the letters of its extension table, which count twice.
_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")


def is_gsm7(text: str) -> bool:
    """Whether every letter is in the small alphabet; Welsh ŵ and ŷ and all of Arabic are not."""
    return set(text) <= _ALPHABET | _EXTENSION


def sms_parts(text: str) -> int:
    """The parts of a text: one up to 160 letters (153 each in several), or 70 (67) beyond the small alphabet.

    A letter of the extension table counts as two, and so does one outside Unicode's first plane.
    """
    if is_gsm7(text):
        length, alone, each = sum(2 if letter in _EXTENSION else 1 for letter in text), 160, 153
    else:
        length, alone, each = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else ceil(length / each)
