"""What the caseload's template is given: plain values, texts in the reader's language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CaseloadRow:
    """One young person; `needs` in words with their look, all else sentences' parts or ""."""

    name: str
    href: str
    needs: tuple[tuple[str, str], ...]
    sent: str
    review: str
    lives: str
    sheet: str = ""
    """Where the pre-review sheet is, once it is due."""
    cover: str = ""
    opened: tuple[str, ...] = ()
    is_unread: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseloadGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[CaseloadRow, ...]


@dataclass(frozen=True, kw_only=True)
class CaseloadTab:
    """One way to list a part of the caseload, and how many that is."""

    words: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option of a field that narrows the list."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class CaseloadPage:
    """The caseload, or the part of it that was asked for; `total` and `needing` count all of it."""

    groups: tuple[CaseloadGroup, ...]
    tabs: tuple[CaseloadTab, ...]
    show: str
    query: str
    fields: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    """What else it can be narrowed by: the field's name, its words and its options."""
    shown: int
    total: int
    needing: int
    is_narrow: bool
