"""Reads a council's own data from its TOML file, and says all that is wrong with it at once."""

import re
import tomllib
from dataclasses import fields, replace
from datetime import time
from pathlib import Path

from viewpoint.domain.council import (
    ENOUGH_CONTRAST,
    Colours,
    Council,
    EmergencyTeam,
    HelpNumber,
    OfficeHours,
)
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import Nation
from viewpoint.domain.words import Words
from viewpoint.exchange.checked import Table

MOST_LINES = 6
LONGEST_SENDER = 11  # the longest name a text message can come from


def read_council(file: Path) -> Council:
    """The council of one file; a number that it leaves out is None, and `Council.ready` then refuses.

    Raises:
        BadInput: the file is not there or is not TOML, or any value in it is wrong: one line for each, with
            the file, the key and the mend.
    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BadInput(f"{file.name}: cannot be read; give the path of a council's file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{file.name}: is not TOML in UTF-8: {error}") from None
    table = Table(values, file.name)
    council = _council(table)
    table.no_others()
    table.refuse()
    return council


def _council(table: Table) -> Council:
    numbers = table.table("numbers") if table.has("numbers") else Table({}, "numbers")
    council = Council(
        code=table.matching("code", "[A-Z0-9]{2,10}", "use 2 to 10 capitals and digits")
        or _missing(table, "code"),
        name=table.words("name"),
        nation=Nation(table.one_of("nation", Nation)),
        languages=_languages(table),
        sender=_sender(table),
        reader=table.words("reader"),
        reader_from_18=table.words("reader_from_18"),
        safe_site=table.web_address("safe_site") or _missing(table, "safe_site"),
        duty=_number(numbers, "duty"),
        out_of_hours=_number(numbers, "out_of_hours"),
        advocate=_number(numbers, "advocate"),
        complaints=_number(numbers, "complaints"),
        colours=_colours(table.table("colours")) if table.has("colours") else Colours(),
        is_fictional=table.yes_or_no("fictional"),
        own_areas=_own_areas(table),
        return_address=_return_address(table),
        has_voice_answers=table.yes_or_no("voice_answers"),
    )
    numbers.no_others()
    return _with_clocks(council, table)


def _with_clocks(council: Council, table: Table) -> Council:
    return replace(
        council,
        invite_before_working_days=table.whole(
            "invite_before_working_days", range(1, 61), council.invite_before_working_days
        ),
        read_within_working_days=table.whole(
            "read_within_working_days", range(1, 11), council.read_within_working_days
        ),
        reply_within_working_days=table.whole(
            "reply_within_working_days", range(1, 21), council.reply_within_working_days
        ),
        sheet_before_working_days=table.whole(
            "sheet_before_working_days", range(1, 16), council.sheet_before_working_days
        ),
        concern_today_within_hours=table.whole(
            "concern_today_within_hours", range(1, 9), council.concern_today_within_hours
        ),
        concern_within_working_days=table.whole(
            "concern_within_working_days", range(1, 6), council.concern_within_working_days
        ),
        office_hours=_office_hours(table.table("office_hours"))
        if table.has("office_hours")
        else council.office_hours,
        emergency_team=_emergency_team(table.table("emergency_team"))
        if table.has("emergency_team")
        else council.emergency_team,
        base_unit=table.whole("base_unit", (5, 10), council.base_unit),
    )


def _office_hours(table: Table) -> OfficeHours:
    usual = OfficeHours()
    hours = OfficeHours(opens=_time(table, "opens", usual.opens), closes=_time(table, "closes", usual.closes))
    if hours.opens >= hours.closes:
        table.wrong("closes", "is not after opens; give the hours of one day")
    table.no_others()
    return hours


def _time(table: Table, key: str, usual: time) -> time:
    pattern = r"([01]\d|2[0-3]):[0-5]\d"
    given = table.matching(key, pattern, "give it in hours and minutes: 09:00")
    return time.fromisoformat(given) if re.fullmatch(pattern, given, re.ASCII) else usual


def _emergency_team(table: Table) -> EmergencyTeam:
    team = EmergencyTeam(
        phone=table.matching("phone", "[+0-9][0-9 ]{2,19}", "give the number in digits and spaces"),
        email=table.matching(
            "email", r"[^@\s]+@[^@\s]+\.[^@\s]+", "give an address such as edt@council.example"
        ),
    )
    table.no_others()
    return team


def _missing(table: Table, key: str) -> str:
    if not table.has(key):
        table.wrong(key, "is missing; the example file shows it")
    return ""


def _languages(table: Table) -> tuple[str, ...]:
    languages = table.texts("languages")
    if languages and "en" not in languages:
        table.wrong("languages", 'must have "en", which every other falls back to')
    if len(set(languages)) < len(languages):
        table.wrong("languages", "names a language twice")
    return languages


def _own_areas(table: Table) -> tuple[str, ...]:
    areas = table.texts("own_areas") if table.has("own_areas") else ()
    for area in areas:
        if not re.fullmatch(r"[EWSN]\d{8}", area, re.ASCII):
            table.wrong("own_areas", f"{area!r} is no ONS code; give one such as E08000032")
    return areas


def _return_address(table: Table) -> tuple[str, ...]:
    lines = table.texts("return_address") if table.has("return_address") else ()
    if len(lines) > MOST_LINES:
        table.wrong("return_address", f"has {len(lines)} lines; an envelope's window shows {MOST_LINES}")
    return lines


def _sender(table: Table) -> Words:
    sender = table.words("sender")
    for text in sender.by_language.values():
        if len(text) > LONGEST_SENDER:
            table.wrong(
                "sender", f"{text!r} is longer than {LONGEST_SENDER} letters; a text cannot come from it"
            )
        if any(word in text.lower() for word in _TELLTALE):
            table.wrong("sender", f"{text!r} tells others what it is about; choose a neutral name")
    return sender


# What anybody reading over a shoulder would know a child in care by.
_TELLTALE = (
    "social",
    "care",
    "child",
    "looked",
    "safeguard",
    "council",
    "review",
    "iro",
    "gofal",
    "plant",
    "cyngor",
)


def _number(numbers: Table, key: str) -> HelpNumber | None:
    if not numbers.has(key):
        return None
    table = numbers.table(key)
    number = HelpNumber(
        name=table.words("name"),
        phone=table.matching("phone", "[+0-9][0-9 ]{2,19}", "give the number in digits and spaces")
        or _missing(table, "phone"),
        hours=table.words("hours"),
        verified_on=table.day("verified_on"),
    )
    table.no_others()
    return number


def _colours(table: Table) -> Colours:
    known = [each.name for each in fields(Colours)]
    given = {name: table.matching(name, "#[0-9a-fA-F]{6}", "give it as #rrggbb") for name in known}
    table.no_others()
    # Contrast is measured only where every colour is one; otherwise the mend above comes first.
    if table.problems:
        return Colours()
    colours = replace(Colours(), **{name: value for name, value in given.items() if value})
    for one, other, found in colours.faint_pairs():
        table.wrong(
            "", f"{one} on {other} has a contrast of {found:.1f}; it needs {ENOUGH_CONTRAST}: move them apart"
        )
    return colours
