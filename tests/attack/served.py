"""What a commissioner is served, taken apart: a download into constraints, a page into its numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bs4 import BeautifulSoup

from tests.attack.harness import Rules, Served
from viewpoint.domain.release_policy import ReleasePolicy, Thresholds
from viewpoint.domain.returns import Return

Row = Sequence[str | int | None]


def rules_of(thresholds: Thresholds) -> Rules:
    """What everybody may know of the rules."""
    return Rules(
        unit=thresholds.unit,
        few_at_most=thresholds.few_at_most,
        nearly_all_from=thresholds.nearly_all_from,
    )


def constraints(
    rows: Iterable[Row], code: str, returns: Iterable[Return], policy: ReleasePolicy, rules: Rules
) -> list[Served]:
    """Each cell of one measure or theme as the attacker reads it: the roster says who is in which group."""
    found = []
    everyone = tuple(returns)
    for _, _, row_code, breakdown, group, shown, base, answer, count, _ in rows:
        if row_code != code or shown != "cells":
            continue
        found.append(
            Served(
                children=_in_group(everyone, policy, str(breakdown), str(group)),
                answer=str(answer),
                kind="value" if isinstance(count, int) else str(count),
                count=count if isinstance(count, int) else 0,
                base=int(str(base)),
                rules=rules,
            )
        )
    return found


def numbers_in(documents: Iterable[bytes]) -> set[str]:
    """Every number that served pages hold, in text, attributes, drawings and alt texts alike.

    Class names, addresses and element ids are names, not counts, and are left out; so are style sheets.
    """
    found: set[str] = set()
    for document in documents:
        page = BeautifulSoup(document, "html.parser")
        for element in page.find_all(True):
            for name, value in element.attrs.items():
                if name not in _NAMES:
                    found |= set(_NUMBER.findall(" ".join(value) if isinstance(value, list) else str(value)))
        found |= set(_NUMBER.findall(page.get_text(" ")))
    return found


def unexplained(
    documents: Iterable[bytes], known: Mapping[str, Iterable[float]], dates: Iterable[str]
) -> set[str]:
    """Numbers on pages that are neither in a release, nor follow from one, nor are in a date shown.

    `known` are the released and derived numbers by what they are, `dates` the texts that may hold others.
    """
    explained = {_plain(number) for numbers in known.values() for number in numbers}
    explained |= {number for text in dates for number in _NUMBER.findall(text)}
    return {number for number in numbers_in(documents) if number not in explained}


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAMES = frozenset(
    {
        "charset",
        "class",
        "id",
        "href",
        "src",
        "for",
        "name",
        "lang",
        "integrity",
        "content",
        "aria-labelledby",
    }
)


def _plain(number: float) -> str:
    return f"{number:g}"


def _in_group(returns: Sequence[Return], policy: ReleasePolicy, breakdown: str, group: str) -> frozenset[str]:
    division = next(each for each in policy.breakdowns if each.code == breakdown)
    codes = group.split("+")
    return frozenset(each.young_person for each in returns if division.group_of(each.values) in codes)
