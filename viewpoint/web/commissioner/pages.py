"""What each of the commissioner's templates is given: plain values in the reader's language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """One round with a release."""

    name: str
    href: str
    dates: str


@dataclass(frozen=True, kw_only=True)
class Here:
    """Which release a page is about; `before` is the round that trends compare with, "" for the first."""

    name: str
    dates: str
    before: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page to go to; `is_here` for this one, `finding` what it says."""

    words: str
    href: str
    is_here: bool = False
    finding: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleasePage:
    """What one release has to choose from."""

    here: Here
    measures: tuple[Link, ...]
    themes: Link | None
    rates: Link
    download: str
    policy_version: str
    codeframe_version: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A finding and its numbers, ready for the macro `bar_chart`.

    Bars are (words, share from 0 to 100 or None, value in words); columns (words, "text" or "number").
    """

    finding: str
    trend: str
    bars: tuple[tuple[str, int | None, str], ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    base: str = ""


@dataclass(frozen=True, kw_only=True)
class NumbersPage:
    """One table chosen; `chart` is None where no number of it may be shown, `said` then says what is."""

    here: Here
    title: str
    alternatives: tuple[Link, ...]
    chart: Chart | None
    said: str
    hides: bool


@dataclass(frozen=True, kw_only=True)
class RatesPage:
    """How many of those invited sent something, by group."""

    here: Here
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    hides: bool
