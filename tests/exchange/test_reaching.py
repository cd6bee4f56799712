"""Numbers, addresses and languages as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.roster import Reason
from viewpoint.exchange.reaching import e164, email_address, is_mobile, language_tag


@pytest.mark.parametrize(
    "written",
    [
        "07700900123",
        "07700 900 123",
        "07700-900-123",
        "(07700) 900123",
        "+447700900123",
        "+44 7700 900123",
        "+44 (0) 7700 900123",
        "+44 07700 900123",
        "00447700900123",
        "447700900123",
        "7700900123",
        "07700\u00a0900123",
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(written: str) -> None:
    assert e164(written) == "+447700900123"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0113 496 0000", "+441134960000"),
        ("01632 96000", "+44163296000"),
        ("020 7946 0000", "+442079460000"),
        ("+353 20 915 0000", Reason.PHONE_NOT_UK),
        ("0033 1 99 00 00 00", Reason.PHONE_NOT_UK),
        ("+x", Reason.PHONE_UNREADABLE),
        ("7.7009E+09", Reason.PHONE_MADE_A_NUMBER),
        ("7700900123.0", Reason.PHONE_MADE_A_NUMBER),
        ("077009001234", Reason.PHONE_UNREADABLE),
        ("07700", Reason.PHONE_UNREADABLE),
        ("1134960000", Reason.PHONE_UNREADABLE),
        ("999", Reason.PHONE_UNREADABLE),
        ("ask his carer", Reason.PHONE_UNREADABLE),
        ("٠٧٧٠٠٩٠٠١٢٣", Reason.PHONE_UNREADABLE),
    ],
)
def test_other_numbers(written: str, read: str | Reason) -> None:
    assert e164(written) == read


@given(st.text(max_size=40))
def test_whatever_is_written_becomes_a_number_or_a_reason(written: str) -> None:
    read = e164(written)
    assert isinstance(read, Reason) or (read.startswith("+44") and e164(read) == read)


def test_only_mobile_numbers_take_text_messages() -> None:
    assert is_mobile("+447700900123")
    assert not is_mobile("+441134960000")
    assert not is_mobile("+447000900123")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plover@Young.Example", "plover@young.example"),
        ("p.lover+tag@mail.young.example", "p.lover+tag@mail.young.example"),
        ("plover", Reason.EMAIL_UNREADABLE),
        ("plover@young", Reason.EMAIL_UNREADABLE),
        ("plover@@young.example", Reason.EMAIL_UNREADABLE),
        ("plo ver@young.example", Reason.EMAIL_UNREADABLE),
        ("plover@young..example", Reason.EMAIL_UNREADABLE),
        (".plover@young.example", Reason.EMAIL_UNREADABLE),
        ("plover@-young.example", Reason.EMAIL_UNREADABLE),
        ("plover@10.0.0.1", Reason.EMAIL_UNREADABLE),
        ("plover@young.example; wren@young.example", Reason.EMAIL_UNREADABLE),
        (f"{'p' * 65}@young.example", Reason.EMAIL_UNREADABLE),
        (f"plover@{'y.' * 130}example", Reason.EMAIL_UNREADABLE),
    ],
)
def test_addresses_have_the_right_shape_or_are_refused(written: str, read: str | Reason) -> None:
    assert email_address(written) == read


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("", "en"),
        ("English", "en"),
        ("CY", "cy"),
        ("Cymraeg", "cy"),
        (" arabic ", "ar"),
        ("Kurdish (Sorani)", "ckb"),
        ("en-easyread", "en-easyread"),
        ("Easy Read", "en-easyread"),
        ("French", Reason.LANGUAGE_UNKNOWN),
    ],
)
def test_languages_are_known_by_tag_and_by_name(written: str, tag: str | Reason) -> None:
    assert language_tag(written) == tag
