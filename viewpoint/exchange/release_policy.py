"""Reads the reviewed policy file of releases, and refuses any that would show more than it may."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from viewpoint.domain.errors import BadInput
from viewpoint.domain.grouping import partitions
from viewpoint.domain.release_policy import (
    DID_NOT_SAY,
    WHOLE,
    WHOLE_AUTHORITY,
    Breakdown,
    Measure,
    ReleasePolicy,
)
from viewpoint.exchange.checked import Table

MOST_GROUPS = 11
LADDER = range(11)
# All that a child's profile offers (`domain.disclosure.values_of`): never a home, never two of these crossed.
KNOWN = ("placement_type", "area", "age_band", "gender")


def read_release_policy(file: Path) -> ReleasePolicy:
    """The policy of one file.

    Raises:
        BadInput: the file is not there or is not YAML, or anything in it is wrong: one line for each, with
            the file, the key and the mend.
    """
    table = Table(_loaded(file), file.name)
    breakdowns = tuple(_breakdown(entry) for entry in table.tables("breakdowns"))
    _refuse_twins(table, "breakdowns", [breakdown.code for breakdown in breakdowns])
    measures = tuple(_measure(entry, breakdowns) for entry in table.tables("measures"))
    _refuse_twins(table, "measures", [measure.code for measure in measures])
    policy = ReleasePolicy(
        version=table.text("version"),
        breakdowns=(WHOLE_AUTHORITY, *breakdowns),
        measures=measures,
        theme_breakdowns=_by(table, "themes_by", breakdowns),
        rate_breakdowns=_by(table, "rates_by", breakdowns),
    )
    table.no_others()
    table.refuse()
    return policy


def _loaded(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BadInput(f"{file.name}: cannot be read; give the path of a release policy") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{file.name}: is not YAML in UTF-8: {error}") from None


def _breakdown(entry: Table) -> Breakdown:
    code = entry.one_of("code", KNOWN)
    groups = {}
    for group in entry.tables("groups"):
        groups[group.text("code")] = group.texts("holds")
        group.no_others()
    rest = frozenset(entry.texts("rest")) if entry.has("rest") else frozenset()
    merges = _merges(entry)
    breakdown = Breakdown(code=code, groups=groups, rest=rest, merges=merges)
    for mend in _faults(breakdown):
        entry.wrong("", mend)
    entry.no_others()
    return breakdown


def _merges(entry: Table) -> tuple[frozenset[str], ...]:
    merges = []
    for merge in entry.tables("merges") if entry.has("merges") else []:
        merges.append(frozenset(merge.texts("join")))
        merge.no_others()
    return tuple(merges)


def _faults(breakdown: Breakdown) -> Iterator[str]:
    values = [value for members in breakdown.groups.values() for value in members]
    if len(set(values)) < len(values):
        yield "a value is in two groups; each child may be in one only"
    unknown = breakdown.rest.union(*breakdown.merges) - breakdown.groups.keys()
    if unknown:
        yield f"rest or merges name {', '.join(sorted(unknown))}, which is no group"
    elif len(list(partitions(breakdown))[-1]) < 2:
        yield "needs two groups at least, also after its merges; one group is the whole authority again"


def _measure(entry: Table, breakdowns: Sequence[Breakdown]) -> Measure:
    answers, recode = entry.texts("answers"), _bands(entry)
    if DID_NOT_SAY in answers:
        entry.wrong("answers", f"leave out {DID_NOT_SAY}; it is counted for every measure")
    if recode and set(recode.values()) != set(answers):
        entry.wrong("bands", "must have the codes of answers, all of them")
    if recode and len(recode) < len(LADDER):
        entry.wrong("bands", "must hold every number from 0 to 10 once")
    measure = Measure(
        code=entry.text("code"),
        answers=answers,
        breakdowns=_by(entry, "by", breakdowns),
        recode=recode,
        sensitive=entry.yes_or_no("sensitive"),
    )
    shown = [breakdown for breakdown in breakdowns if breakdown.code in measure.breakdowns]
    groups = 1 + sum(len(breakdown.groups.keys() - breakdown.rest) for breakdown in shown)
    if groups > MOST_GROUPS:
        entry.wrong("by", f"gives {groups} groups; at most {MOST_GROUPS} a measure may be shown")
    entry.no_others()
    return measure


def _bands(entry: Table) -> dict[str, str]:
    """Each number of the ladder, as text, to the code of its band."""
    recode: dict[str, str] = {}
    for band in entry.tables("bands") if entry.has("bands") else []:
        code = band.text("code")
        for number in range(band.whole("from", LADDER, 0), band.whole("to", LADDER, 10) + 1):
            if recode.setdefault(str(number), code) != code:
                band.wrong("", f"holds {number}, which another band holds")
        band.no_others()
    return recode


def _by(entry: Table, key: str, breakdowns: Sequence[Breakdown]) -> tuple[str, ...]:
    """The whole authority and the breakdowns that a key names."""
    named = entry.texts(key) if entry.has(key) else ()
    for code in named:
        if code not in {breakdown.code for breakdown in breakdowns}:
            entry.wrong(key, f"names {code}, which is no breakdown of this file")
    return (WHOLE, *(breakdown.code for breakdown in breakdowns if breakdown.code in named))


def _refuse_twins(table: Table, key: str, codes: Sequence[str]) -> None:
    for code in dict.fromkeys(codes):
        if codes.count(code) > 1:
            table.wrong(key, f"names {code} twice; keep one")
