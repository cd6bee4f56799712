"""One text for translators, wherever it comes from, and who meets it."""

from dataclasses import dataclass
from enum import StrEnum


class Domain(StrEnum):
    """The catalogues of a language: `<domain>.po`."""

    PAGES = "messages"
    QUESTIONNAIRES = "questionnaires"
    HELP = "help"


TITLES = {
    Domain.PAGES: "Viewpoint's pages, messages and letters",
    Domain.QUESTIONNAIRES: "The questionnaires' words",
    Domain.HELP: "Who can help: the nations' packs and the example council's words",
}


@dataclass(frozen=True, kw_only=True)
class Text:
    """One English text; `plural` is empty where it counts nothing, `kind` says what it is ("Answer option").

    `spoken` are the languages that it is given in where it stands, so that no catalogue needs to.
    """

    domain: Domain
    file: str
    line: int
    context: str
    text: str
    plural: str = ""
    kind: str = ""
    spoken: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """What gettext knows it by."""
        return self.context, self.text
