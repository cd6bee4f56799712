"""Words at rest: readable in their own place, under their own key, and nowhere else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from tests.builders import COUNCIL, NOW, World
from tests.services.visits import GIVEN, give, sent
from viewpoint.domain.errors import SealBroken, VisitEnded
from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Database
from viewpoint.storage.responses import read_answers
from viewpoint.storage.sealing import PAD_TO, Place, Seal, Vault
from viewpoint.storage.tables.invitations import DraftAnswer
from viewpoint.storage.tables.keys import AuthorityKey, ChildKey
from viewpoint.storage.tables.people import Contact, YoungPerson
from viewpoint.storage.tables.responses import Answer
from viewpoint.wiring import Services

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
ELSEWHERE = AuthorityId("OTHERSHIRE")
PLACE = Place("reply", "row", "words")
SEAL = Seal(COUNCIL, KEY)


@given(st.text(max_size=300))
def test_text_comes_back_as_it_was(text: str) -> None:
    assert SEAL.open(PLACE, SEAL.close(PLACE, text)) == text


@given(st.text(max_size=300), st.data())
def test_a_sealed_field_with_any_byte_changed_does_not_open(text: str, data: st.DataObject) -> None:
    sealed = bytearray(SEAL.close(PLACE, text))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        SEAL.open(PLACE, bytes(sealed))


@pytest.mark.parametrize(
    "elsewhere",
    [PLACE._replace(table="answer"), PLACE._replace(row="another"), PLACE._replace(column="name")],
)
def test_a_sealed_field_moved_to_another_place_does_not_open(elsewhere: Place) -> None:
    with pytest.raises(SealBroken):
        SEAL.open(elsewhere, SEAL.close(PLACE, "words"))


@pytest.mark.parametrize("stranger", [Seal(ELSEWHERE, KEY), Seal(COUNCIL, OTHER_KEY)])
def test_a_sealed_field_opens_for_its_own_authority_and_key_only(stranger: Seal) -> None:
    with pytest.raises(SealBroken):
        stranger.open(PLACE, SEAL.close(PLACE, "words"))


@pytest.mark.parametrize("stored", [b"", b"\x01", b"\x01" + bytes(12), b"\x02" + bytes(60), b"plain words"])
def test_what_was_never_sealed_does_not_open(stored: bytes) -> None:
    with pytest.raises(SealBroken):
        SEAL.open(PLACE, stored)


def test_the_error_names_the_table_and_no_words() -> None:
    with pytest.raises(SealBroken) as caught:
        SEAL.open(PLACE._replace(row="another"), SEAL.close(PLACE, "words"))
    assert caught.value.args == ("reply",)


def test_the_same_words_never_look_the_same_and_short_ones_are_as_long_as_each_other() -> None:
    sealed = [SEAL.close(PLACE, word) for word in ("yes", "yes", "no", "", "x" * (PAD_TO - 4))]
    assert len(set(sealed)) == len(sealed)
    assert len({len(each) for each in sealed}) == 1
    assert len(SEAL.close(PLACE, "x" * (PAD_TO - 3))) == len(sealed[0]) + PAD_TO


# --- keys ---------------------------------------------------------------------------------------------------


def begun(database: Database, vault: Vault, *authorities: AuthorityId) -> None:
    with database.write() as connection:
        for authority in authorities:
            ensure_authority(connection, vault, authority, NOW)


def test_an_authority_is_begun_once(database: Database) -> None:
    vault = Vault({"a": KEY})
    begun(database, vault, COUNCIL, COUNCIL)
    with database.read() as connection:
        assert len(connection.execute(select(AuthorityKey.wrapped)).all()) == 1


def sealed_by(database: Database, vault: Vault) -> bytes:
    with database.read() as connection:
        return vault.for_authority(connection, COUNCIL).close(PLACE, "words")


def opened_by(database: Database, vault: Vault, sealed: bytes) -> str:
    with database.read() as connection:
        return vault.for_authority(connection, COUNCIL).open(PLACE, sealed)


def test_words_open_once_the_ring_has_a_new_key_and_once_the_old_one_is_retired(
    database: Database,
) -> None:
    old, both, new = Vault({"a": KEY}), Vault({"b": OTHER_KEY, "a": KEY}), Vault({"b": OTHER_KEY})
    begun(database, old, COUNCIL)
    sealed = sealed_by(database, old)
    assert opened_by(database, both, sealed) == "words"
    with pytest.raises(SealBroken):
        opened_by(database, new, sealed)
    with database.write() as connection:
        both.rewrap(connection, COUNCIL)
    assert opened_by(database, new, sealed) == "words"
    assert opened_by(database, Vault({"b": OTHER_KEY, "a": KEY}), sealed) == "words"
    with pytest.raises(SealBroken):
        opened_by(database, Vault({"a": KEY}), sealed)


def test_a_key_of_the_ring_under_another_ones_name_opens_nothing(database: Database) -> None:
    begun(database, Vault({"a": KEY}), COUNCIL)
    with pytest.raises(SealBroken):
        sealed_by(database, Vault({"a": OTHER_KEY}))


def killed_while_rewrapping(database: Database, vault: Vault) -> None:
    with database.write() as connection:
        vault.rewrap(connection, COUNCIL)
        raise RuntimeError("killed")


def test_rewrapping_is_all_or_nothing_and_may_be_done_again(database: Database) -> None:
    old, both = Vault({"a": KEY}), Vault({"b": OTHER_KEY, "a": KEY})
    begun(database, old, COUNCIL)
    sealed = sealed_by(database, old)
    with pytest.raises(RuntimeError):
        killed_while_rewrapping(database, both)
    assert opened_by(database, Vault({"a": KEY}), sealed) == "words"
    for _again in range(2):
        with database.write() as connection:
            both.rewrap(connection, COUNCIL)
    assert opened_by(database, Vault({"b": OTHER_KEY}), sealed) == "words"


def test_every_authority_is_rewrapped_from_the_settings(world: World) -> None:
    made = world.invited()
    sent(world, made)
    settings = world.services.settings
    both = Services(replace(settings, field_keys={"new": OTHER_KEY, **settings.field_keys}), world.clock)
    both.rewrap_keys()
    new = Services(replace(settings, field_keys={"new": OTHER_KEY}), world.clock)
    assert new.respond.journey(new.respond.start(made.link.token, "en", "")).visit.invitation.id
    old = Services(settings, world.clock)
    with pytest.raises(SealBroken):
        old.respond.journey(world.started(made))
    for services in (both, new, old):
        services.database.close()


def test_no_key_wrapped_for_one_authority_opens_under_another(database: Database) -> None:
    vault = Vault({"a": KEY})
    begun(database, vault, COUNCIL, ELSEWHERE)
    with database.write() as connection:
        stolen = select(AuthorityKey.wrapped).where(AuthorityKey.authority_id == COUNCIL).scalar_subquery()
        theirs = update(AuthorityKey).where(AuthorityKey.authority_id == ELSEWHERE)
        connection.execute(theirs.values(wrapped=stolen))
    with database.read() as connection, pytest.raises(SealBroken):
        Vault({"a": KEY}).for_authority(connection, ELSEWHERE)


def test_an_authority_without_a_key_has_no_seal(database: Database) -> None:
    with database.read() as connection, pytest.raises(SealBroken):
        Vault({"a": KEY}).for_authority(connection, COUNCIL)


# --- young people -------------------------------------------------------------------------------------------


def test_a_young_persons_seal_is_the_same_however_it_is_got(world: World) -> None:
    child, vault = world.young_person(), world.services.vault
    with world.services.database.read() as connection:
        sealed = vault.for_child(connection, COUNCIL, child).close(PLACE, "words")
        wrapped = connection.execute(select(ChildKey.wrapped)).scalar_one()
        unwrapped = vault.unwrap_child(connection, COUNCIL, child, wrapped)
        everybody = vault.for_children(connection, COUNCIL)
    assert unwrapped.open(PLACE, sealed) == everybody[child].open(PLACE, sealed) == "words"


def test_nobodys_keys_are_made_of_nobody(world: World) -> None:
    with world.services.database.write() as connection:
        assert world.services.vault.make_child_keys(connection, COUNCIL, [], NOW) == {}


def test_one_childs_wrapped_key_does_not_open_in_anothers_row(world: World) -> None:
    one, other = world.young_person(), world.young_person()
    with world.services.database.write() as connection:
        stolen = select(ChildKey.wrapped).where(ChildKey.young_person_id == one).scalar_subquery()
        theirs = update(ChildKey).where(ChildKey.young_person_id == other)
        connection.execute(theirs.values(wrapped=stolen))
    with world.services.database.read() as connection:
        with pytest.raises(SealBroken):
            world.services.vault.for_child(connection, COUNCIL, other)
        with pytest.raises(SealBroken):
            world.services.vault.for_child(connection, ELSEWHERE, one)
        with pytest.raises(SealBroken):
            world.services.vault.for_child(connection, COUNCIL, YoungPersonId("0" * 32))


def test_rows_swapped_between_children_questions_and_tables_are_refused(world: World) -> None:
    one, other = world.invited(), world.invited()
    response = sent(world, one)
    give(world, world.started(other))
    services = world.services
    with services.database.read() as connection:
        draft = connection.execute(select(DraftAnswer.value_sealed)).scalars().first()
        rows = connection.execute(select(Answer.question, Answer.value_sealed))
        sealed = {row.question: row.value_sealed for row in rows}
        seal = services.vault.for_child(connection, COUNCIL, one.young_person)
    for stolen in (draft, sealed["good_things"]):
        with services.database.write() as connection:
            here = update(Answer).where(Answer.question == "home_feel")
            connection.execute(here.values(value_sealed=stolen))
        with services.database.read() as connection, pytest.raises(SealBroken):
            read_answers(connection, seal, response)


def test_without_its_key_nothing_of_a_child_opens_and_others_are_as_before(world: World) -> None:
    gone, stays = world.invited(), world.invited()
    response = sent(world, gone)
    give(world, world.started(stays))
    services = world.services
    with services.database.write() as connection:
        connection.execute(delete(ChildKey).where(ChildKey.young_person_id == gone.young_person))
    with services.database.read() as connection, pytest.raises(SealBroken):
        services.vault.for_child(connection, COUNCIL, gone.young_person)
    with pytest.raises(SealBroken):
        services.review.open_response(world.iro(), response)
    secret = services.respond.start(gone.link.token, "en", "")
    with pytest.raises(VisitEnded):
        services.respond.journey(secret)
    assert services.respond.journey(world.started(stays)).answers == GIVEN
    assert [entry.young_person for entry in services.review.caseload(world.iro())] == [stays.young_person]


def test_a_new_key_in_place_of_a_destroyed_one_brings_nothing_back(world: World) -> None:
    child = world.young_person()
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
        seal = world.services.vault.make_child_keys(connection, COUNCIL, [child], NOW)[child]
        sealed = connection.execute(select(Contact.name_sealed)).scalar_one()
    assert sealed is not None
    with pytest.raises(SealBroken):
        seal.open(Place("contact", child, "name"), sealed)


def test_every_key_belongs_to_somebody(database: Database) -> None:
    begun(database, Vault({"a": KEY}), COUNCIL)
    row = {"young_person_id": "0" * 32, "authority_id": COUNCIL, "wrapped": b"", "created_at": NOW}
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.write() as connection:
        connection.execute(insert(ChildKey), row)
    assert YoungPerson.__tablename__ == "young_person"
