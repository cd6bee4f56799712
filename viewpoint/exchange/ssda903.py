"""SSDA903's Header, Episodes, Reviews and UASC, row by row, as far as they are used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from viewpoint.domain.episodes import NewEpisode
from viewpoint.domain.people import Gender, age_on
from viewpoint.domain.placements import (
    PLACEMENT_TYPES,
    WITHOUT_PROVIDER,
    ProviderKind,
    ReturnYear,
    place_codes,
)
from viewpoint.domain.roster import ChildId, Participation, Reason
from viewpoint.exchange.cells import RowReader
from viewpoint.exchange.tables import Columns

HEADER = Columns(required=("CHILD", "SEX", "DOB"), unread=("ETHNIC", "UPN", "MOTHER", "MC_DOB", "UASC"))
EPISODES = Columns(
    required=("CHILD", "DECOM", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
    optional=("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
    unread=("CIN",),
)
REVIEWS = Columns(required=("CHILD", "REVIEW", "REVIEW_CODE"), optional=("DOB",))
UASC = Columns(required=("CHILD", "DUC"), optional=("DOB", "SEX"))

GENDERS: Mapping[str, Gender] = MappingProxyType(
    {
        "1": Gender.MALE,  # 1 and 2 up to the 2024 return; unmistakable, so read in any year
        "2": Gender.FEMALE,
        "M": Gender.MALE,
        "F": Gender.FEMALE,
        "U": Gender.UNKNOWN,
    }
)
LEGAL_STATUSES = frozenset({"C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"})
ENDINGS = frozenset(
    {
        "X1",
        "E11",
        "E12",
        "E13",
        "E14",
        "E15",
        "E16",
        "E17",
        "E2",
        "E3",
        "E41",
        "E43",
        "E44",
        "E45",
        "E46",
        "E47",
        "E48",
        "E4A",
        "E4B",
        "E5",
        "E6",
        "E7",
        "E8",
        "E9",
    }
)
PLACE_CHANGES = frozenset(
    {
        "CARPL",
        "CLOSE",
        "ALLEG",
        "STAND",
        "APPRR",
        "CREQB",
        "CREQO",
        "CHILD",
        "LAREQ",
        "PLACE",
        "CUSTOD",
        "OTHER",
    }
)
_NEW_EPISODES = frozenset(NewEpisode)
_PROVIDERS = frozenset(ProviderKind)
_PARTICIPATIONS = frozenset(Participation)
_URN = re.compile(r"SC\d{6}|\d{7}|X{7}", re.ASCII)
_INSTEAD = MappingProxyType({"H5": "Use K3 or Z1.", "P2": "Use K3 or Z1."})


@dataclass(frozen=True, kw_only=True, slots=True)
class HeaderRow:
    """A young person's own row; the day of birth goes no further than the checks."""

    line: int = field(compare=False)
    child: ChildId
    gender: Gender
    born_on: date = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeRow:
    """An episode with its postcodes, which go no further than the look-up of area and distance."""

    line: int = field(compare=False)
    child: ChildId
    began_on: date
    ended_on: date | None
    reason_new: NewEpisode
    legal_status: str
    place_code: str
    provider_kind: ProviderKind | None
    provider_urn: str
    reason_ended: str
    reason_changed: str
    home_post: str = field(repr=False)
    placement_post: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRow:
    """A review that was held."""

    line: int = field(compare=False)
    child: ChildId
    held_on: date
    participation: Participation
    born_on: date | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class UascRow:
    """A young person who came unaccompanied, and the day on which that status ended."""

    line: int = field(compare=False)
    child: ChildId
    ceased_on: date | None
    gender: Gender | None
    born_on: date | None = field(repr=False)


def header_row(cells: RowReader, year: ReturnYear) -> HeaderRow | None:
    """A row of Header (DfE rules 101, 102, 301, 351)."""
    child = cells.child("CHILD")
    sex = cells.required_code("SEX", GENDERS)
    born_on = cells.required_day("DOB")
    if born_on and born_on > year.ends_on:
        cells.complain(Reason.AFTER_YEAR_END, "DOB", ends=year.ends_on)
    elif born_on and age_on(born_on, year.begins_on) > 25:
        cells.complain(Reason.OVER_25, "DOB")
    if not (child and sex and born_on):
        return None
    return HeaderRow(line=cells.row.line, child=child, gender=GENDERS[sex], born_on=born_on)


