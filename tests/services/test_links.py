"""Links and typed codes: signed, unguessable, told apart from mistakes before the database is asked."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import Signer

from viewpoint.domain.errors import LinkClosed
from viewpoint.services.links import ALPHABET, CODE_LENGTH, Links, code_in_fours

KEY = "a made-up key that is long enough for a test"
OLDER = "an older made-up key, long enough for a test"
CODE_KEY = bytes(range(32))
LINKS = Links([KEY], CODE_KEY)
LINK = LINKS.new()


def test_a_token_and_a_code_are_known_by_their_hashes_alone() -> None:
    link = LINKS.new()
    assert LINKS.handle_sha256(link.token) == link.handle_sha256
    assert LINKS.code_mac(link.code) == link.code_mac
    assert len(link.handle_sha256) == len(link.code_mac) == 32
    assert link.token not in repr(link)
    assert link.code not in repr(link)


def test_no_two_links_are_alike() -> None:
    links = [LINKS.new() for _ in range(200)]
    assert len({link.token for link in links}) == len({link.code for link in links}) == 200


def test_a_token_is_short_enough_for_a_text_and_needs_no_escaping() -> None:
    assert len(LINK.token) < 40
    assert set(LINK.token) <= set(string.ascii_letters + string.digits + "-_.")


@given(place=st.integers(0, len(LINK.token) - 1), letter=st.sampled_from(ALPHABET + "_-."))
def test_a_token_with_any_letter_changed_is_refused(place: int, letter: str) -> None:
    changed = LINK.token[:place] + letter + LINK.token[place + 1 :]
    if changed != LINK.token and not same_bits(changed):
        with pytest.raises(LinkClosed):
            LINKS.handle_sha256(changed)


def same_bits(changed: str) -> bool:
    """Base64's last letter has bits that carry nothing: such a token is the same one, written otherwise."""
    try:
        return LINKS.handle_sha256(changed) == LINK.handle_sha256
    except LinkClosed:
        return False


@given(st.text(max_size=80))
def test_no_text_is_a_token_by_chance(text: str) -> None:
    with pytest.raises(LinkClosed):
        LINKS.handle_sha256(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1],
        lambda token: token + "x",
        lambda token: token.partition(".")[0],
        lambda token: "." + token.partition(".")[2],
        lambda token: token.swapcase(),
        lambda token: "",
        lambda token: "é" + token,
    ],
)
def test_a_token_cut_lengthened_or_mangled_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(LinkClosed):
        LINKS.handle_sha256(change(LINK.token))


def test_a_handle_signed_for_another_purpose_or_with_another_key_is_refused() -> None:
    handle = LINK.token.partition(".")[0]
    for forger in (Signer(KEY, salt=b"cookie"), Signer(OLDER, salt=b"viewpoint.link")):
        with pytest.raises(LinkClosed):
            LINKS.handle_sha256(forger.sign(handle).decode())
    with pytest.raises(LinkClosed):
        Links([OLDER], CODE_KEY).handle_sha256(LINK.token)


def test_links_signed_before_a_new_key_still_open_and_new_ones_are_signed_with_it() -> None:
    rotated = Links(["the newest made-up key, which is long enough", KEY], CODE_KEY)
    assert rotated.handle_sha256(LINK.token) == LINK.handle_sha256
    with pytest.raises(LinkClosed):
        LINKS.handle_sha256(rotated.new().token)


def test_a_code_may_be_typed_in_any_case_with_spaces_and_hyphens() -> None:
    typed = code_in_fours(LINK.code)
    assert [len(part) for part in typed.split()] == [4, 4, 4]
    for written in (typed, typed.lower(), typed.replace(" ", "-"), f"  {LINK.code}\n"):
        assert LINKS.code_mac(written) == LINK.code_mac


def test_letters_that_look_alike_are_in_no_code() -> None:
    assert not set(ALPHABET) & set("01OILU")
    assert len(LINK.code) == CODE_LENGTH
    assert set(LINK.code) <= set(ALPHABET)


@given(place=st.integers(0, CODE_LENGTH - 1), letter=st.sampled_from(ALPHABET))
def test_any_single_letter_mistyped_is_noticed(place: int, letter: str) -> None:
    code = LINKS.new().code
    mistyped = code[:place] + letter + code[place + 1 :]
    if mistyped != code:
        with pytest.raises(LinkClosed):
            LINKS.code_mac(mistyped)


@pytest.mark.parametrize(
    "typed",
    ["", "ABCD", LINK.code + "A", LINK.code[:-1] + "é", "0" * 12, "١" * 12],
    ids=["nothing", "too short", "too long", "another alphabet's letter", "look-alikes", "other digits"],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(LinkClosed):
        LINKS.code_mac(typed)


def test_a_stolen_table_of_codes_is_useless_without_the_key() -> None:
    assert Links([KEY], bytes(32)).code_mac(LINK.code) != LINK.code_mac
