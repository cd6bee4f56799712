"""What somebody typed, as it is compared: spaces, hyphens and case do not matter."""

import unicodedata


def digits(typed: str) -> str:
    """The digits of any script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(each, "")) for each in typed)


def letters(typed: str) -> str:
    """Letters and digits, in capitals."""
    return "".join(each for each in typed.upper() if each.isalnum())
