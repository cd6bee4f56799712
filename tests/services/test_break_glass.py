"""Emergency access: an account of its own, a reason that is kept and read, an hour, one role."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from tests.builders import COUNCIL, PASSWORD, World
from tests.openid_provider import Provider
from tests.services.staff import BROWSER, good_code, sign_in
from tests.services.visits import HERE, count
from tests.staff_codes import code_at
from viewpoint.domain.accounts import IDLE, LocalSignIn, SignedInBy, Step
from viewpoint.domain.errors import BadInput, NotAllowed, SignInRefused, VisitEnded
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer, operator
from viewpoint.services.break_glass import FLAGGED_FOR, MOST_REASON, SHOWN_FOR, ReasonUnfit
from viewpoint.services.sign_in import SignedIn, SignIn
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.tables.accounts import Account, AccountRole, BreakGlass, StaffSession
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.wiring import Services

EMAIL = "emergency@fernshire.example"
REASON = "The directory is down since nine; two IROs cannot get in."
AUDITOR = Viewer(authority=COUNCIL, role=Role.AUDITOR, subject="auditor")


def half(world: World) -> str:
    """As far as the reason."""
    try:
        return _proven(world)
    except SignInRefused:
        world.services.accounts.add_for_emergencies(
            operator(COUNCIL), email=EMAIL, name="Em Ergency", password=PASSWORD
        )
        first = world.services.break_glass.give_password(EMAIL, PASSWORD, HERE)
        steps = world.services.second_step
        steps.prepare(first)
        letters = steps.new_app(first).letters
        return steps.confirm_app(first, code_at(world.clock(), letters), BROWSER).half


def _proven(world: World) -> str:
    steps = world.services.second_step
    secret = world.services.break_glass.give_password(EMAIL, PASSWORD, HERE)
    good_code(world)
    return steps.give_code(secret, steps.demonstrated_code(secret) or "", HERE, BROWSER).half


def begin(world: World) -> SignedIn:
    return world.services.break_glass.begin(half(world), REASON, BROWSER)[0]


def test_password_code_and_reason_begin_an_hour_as_an_administrator(world: World) -> None:
    signed_in = begin(world)
    visit = world.services.sign_in.visit(signed_in.secret)
    assert (visit.role, visit.how) == (Role.ADMINISTRATOR, SignedInBy.BREAK_GLASS)
    world.clock.now += IDLE
    world.services.sign_in.visit(signed_in.secret)
    world.clock.now += IDLE
    world.services.sign_in.visit(signed_in.secret)
    world.clock.forward(seconds=1)
    with pytest.raises(VisitEnded):
        world.services.sign_in.visit(signed_in.secret)


def test_its_use_is_logged_and_the_reason_is_sealed(world: World) -> None:
    begin(world)
    with world.services.database.read() as connection:
        use, sealed = connection.execute(select(BreakGlass.id, BreakGlass.reason_sealed)).one()
        logged = connection.execute(
            select(AuditEvent.object_id, AuditEvent.role).where(AuditEvent.action == "glass_broken")
        ).one()
    assert tuple(logged) == (use, "administrator")
    assert b"directory" not in sealed


def test_without_a_reason_there_is_no_visit(world: World) -> None:
    secret = half(world)
    assert world.services.second_step.step(secret) is Step.REASON
    for reason in ("", "  test  ", "x" * (MOST_REASON + 1)):
        with pytest.raises(ReasonUnfit):
            world.services.break_glass.begin(secret, reason, BROWSER)
    assert count(world, StaffSession) == count(world, BreakGlass) == 0
    world.services.break_glass.begin(secret, REASON, BROWSER)
    with pytest.raises(VisitEnded):
        world.services.break_glass.begin(secret, REASON, BROWSER)


def test_an_everyday_account_does_not_come_in_this_way_nor_this_one_every_day(world: World) -> None:
    world.account(Role.ADMINISTRATOR, email="everyday@fernshire.example")
    begin(world)
    with pytest.raises(SignInRefused):
        world.services.break_glass.give_password("everyday@fernshire.example", PASSWORD, HERE)
    with pytest.raises(SignInRefused):
        world.services.sign_in.give_password(EMAIL, PASSWORD, HERE)


def test_no_other_step_takes_the_place_of_the_reason(world: World) -> None:
    secret = half(world)
    steps = world.services.second_step
    for use in (
        lambda: steps.give_code(secret, good_code(world), HERE, BROWSER),
        lambda: steps.choose_password(secret, "another three words", BROWSER),
        lambda: steps.new_app(secret),
        lambda: world.services.sign_in.visit(secret),
    ):
        with pytest.raises(VisitEnded):
            use()
    world.account(Role.ADMINISTRATOR, email="everyday@fernshire.example")
    begun = world.services.sign_in.give_password("everyday@fernshire.example", PASSWORD, HERE)
    with pytest.raises(VisitEnded):
        world.services.break_glass.begin(begun, REASON, BROWSER)


def test_it_has_the_administrators_role_only(world: World) -> None:
    secret = begin(world).secret
    account = world.services.sign_in.visit(secret).account
    with world.services.database.write() as connection:
        row = {"account_id": account.id, "role": "auditor", "authority_id": COUNCIL}
        connection.execute(insert(AccountRole), row)
    with pytest.raises(NotAllowed):
        world.services.sign_in.act_as(secret, Role.AUDITOR)
    assert begin(world).role is Role.ADMINISTRATOR
    with world.services.database.write() as connection:
        connection.execute(delete(AccountRole).where(AccountRole.role == "administrator"))
    with pytest.raises(VisitEnded):
        world.services.sign_in.visit(secret)


def test_it_works_where_the_directory_is_asked_otherwise(world: World) -> None:
    half(world)
    services = world.services
    parts = (services.database, services.audit, services.throttle, services.passwords)
    closed = SignIn(*parts, LocalSignIn.CLOSED, world.clock)
    assert closed.give_password(EMAIL, PASSWORD, HERE, SignedInBy.BREAK_GLASS)
    with pytest.raises(SignInRefused):
        closed.give_password(EMAIL, PASSWORD, HERE)


def test_it_is_never_linked_with_the_directory(small_world: World) -> None:
    half(small_world)
    oidc = Provider(small_world.clock).oidc
    linking = Services(replace(small_world.services.settings, oidc=oidc), small_world.clock)
    sign_on = linking.single_sign_on
    assert sign_on is not None
    with pytest.raises(BadInput, match="for emergencies"):
        sign_on.link(operator(COUNCIL), EMAIL, "object")
    linking.database.close()


def test_only_an_operator_makes_such_an_account(small_world: World) -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.IRO):
        with pytest.raises(NotAllowed):
            small_world.services.accounts.add_for_emergencies(
                Viewer(authority=COUNCIL, role=role, subject="somebody"),
                email=EMAIL,
                name="Em Ergency",
                password=PASSWORD,
            )


def test_auditors_read_the_reasons_and_that_is_logged(world: World) -> None:
    begin(world)
    (use,) = world.services.break_glass.reasons(AUDITOR)
    assert (use.name, use.reason, use.at) == ("Em Ergency", REASON, world.clock())
    assert REASON not in repr(use)
    with world.services.database.read() as connection:
        logged = connection.execute(
            select(AuditEvent.actor, AuditEvent.object_id).where(AuditEvent.action == "reason_read")
        ).all()
    assert [tuple(row) for row in logged] == [("auditor", use.id)]
    world.clock.now += SHOWN_FOR + timedelta(seconds=1)
    assert world.services.break_glass.reasons(AUDITOR) == []


def test_administrators_see_that_it_was_used_and_not_why(world: World) -> None:
    begin(world)
    administrator = world.account(Role.ADMINISTRATOR)
    (use,) = world.services.break_glass.flagged(administrator)
    assert (use.name, use.reason) == ("Em Ergency", "")
    with pytest.raises(NotAllowed):
        world.services.break_glass.reasons(administrator)
    with pytest.raises(NotAllowed):
        world.services.break_glass.flagged(AUDITOR)
    world.clock.now += FLAGGED_FOR + timedelta(seconds=1)
    assert world.services.break_glass.flagged(administrator) == []


def test_another_council_sees_none_of_it(world: World) -> None:
    begin(world)
    other = AuthorityId("OTHERSHIRE")
    with world.services.database.write() as connection:
        ensure_authority(connection, world.services.vault, other, world.clock())
    assert world.services.break_glass.reasons(replace(AUDITOR, authority=other)) == []
    viewer = Viewer(authority=other, role=Role.ADMINISTRATOR, subject="somebody")
    assert world.services.break_glass.flagged(viewer) == []


def test_a_proven_half_visit_that_wants_nothing_more_is_over(world: World) -> None:
    """Its one-time password was exchanged elsewhere meanwhile."""
    world.iro()
    handed = world.services.staff_accounts.hand_over(
        operator(COUNCIL), world.services.staff_accounts.find(operator(COUNCIL), "iro@fernshire.example")
    )
    steps = world.services.second_step
    secret = world.services.sign_in.give_password("iro@fernshire.example", handed.password, HERE)
    proven = steps.give_code(secret, good_code(world), HERE, BROWSER).half
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(password_until=None))
    with pytest.raises(VisitEnded):
        steps.step(proven)
    with pytest.raises(SignInRefused):
        sign_in(world, "iro@fernshire.example")
