"""What one council brings."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.council import (
    NUMBERS,
    VERIFIED_FOR,
    Colours,
    Council,
    HelpNumber,
    HelpService,
    contrast,
    telephone_link,
)
from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import AgeBand, Nation
from viewpoint.domain.words import Words

HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
NUMBER = HelpNumber(name=Words.english("Duty"), phone="01632 960 101", hours=Words.english("Always"))
COUNCIL = Council(
    code="FERN",
    name=Words.english("Fernshire"),
    nation=Nation.ENGLAND,
    languages=("en",),
    sender=Words.english("Your Say"),
    reader=Words.english("your IRO"),
    reader_from_18=Words.english("your personal adviser"),
    safe_site="https://www.bbc.co.uk/weather",
    duty=NUMBER,
    out_of_hours=NUMBER,
    advocate=NUMBER,
    complaints=NUMBER,
)


def test_a_council_with_its_four_numbers_is_ready() -> None:
    COUNCIL.ready()
    assert tuple(COUNCIL.numbers()) == NUMBERS


@pytest.mark.parametrize("name", NUMBERS)
def test_without_one_of_its_numbers_a_council_is_not_ready(name: str) -> None:
    without = Council(**{**vars(COUNCIL), name: None})
    with pytest.raises(CouncilNotReady, match=f"FERN: no links until these have a number: {name}$"):
        without.ready()


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(CouncilNotReady, match="duty, out_of_hours, advocate, complaints"):
        replace(COUNCIL, duty=None, out_of_hours=None, advocate=None, complaints=None).ready()


@pytest.mark.parametrize("band", AgeBand)
def test_from_18_the_personal_adviser_reads(band: AgeBand) -> None:
    adult = band is AgeBand.EIGHTEEN_TO_TWENTY_FIVE
    assert COUNCIL.reader_of(band).in_language("en") == ("your personal adviser" if adult else "your IRO")


def test_the_contrast_of_known_colours_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ff0000", "#FFFFFF") == pytest.approx(4.0, abs=0.01)


@given(HEX, HEX)
def test_contrast_has_no_order_and_lies_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


def test_the_colours_we_bring_can_be_read_everywhere() -> None:
    assert Colours().faint_pairs() == ()


def test_a_faint_accent_is_told_with_every_ground_it_is_faint_on() -> None:
    faint = Colours(accent="#e0a030", dark_accent="#333333").faint_pairs()
    assert {one for one, _, _ in faint} == {"#ffffff", "#e0a030", "#15193a", "#333333"}
    assert all(found < 4.5 for _, _, found in faint)


def test_a_number_becomes_a_link_that_a_phone_can_ring() -> None:
    assert NUMBER.link == "tel:01632960101"
    assert telephone_link("+44 (0)800 1111") == "tel:+4408001111"


def test_a_service_is_stale_when_nobody_verified_it_within_180_days() -> None:
    service = HelpService(
        id="childline", name=Words.english("Childline"), purpose=Words.english("Anything"), phone="0800 1111"
    )
    day = dt.date(2026, 3, 3)
    assert service.link == "tel:08001111"
    assert service.is_stale(day)
    assert not replace(service, verified_on=day - VERIFIED_FOR).is_stale(day)
    assert replace(service, verified_on=day - VERIFIED_FOR - dt.timedelta(days=1)).is_stale(day)
    assert replace(service, phone="", text="85258").link == ""
