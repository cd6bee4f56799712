"""Around a response: the draft that waits, the reason for closing it, what is unread, a reply on paper."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.builders import World, saying
from tests.services.visits import count, embedded, sent
from viewpoint.domain.closing import How, Reason
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Role
from viewpoint.domain.reply_draft import TypedPoint, TypedReply
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.loop import Closing, ReplyDraft

HALF = TypedReply(opening="Thank you for the marimba", points=(TypedPoint(words="I", by="some day"),))
TALKED = Reason(how=How.TALKED, words="We talked of the ocelot.", talked_on=date(2026, 11, 17))


def logged(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def test_a_draft_is_there_again_as_it_was_typed(world: World) -> None:
    response = sent(world, world.invited())
    world.services.drafting.keep(world.iro(), response, TypedReply(opening="Th"))
    world.services.drafting.keep(world.iro(), response, HALF)
    draft = world.services.review.open_response(world.iro(), response).loop.draft
    assert draft is not None
    assert (draft.typed, draft.account, draft.saved_at) == (HALF, world.iro().subject, world.clock())
    assert count(world, ReplyDraft) == 1
    assert logged(world).count("reply_draft_begun") == 1


def test_a_draft_is_sealed(world: World) -> None:
    response = sent(world, world.invited())
    world.services.drafting.keep(world.iro(), response, HALF)
    with world.services.database.read() as connection:
        sealed = connection.execute(select(ReplyDraft.words_sealed)).scalar_one()
    assert b"marimba" not in sealed


def test_a_draft_is_gone_once_it_is_sent_or_emptied(world: World) -> None:
    for response in (sent(world, world.invited()), sent(world, world.invited())):
        world.services.drafting.keep(world.iro(), response, HALF)
    world.services.replying.send(world.iro(), response, saying("Thank you"))
    assert count(world, ReplyDraft) == 1
    world.services.drafting.keep(world.iro(), response, TypedReply(points=(TypedPoint(),)))
    assert count(world, ReplyDraft) == 1
    (other,) = (each for each in _responses(world) if each != response)
    world.services.drafting.keep(world.iro(), other, TypedReply())
    assert count(world, ReplyDraft) == 0


def _responses(world: World) -> list[ResponseId]:
    entries = world.services.review.caseload(world.iro())
    return [each.newest.response for each in entries if each.newest]


def test_closing_with_a_reason_is_an_answer_and_is_sealed_and_logged(world: World) -> None:
    response = sent(world, world.invited())
    world.services.review.open_response(world.iro(), response)
    assert [each.owes_reply for each in world.services.review.caseload(world.iro())] == [True]
    world.services.closing.close(world.iro(), response, TALKED)
    assert [each.owes_reply for each in world.services.review.caseload(world.iro())] == [False]
    closing = world.services.review.open_response(world.iro(), response).loop.closing
    assert closing is not None
    assert (closing.reason, closing.account, closing.closed_at) == (
        TALKED,
        world.iro().subject,
        world.clock(),
    )
    with world.services.database.read() as connection:
        assert b"ocelot" not in connection.execute(select(Closing.words_sealed)).scalar_one()
    assert "response_closed" in logged(world)


@embedded
def test_another_reason_takes_the_place_of_the_first(world: World) -> None:
    response = sent(world, world.invited())
    nothing = Reason(how=How.NOTHING, words="They only said hello.")
    for reason in (TALKED, nothing):
        world.services.closing.close(world.iro(), response, reason)
    closing = world.services.review.open_response(world.iro(), response).loop.closing
    assert closing is not None
    assert closing.reason == nothing


@embedded
def test_nothing_is_closed_without_a_reason_and_nothing_replied_to_needs_one(world: World) -> None:
    response = sent(world, world.invited())
    with pytest.raises(BadInput):
        world.services.closing.close(world.iro(), response, Reason(how=How.NOTHING, words=""))
    world.services.replying.send(world.iro(), response, saying("Thank you"))
    with pytest.raises(BadInput):
        world.services.closing.close(world.iro(), response, TALKED)
    assert count(world, Closing) == 0


@embedded
def test_a_reply_on_paper_is_what_was_sent_and_is_logged(world: World) -> None:
    response = sent(world, world.invited())
    world.services.replying.send(world.iro(), response, saying("Thank you"))
    (reply,) = world.services.review.open_response(world.iro(), response).replies
    paper = world.services.replying.paper(world.iro(), response, reply.id)
    assert (paper.sent, paper.from_name, paper.response.id) == (reply, "Sam Okoro", response)
    assert logged(world)[-1] == "reply_printed"
    with pytest.raises(NotFound):
        world.services.replying.paper(world.iro(), sent(world, world.invited()), reply.id)


@embedded
def test_all_of_it_is_the_iros_own(world: World) -> None:
    response = sent(world, world.invited())
    services = world.services
    for viewer, refused in ((world.account(Role.IRO), NotFound), (world.account(Role.MANAGER), NotAllowed)):
        with pytest.raises(refused):
            services.drafting.keep(viewer, response, HALF)
        with pytest.raises(refused):
            services.closing.close(viewer, response, TALKED)
        with pytest.raises(refused):
            services.replying.paper(viewer, response, "0" * 32)


def test_the_unread_before_and_after_a_response_are_those_of_the_caseload(world: World) -> None:
    first = sent(world, world.invited())
    world.clock.forward(minutes=1)
    middle = sent(world, world.invited())
    sent(world, world.invited(world.young_person(iro=world.account(Role.IRO))))
    world.clock.forward(minutes=1)
    last = sent(world, world.invited())
    open_response = world.services.review.open_response
    loop = open_response(world.iro(), middle).loop
    assert (loop.before, loop.after) == (first, last)
    loop = open_response(world.iro(), last).loop
    assert (loop.before, loop.after) == (first, None), "the one in the middle was read"
    assert open_response(world.iro(), first).loop.before is None
