"""What languages are called in the language of whoever reads."""

from babel import Locale

from viewpoint.domain.languages import EASY_READ, LANGUAGES, bcp47, locale_of


def language_name(tag: str, reader: str) -> str:
    """The name of a language, "" where it is the reader's own; Easy Read keeps its own name."""
    if tag == reader:
        return ""
    own = LANGUAGES[tag].own_name if tag in LANGUAGES else tag
    if tag == EASY_READ:
        return own
    return str(Locale.parse(locale_of(reader)).languages.get(bcp47(tag), own))
