"""Texts that replies begin from: one's own for oneself, the council's for every IRO of it."""

import pytest
from sqlalchemy import select

from tests.builders import World
from tests.services.visits import embedded
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.reply_template import LONGEST_TITLE, TemplateText
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.loop import ReplyTemplate

THANKS = TemplateText(title="Thanks", words="Thank you for the marimba.")
ART = TemplateText(title="art", words="I asked about more art.")


def titles(world: World, viewer: Viewer) -> list[str]:
    return [each.text.title for each in world.services.reply_templates.every(viewer)]


def test_ones_own_are_for_oneself_and_the_councils_for_all(world: World) -> None:
    templates, other = world.services.reply_templates, world.account(Role.IRO)
    templates.add(world.iro(), THANKS, None)
    templates.add(world.iro(), ART, AccountId(world.iro().subject))
    assert titles(world, world.iro()) == ["art", "Thanks"]
    assert titles(world, other) == ["Thanks"]
    with world.services.database.read() as connection:
        sealed = connection.execute(select(ReplyTemplate.words_sealed)).scalars()
        assert not any(b"marimba" in each for each in sealed)


def test_every_iro_changes_and_deletes_the_councils_and_that_is_logged(world: World) -> None:
    templates, other = world.services.reply_templates, world.account(Role.IRO)
    templates.add(world.iro(), THANKS, None)
    (kept,) = templates.every(other)
    templates.change(other, kept.id, ART, None)
    assert templates.one(world.iro(), kept.id).text == ART
    templates.delete(other, kept.id)
    assert templates.every(world.iro()) == []
    with world.services.database.read() as connection:
        query = select(AuditEvent.action, AuditEvent.actor).order_by(AuditEvent.seq)
        logged = [(row.action, row.actor) for row in connection.execute(query)]
    assert logged[-3:] == [
        ("reply_template_saved", world.iro().subject),
        ("reply_template_saved", other.subject),
        ("reply_template_deleted", other.subject),
    ]


@embedded
def test_somebody_elses_own_do_not_exist(world: World) -> None:
    templates, other = world.services.reply_templates, world.account(Role.IRO)
    templates.add(world.iro(), THANKS, AccountId(world.iro().subject))
    (kept,) = templates.every(world.iro())
    for use in (
        lambda: templates.one(other, kept.id),
        lambda: templates.change(other, kept.id, ART, None),
        lambda: templates.delete(other, kept.id),
    ):
        with pytest.raises(NotFound):
            use()
    with pytest.raises(BadInput):
        templates.add(other, ART, AccountId(world.iro().subject))


@embedded
def test_another_council_has_its_own(world: World) -> None:
    world.services.reply_templates.add(world.iro(), THANKS, None)
    elsewhere = Viewer(authority=AuthorityId("OTHERSHIRE"), role=Role.IRO, subject=world.iro().subject)
    services = world.services
    with services.database.write() as connection:
        ensure_authority(connection, services.vault, elsewhere.authority, world.clock())
    assert services.reply_templates.every(elsewhere) == []


@embedded
@pytest.mark.parametrize(
    "text",
    [
        TemplateText(title="", words="Thank you."),
        TemplateText(title="Thanks", words=""),
        TemplateText(title="x" * (LONGEST_TITLE + 1), words="Thank you."),
        TemplateText(title="Thanks", words="x" * 1001),
    ],
)
def test_a_text_has_a_title_and_words_that_fit(world: World, text: TemplateText) -> None:
    with pytest.raises(BadInput):
        world.services.reply_templates.add(world.iro(), text, None)


@embedded
def test_only_iros_have_them(world: World) -> None:
    templates, manager = world.services.reply_templates, world.account(Role.MANAGER)
    for use in (
        lambda: templates.every(manager),
        lambda: templates.one(manager, "0"),
        lambda: templates.add(manager, THANKS, None),
        lambda: templates.change(manager, "0", THANKS, None),
        lambda: templates.delete(manager, "0"),
    ):
        with pytest.raises(NotAllowed):
            use()
