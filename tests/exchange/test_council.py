"""Reading a council's file."""

from datetime import time
from pathlib import Path

import pytest

from viewpoint.domain.council import Colours, EmergencyTeam, OfficeHours
from viewpoint.domain.errors import BadInput
from viewpoint.domain.languages import LANGUAGES as KNOWN
from viewpoint.domain.people import Nation
from viewpoint.exchange.council import read_council

EXAMPLE = Path(__file__).parents[2] / "viewpoint" / "demo" / "fernshire.toml"
LANGUAGES = next(
    line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.startswith("languages")
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fern.toml"


def refusal(file: Path, old: str, new: str) -> list[str]:
    """What reading the example says once `old` in it has become `new`."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_council(file)
    return str(refused.value).splitlines()


def test_the_example_file_is_whole_and_ready() -> None:
    council = read_council(EXAMPLE)
    council.ready()
    assert council.is_fictional
    assert council.nation is Nation.ENGLAND
    assert council.languages[0] == "en"
    assert set(council.languages) == set(KNOWN)
    assert council.name.in_language("cy") == "Swydd Redyn"
    assert council.colours == Colours()
    assert council.duty is not None
    for words in (council.name, council.sender, council.reader, council.reader_from_18, council.duty.hours):
        assert all(words.has(language) for language in ("en", "cy", "ar"))


def test_what_may_be_left_out_has_a_default(file: Path) -> None:
    kept = EXAMPLE.read_text(encoding="utf-8").split("\n[")[0].splitlines()
    optional = ("fictional", "invite_", "read_within", "reply_", "base_unit", "concern_")
    file.write_text(
        "\ufeff" + "\n".join(line for line in kept if not line.startswith(optional)), encoding="utf-8"
    )
    council = read_council(file)
    assert council.numbers() == {}
    assert council.colours == Colours()
    assert not council.is_fictional
    assert (council.invite_before_working_days, council.read_within_working_days) == (15, 2)
    assert (council.reply_within_working_days, council.base_unit) == (5, 5)
    assert (council.concern_today_within_hours, council.concern_within_working_days) == (2, 1)
    assert (council.office_hours, council.emergency_team) == (OfficeHours(), EmergencyTeam())


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        (
            'code = "FERNSHIRE"',
            'code = "fern shire"',
            "code: is 'fern shire'; use 2 to 10 capitals and digits",
        ),
        ('code = "FERNSHIRE"', "", "code: is missing; the example file shows it"),
        ('nation = "england"', 'nation = "englnd"', "did you mean england?"),
        (LANGUAGES, 'languages = ["cy"]', 'languages: must have "en"'),
        (LANGUAGES, 'languages = ["en", "en"]', "languages: names a language twice"),
        (LANGUAGES, "languages = 3", "languages: give it as a list of texts"),
        (
            'name = {en = "Fernshire"',
            'name = {fr = "Fernshire"',
            "name: give it as a text, or by language with English",
        ),
        ('sender = {en = "Your Say"', 'sender = {en = "Your Voice Matters"', "longer than 11 letters"),
        (
            'sender = {en = "Your Say"',
            'sender = {en = "Care Team"',
            "'Care Team' tells others what it is about",
        ),
        (
            "https://www.bbc.co.uk/weather",
            "http://bbc.co.uk",
            "safe_site: is 'http://bbc.co.uk'; give an address",
        ),
        ('"https://www.bbc.co.uk/weather"', '""', "safe_site: give it as a text in quotes"),
        ("safe_site", "safe_sight", "safe_sight: is not a known name; did you mean safe_site?"),
        ("fictional = true", 'fictional = "yes"', "fictional: is 'yes'; give true or false, without quotes"),
        ("base_unit = 5", "base_unit = 7", "base_unit: is 7; give a whole number, 5 or 10"),
        (
            "sheet_before_working_days = 5",
            "sheet_before_working_days = 0",
            "sheet_before_working_days: is 0; give a whole number, 1 to 15",
        ),
        (
            "invite_before_working_days = 15",
            "invite_before_working_days = true",
            "invite_before_working_days: is True; give a whole number, 1 to 60",
        ),
        (
            'phone = "01632 960 101"',
            'phone = "ask Sam"',
            "[numbers]: [duty]: phone: is 'ask Sam'; give the number",
        ),
        ('phone = "01632 960 101"', "", "[numbers]: [duty]: phone: is missing"),
        (
            "verified_on = 2026-11-21",
            'verified_on = "last week"',
            "[numbers]: [duty]: verified_on: is 'last week'; give a day without quotes: 2026-03-31",
        ),
        ("[numbers.duty]", "[numbers.dutty]", "[numbers]: dutty: is not a known name; did you mean duty?"),
        ('accent = "#2a3d99"', 'accent = "blue"', "[colours]: accent: is 'blue'; give it as #rrggbb"),
        (
            'accent = "#2a3d99"',
            'accent = "#f0c000"',
            "[colours]: #ffffff on #f0c000 has a contrast of 1.7; it needs 4.5: move them apart",
        ),
        (
            "fictional = true",
            'fictional = true\nown_areas = ["Bradford"]',
            "own_areas: 'Bradford' is no ONS code; give one such as E08000032",
        ),
        ("[colours]", "[[colours]]", "[colours]: must be a table of names and values"),
    ],
)
def test_a_mistake_names_the_file_the_key_and_the_mend(file: Path, old: str, new: str, mend: str) -> None:
    problems = refusal(file, old, new)
    assert [problem for problem in problems if mend in problem], problems
    assert all(problem.startswith("fern.toml: ") for problem in problems)


def test_every_mistake_is_told_at_once(file: Path) -> None:
    file.write_text('code = "X"\nnation = 4\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_council(file)
    named = {line.split(": ")[1] for line in str(refused.value).splitlines()}
    assert {"code", "name", "nation", "languages", "sender", "reader", "safe_site", "colour"} <= named


def test_a_file_that_is_not_toml_says_where(file: Path) -> None:
    file.write_text("code = FERN\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"fern\.toml: is not TOML in UTF-8: .*line 1"):
        read_council(file)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.toml: cannot be read"):
        read_council(tmp_path / "gone.toml")


def test_the_clocks_of_concerns_are_the_councils(file: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in (
        ("concern_today_within_hours = 2", "concern_today_within_hours = 1"),
        ("concern_within_working_days = 1", "concern_within_working_days = 2"),
        ('opens = "09:00"', 'opens = "08:30"'),
        ('closes = "17:00"', 'closes = "16:45"'),
    ):
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    council = read_council(file)
    assert (council.concern_today_within_hours, council.concern_within_working_days) == (1, 2)
    assert council.office_hours == OfficeHours(opens=time(8, 30), closes=time(16, 45))
    assert council.emergency_team.phone == "07700 900105"


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("concern_today_within_hours = 2", "concern_today_within_hours = 0", "give a whole number, 1 to 8"),
        ('opens = "09:00"', 'opens = "9 am"', "opens: is '9 am'; give it in hours and minutes: 09:00"),
        ('closes = "17:00"', 'closes = "08:00"', "closes: is not after opens"),
        ('closes = "17:00"', 'shuts = "17:00"', "shuts: is not a known name"),
        ('phone = "07700 900105"', 'phone = "ring us"', "give the number in digits and spaces"),
        ('"emergency.team@fernshire.example"', '"nobody"', "give an address such as edt@council.example"),
    ],
)
def test_a_wrong_clock_says_how_to_mend_it(file: Path, old: str, new: str, mend: str) -> None:
    assert any(mend in line for line in refusal(file, old, new))
