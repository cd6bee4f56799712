"""The accessibility statement: made of its checked-in file, for young people and for staff."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from viewpoint.domain.people import Nation
from viewpoint.web.accessibility import STAFF_WORDS, YOUNG_PERSONS_WORDS, Problem, statement


def test_every_problem_has_words_for_both_and_is_in_the_file_once() -> None:
    codes = [known.problem for known in statement().problems]
    assert sorted(codes) == sorted(Problem)
    assert set(YOUNG_PERSONS_WORDS) == set(STAFF_WORDS) == set(Problem)


def test_every_nation_has_somebody_to_turn_to() -> None:
    assert set(statement().enforcers) == set(Nation)


def test_it_is_reviewed_every_year() -> None:
    known = statement()
    assert known.prepared_on <= known.reviewed_on
    assert (known.next_review_on - known.reviewed_on).days <= 366
    assert all(each.planned_on > known.reviewed_on for each in known.problems)
    assert isinstance(known.tested_on, date)


@pytest.mark.parametrize(
    ("address", "table"), [("/accessibility", YOUNG_PERSONS_WORDS), ("/staff/accessibility", STAFF_WORDS)]
)
def test_each_problem_is_on_the_page_with_its_day(client: FlaskClient, address: str, table: object) -> None:
    page = client.get(address).text.replace("&#39;", "'")
    assert isinstance(table, dict)
    for known in statement().problems:
        assert table[known.problem]() in page
    assert "31 March 2027" in page
    assert "0808 800 0082" in page


def test_the_staffs_says_what_the_regulations_want(client: FlaskClient) -> None:
    page = client.get("/staff/accessibility").text
    for wanted in (
        "partially compliant",
        "Web Content Accessibility Guidelines version 2.2",
        "Disproportionate burden",
        "Enforcement",
        "Prepared on",
        "22 November 2027",
    ):
        assert wanted in page


def test_both_are_led_to(client: FlaskClient) -> None:
    assert 'href="/accessibility"' in client.get("/help").text
    assert 'href="/accessibility"' in client.get("/language").text
    assert 'href="/staff/accessibility"' in client.get("/staff/sign-in").text