def episode_row(cells: RowReader, year: ReturnYear) -> EpisodeRow | None:
    """A row of Episodes (rules 141, 143, 144, 146 to 149, 354 to 356, 385, 526, 550, 1008, 1009)."""
    child = cells.child("CHILD")
    began_on, ended_on = _span(cells, year)
    reason_new = cells.required_code("RNE", _NEW_EPISODES)
    legal_status = cells.required_code("LS", LEGAL_STATUSES)
    place_code = _place(cells, year)
    provider_kind = _provider(cells, place_code)
    if not (child and began_on and reason_new and legal_status and place_code):
        return None
    return EpisodeRow(
        line=cells.row.line,
        child=child,
        began_on=began_on,
        ended_on=ended_on,
        reason_new=NewEpisode(reason_new),
        legal_status=legal_status,
        place_code=place_code,
        provider_kind=provider_kind,
        provider_urn=_urn(cells),
        reason_ended=_ending(cells),
        reason_changed=cells.code("REASON_PLACE_CHANGE", PLACE_CHANGES),
        home_post=cells.text("HOME_POST"),
        placement_post=cells.text("PL_POST"),
    )


def review_row(cells: RowReader, year: ReturnYear) -> ReviewRow | None:
    """A row of Reviews (rules 166, 167)."""
    child = cells.child("CHILD")
    held_on = cells.required_day("REVIEW")
    code = cells.required_code("REVIEW_CODE", _PARTICIPATIONS)
    born_on = cells.day("DOB")
    if held_on and held_on > year.ends_on:
        cells.complain(Reason.AFTER_YEAR_END, "REVIEW", ends=year.ends_on)
    if not (child and held_on and code):
        return None
    return ReviewRow(
        line=cells.row.line, child=child, held_on=held_on, participation=Participation(code), born_on=born_on
    )


def uasc_row(cells: RowReader, _: ReturnYear) -> UascRow | None:
    """A row of UASC (rule 104)."""
    child = cells.child("CHILD")
    ceased_on, born_on = cells.day("DUC"), cells.day("DOB")
    sex = cells.code("SEX", GENDERS)
    if not child:
        return None
    return UascRow(
        line=cells.row.line, child=child, ceased_on=ceased_on, gender=GENDERS.get(sex), born_on=born_on
    )


def _span(cells: RowReader, year: ReturnYear) -> tuple[date | None, date | None]:
    began_on, ended_on = cells.required_day("DECOM"), cells.day("DEC")
    for column, day in (("DECOM", began_on), ("DEC", ended_on)):
        if day and day > year.ends_on:
            cells.complain(Reason.AFTER_YEAR_END, column, ends=year.ends_on)
    if began_on and ended_on and ended_on < began_on:
        cells.complain(Reason.EPISODE_BACKWARDS, "DEC")
    elif began_on and ended_on == began_on:
        cells.complain(Reason.EPISODE_UNDER_A_DAY, "DEC")
    return began_on, ended_on


def _place(cells: RowReader, year: ReturnYear) -> str:
    codes = place_codes(year)
    code = cells.text("PLACE").upper()
    if code in PLACEMENT_TYPES and code not in codes:
        instead = _INSTEAD.get(code, "Use the code of that year.")
        cells.complain(Reason.CODE_NOT_THIS_YEAR, "PLACE", year=year.ending, instead=instead)
        return ""
    return cells.required_code("PLACE", codes)


def _provider(cells: RowReader, place_code: str) -> ProviderKind | None:
    code = cells.code("PLACE_PROVIDER", _PROVIDERS)
    if not place_code or place_code in WITHOUT_PROVIDER:
        return None
    if not cells.text("PLACE_PROVIDER"):
        cells.complain(Reason.PROVIDER_MISSING, "PLACE_PROVIDER")
    elif code and (code == ProviderKind.PARENTS) != (place_code == "P1"):
        cells.complain(Reason.PROVIDER_CONTRADICTS, "PLACE_PROVIDER")
    return ProviderKind(code) if code else None


def _urn(cells: RowReader) -> str:
    urn = cells.text("URN").upper()
    if urn and not _URN.fullmatch(urn):
        cells.complain(Reason.URN_UNREADABLE, "URN")
    return urn


def _ending(cells: RowReader) -> str:
    code = cells.code("REC", ENDINGS)
    if cells.text("DEC") and not cells.text("REC"):
        cells.complain(Reason.END_WITHOUT_REASON, "REC")
    elif cells.text("REC") and not cells.text("DEC"):
        cells.complain(Reason.REASON_WITHOUT_END, "DEC")
    return code
