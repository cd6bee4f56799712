"""What the law gives young people: said once to each age in each nation, or refused with file and line."""

import datetime as dt
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from viewpoint.domain.people import Nation
from viewpoint.domain.rights import Ages, Topic, is_told, rights_for
from viewpoint.exchange.rights import read_rights, unverified_rights
from viewpoint.exchange.yaml_files import FilesRefused

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "rights"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "rights")
    return tmp_path / "rights"


def refused(folder: Path) -> str:
    with pytest.raises(FilesRefused) as problems:
        read_rights(folder)
    return str(problems.value)


@pytest.mark.parametrize(("ages", "nation"), list(product(Ages, Nation)))
def test_what_ships_tells_every_age_in_every_nation_of_every_topic(ages: Ages, nation: Nation) -> None:
    told = rights_for(read_rights(SHIPPED), ages, nation)
    assert [right.topic for right in told] == [topic for topic in Topic if is_told(topic, ages)]
    assert all(right.says.by_language["en"] for right in told)


def test_words_of_one_nation_are_not_told_in_another() -> None:
    rights = read_rights(SHIPPED)
    said = {
        nation: " ".join(
            right.says.by_language["en"] for ages in Ages for right in rights_for(rights, ages, nation)
        )
        for nation in Nation
    }
    only = {
        Nation.ENGLAND: ("Ofsted", "local offer", "20 working days of"),
        Nation.WALES: ("active offer", "Care Inspectorate Wales", "When I Am Ready"),
        Nation.SCOTLAND: ("Children's Hearing", "continuing care", "first 6 weeks", "SPSO"),
        Nation.NORTHERN_IRELAND: ("VOYPIC", "your Trust", "first 2 weeks", "NIPSO"),
    }
    for nation, words in only.items():
        for word in words:
            assert word in said[nation], (nation, word)
            others = set(Nation) - {nation} - ({Nation.WALES} if word.startswith("20 working") else set())
            assert not [other for other in others if word in said[other]], word
    assert "IRO" not in said[Nation.SCOTLAND] + said[Nation.NORTHERN_IRELAND]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda text: text.replace("topic: file", "topic: fil"), "6_file.yaml:3: topic cannot be fil"),
        (lambda text: text.replace("title:", "titel:"), "did you mean title?"),
        (lambda text: text.replace('["4_7"]', '["4_9"]', 1), "6_file.yaml:6: ages cannot be 4_9"),
        (lambda text: text.replace('["4_7"]', '["8_11"]', 1), "8_11 in wales is told 2 times"),
        (lambda text: text.replace('["4_7"]', '["8_11"]', 1), "4_7 in wales is not told"),
        (lambda text: text.replace("    check_before_use: true\n", "", 1), "nobody says whether"),
        (lambda text: text.replace("    source:", "    sauce:", 1), "source is missing"),
        (
            lambda text: text.replace("Grown-ups write things down", "Administrators document information"),
            "it reads at grade",
        ),
        (lambda text: text.replace("nations: [", "nations: [france, ", 1), "nations cannot be france"),
        (lambda text: text.split("rights:")[0], "rights is missing"),
    ],
)
def test_a_mistake_is_refused_with_its_file_and_line(
    folder: Path, change: Callable[[str], str], what: str
) -> None:
    file = folder / "6_file.yaml"
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, encoding="utf-8")
    assert what in refused(folder)


def test_leaving_care_is_no_news_for_a_child(folder: Path) -> None:
    file = folder / "7_leaving.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('["12_17"]', '["12_17", "4_7"]', 1), encoding="utf-8")
    assert "4_7 need not be told of leaving" in refused(folder)


def test_a_topic_without_a_file_is_missed(folder: Path) -> None:
    (folder / "3_advocate.yaml").unlink()
    assert "nothing is said of advocate" in refused(folder)


def test_what_was_long_not_verified_is_warned_of() -> None:
    rights = read_rights(SHIPPED)
    fresh = unverified_rights(rights, Nation.ENGLAND, dt.date(2026, 11, 22))
    later = unverified_rights(rights, Nation.ENGLAND, dt.date(2027, 11, 22))
    (before,) = [line for line in fresh if "meeting" in line]
    (after,) = [line for line in later if "meeting" in line]
    assert before.startswith("rights, england, meeting: 2 text(s) not verified")
    assert after.startswith("rights, england, meeting: 4 text(s) not verified")
