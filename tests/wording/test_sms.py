"""Counting the parts of a text message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.wording.sms import is_gsm7, sms_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("ŵ" * 134, 2),
        ("ŵ" * 135, 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
        ("a" * 69 + "ا", 1),
        ("a" * 70 + "ا", 2),
    ],
)
def test_a_text_is_sent_in_as_many_parts_as_the_standard_says(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "expected"), [("à é ñ [~]", True), ("ŷ", False), ("â", False), ("’", False)]
)
def test_the_small_alphabet_lacks_some_welsh_letters(text: str, expected: bool) -> None:
    assert is_gsm7(text) is expected


@given(st.text(max_size=400), st.text(max_size=50))
def test_more_text_never_takes_fewer_parts(text: str, more: str) -> None:
    assert sms_parts(text) <= sms_parts(text + more)
