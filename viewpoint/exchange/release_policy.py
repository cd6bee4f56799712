"""Reads the reviewed policy file of releases, and refuses any that would show more than it may."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from viewpoint.domain.grouping import partitions
from viewpoint.domain.release_policy import (
    DID_NOT_SAY,
    WHOLE,
    WHOLE_AUTHORITY,
    Breakdown,
    Measure,
    ReleasePolicy,
)
from viewpoint.exchange.yaml_fields import Fields, Notes, nearest
from viewpoint.exchange.yaml_files import read_yaml

MOST_GROUPS = 11
LADDER = tuple(str(step) for step in range(11))
# All that a child's profile offers (`domain.returns.values_of`): never a home, never two of these crossed.
KNOWN = ("placement_type", "area", "age_band", "gender")
_KEYS = ("version", "breakdowns", "measures", "themes_by", "rates_by")
_BREAKDOWN_KEYS = ("code", "groups", "rest", "merges")
_MEASURE_KEYS = ("code", "answers", "bands", "by", "sensitive")


def read_release_policy(file: Path) -> ReleasePolicy:
    """The policy of one file.

    Raises:
        FilesRefused: the file is not there or is not YAML, or anything in it is wrong: every problem with its
            line and its mend.
    """
    notes = Notes(file.name)
    top = Fields(read_yaml(file), notes, _KEYS)
    top.require("breakdowns", "measures")
    breakdowns = tuple(_breakdown(entry) for entry in top.tables("breakdowns", _BREAKDOWN_KEYS))
    _refuse_twins(top, "breakdowns", [breakdown.code for breakdown in breakdowns])
    measures = tuple(_measure(entry, breakdowns) for entry in top.tables("measures", _MEASURE_KEYS))
    _refuse_twins(top, "measures", [measure.code for measure in measures])
    policy = ReleasePolicy(
        version=top.needed("version"),
        breakdowns=(WHOLE_AUTHORITY, *breakdowns),
        measures=measures,
        theme_breakdowns=_by(top, "themes_by", breakdowns),
        rate_breakdowns=_by(top, "rates_by", breakdowns),
    )
    notes.refuse()
    return policy


def _breakdown(entry: Fields) -> Breakdown:
    groups = {
        group.needed("code"): _some(group, "holds") for group in entry.tables("groups", ("code", "holds"))
    }
    breakdown = Breakdown(
        code=entry.one_of("code", KNOWN),
        groups=groups,
        rest=frozenset(entry.texts("rest")),
        merges=tuple(frozenset(_some(merge, "join")) for merge in entry.tables("merges", ("join",))),
    )
    for what, mend in _faults(breakdown):
        entry.note("groups", what, mend)
    return breakdown


def _faults(breakdown: Breakdown) -> Iterator[tuple[str, str]]:
    values = [value for members in breakdown.groups.values() for value in members]
    if len(set(values)) < len(values):
        yield "a value is in two groups", "leave it in one: each child may be in one only"
    unknown = breakdown.rest.union(*breakdown.merges) - breakdown.groups.keys()
    if unknown:
        yield f"rest or merges name {', '.join(sorted(unknown))}, which is no group", "name groups only"
    elif len(list(partitions(breakdown))[-1]) < 2:
        what = f"{breakdown.code} has fewer than two groups, at the latest after its merges"
        yield what, "keep two at least; one group is the whole authority again"


def _measure(entry: Fields, breakdowns: Sequence[Breakdown]) -> Measure:
    answers, recode = _some(entry, "answers"), _bands(entry)
    if DID_NOT_SAY in answers:
        entry.note("answers", f"{DID_NOT_SAY} is counted for every measure", "leave it out")
    if recode and set(recode.values()) != set(answers):
        entry.note("bands", "the bands are not the answers", "give bands the codes of answers, all of them")
    if recode and len(recode) < len(LADDER):
        entry.note("bands", "a number is in no band", "hold every number from 0 to 10 once")
    measure = Measure(
        code=entry.needed("code"),
        answers=answers,
        breakdowns=_by(entry, "by", breakdowns),
        recode=recode,
        sensitive=entry.flag("sensitive"),
    )
    shown = [breakdown for breakdown in breakdowns if breakdown.code in measure.breakdowns]
    groups = 1 + sum(len(breakdown.groups.keys() - breakdown.rest) for breakdown in shown)
    if groups > MOST_GROUPS:
        entry.note("by", f"by gives {groups} groups", f"show a measure by {MOST_GROUPS} at most")
    return measure


def _bands(entry: Fields) -> dict[str, str]:
    """Each number of the ladder, as text, to the code of its band."""
    recode: dict[str, str] = {}
    for band in entry.tables("bands", ("code", "from", "to")):
        code, first, last = band.needed("code"), band.one_of("from", LADDER), band.one_of("to", LADDER)
        for number in LADDER if first in LADDER and last in LADDER else ():
            if int(first) <= int(number) <= int(last) and recode.setdefault(number, code) != code:
                band.note("code", f"{code} holds {number}, which another band holds", "let bands not overlap")
    return recode


def _by(entry: Fields, key: str, breakdowns: Sequence[Breakdown]) -> tuple[str, ...]:
    """The whole authority and the breakdowns that a key names."""
    named, known = entry.texts(key), [breakdown.code for breakdown in breakdowns]
    for code in named:
        if code not in known:
            entry.note(key, f"{key} names {code}, which is no breakdown of this file", nearest(code, known))
    return (WHOLE, *(code for code in known if code in named))


def _some(entry: Fields, key: str) -> tuple[str, ...]:
    texts = entry.texts(key)
    if not texts:
        entry.note(key, f"{key} is empty", "give one code at least")
    return texts


def _refuse_twins(top: Fields, key: str, codes: Sequence[str]) -> None:
    for code in dict.fromkeys(codes):
        if codes.count(code) > 1:
            top.note(key, f"{code} is here twice", "keep one")
