"""A translation by a person: beside the answer, never in its place, and only of what may be read."""

import pytest
from sqlalchemy import select

from tests.builders import World
from tests.services.visits import count, embedded, sent
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer, Share
from viewpoint.domain.translated import LONGEST_NAME, LONGEST_TRANSLATION, Translated
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.loop import Translation

POLISH = {
    "good_things": Answer.saying("Pies i ogród"),
    "want_change": Answer.saying("Okno").shared(Share.MYSELF),
    "settled": Answer.choosing("mostly"),
}
DOG = Translated(by="Ewa Nowak", words="The marimba dog")


def polish(world: World) -> ResponseId:
    return sent(world, world.invited(language="pl"), POLISH)


def test_a_translation_stands_beside_their_own_words(world: World) -> None:
    response = polish(world)
    world.services.translating.keep(world.iro(), response, "good_things", Translated(by="Ewa", words="A dog"))
    world.services.translating.keep(world.iro(), response, "good_things", DOG)
    reading = world.services.review.open_response(world.iro(), response)
    kept = reading.loop.translations["good_things"]
    assert (kept.translated, kept.account, kept.kept_at) == (DOG, world.iro().subject, world.clock())
    assert reading.now.answers["good_things"].words == "Pies i ogród"
    with world.services.database.read() as connection:
        sealed = connection.execute(select(Translation.words_sealed)).scalar_one()
    assert not any(word in sealed for word in (b"marimba", b"Ewa"))


def test_opening_an_answer_to_translate_it_is_a_reading(world: World) -> None:
    response = polish(world)
    found = world.services.translating.open(world.iro(), response, "good_things")
    assert (found.name, found.own_name, found.kept, found.is_spoken) == (
        "Kit Pretend",
        "Sam Okoro",
        None,
        False,
    )
    with world.services.database.read() as connection:
        logged = list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())
    assert logged[-1] == "response_read"


@embedded
def test_emptied_it_is_taken_away_and_both_are_logged(world: World) -> None:
    response = polish(world)
    for translated in (DOG, Translated(by="Ewa", words="")):
        world.services.translating.keep(world.iro(), response, "good_things", translated)
    assert count(world, Translation) == 0
    with world.services.database.read() as connection:
        logged = list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())
    assert logged[-2:] == ["translation_kept", "translation_dropped"]


@embedded
@pytest.mark.parametrize("question", ["want_change", "settled", "nowhere"])
def test_only_words_that_may_be_read_are_translated(world: World, question: str) -> None:
    response = polish(world)
    with pytest.raises(NotFound):
        world.services.translating.open(world.iro(), response, question)
    with pytest.raises(NotFound):
        world.services.translating.keep(world.iro(), response, question, DOG)


@embedded
@pytest.mark.parametrize(
    "wrong",
    [
        Translated(by="", words="A dog"),
        Translated(by="x" * (LONGEST_NAME + 1), words="A dog"),
        Translated(by="Ewa", words="x" * (LONGEST_TRANSLATION + 1)),
    ],
)
def test_it_names_who_made_it_and_is_no_longer_than_an_answer(world: World, wrong: Translated) -> None:
    with pytest.raises(BadInput):
        world.services.translating.keep(world.iro(), polish(world), "good_things", wrong)


@embedded
def test_only_whoever_may_read_it_translates_it(world: World) -> None:
    response, translating = polish(world), world.services.translating
    for viewer, refused in ((world.account(Role.IRO), NotFound), (world.account(Role.READER), NotAllowed)):
        with pytest.raises(refused):
            translating.open(viewer, response, "good_things")
        with pytest.raises(refused):
            translating.keep(viewer, response, "good_things", DOG)
