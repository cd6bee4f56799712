"""What the caseload can be narrowed by: read from the address, and shown as fields again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask import request

from viewpoint.domain.caseload import CaseloadEntry
from viewpoint.domain.caseload_filter import SHOWS, Filter, ReviewWindow, Show
from viewpoint.web.iro.caseload_pages import Choice
from viewpoint.web.iro.words import WINDOWS
from viewpoint.web.locale import gettext as _
from viewpoint.web.words import AREAS, PLACEMENTS

LONGEST_QUERY = 100

Field = tuple[str, str, tuple[Choice, ...]]


def asked_filter() -> Filter:
    """What the address asks for; what it cannot mean narrows nothing."""
    given = request.args
    return Filter(
        show=_one_of(SHOWS, given.get("show", ""), Show.EVERYONE),
        query=given.get("q", "").strip()[:LONGEST_QUERY],
        review=ReviewWindow(_one_of(set(ReviewWindow), given.get("review", ""), "")),
        area=_one_of(AREAS, given.get("area", ""), ""),
        placement_type=_one_of(PLACEMENTS, given.get("home", ""), ""),
    )


def fields_of(asked: Filter, entries: Sequence[CaseloadEntry]) -> tuple[Field, ...]:
    """The fields, each with what is chosen in it; of homes and areas those where somebody lives."""
    homes = {entry.placement_type for entry in entries} | {asked.placement_type}
    areas = {entry.area for entry in entries} | {asked.area}
    return (
        ("review", _("Next review"), _choices(WINDOWS, asked.review, set(WINDOWS))),
        ("area", _("Area"), _choices({"": _("In and out of area"), **AREAS}, asked.area, areas | {""})),
        (
            "home",
            _("Lives with or in"),
            _choices({"": _("Any home"), **PLACEMENTS}, asked.placement_type, homes | {""}),
        ),
    )


def _choices(words: Mapping[str, str], chosen: str, there: set[str]) -> tuple[Choice, ...]:
    return tuple(_every(words, chosen, there))


def _every(words: Mapping[str, str], chosen: str, there: set[str]) -> Iterator[Choice]:
    for value, said in words.items():
        if value in there:
            yield Choice(value=value, words=str(said), is_chosen=value == chosen)


def _one_of(known: Iterable[str], given: str, otherwise: str) -> str:
    return given if given in set(known) else otherwise
