"""Who is told of a concern."""

import pytest

from viewpoint.domain.concern_route import ROUTES, TOLD, ConcernAbout, Route, is_told, route_of, routes_for
from viewpoint.domain.permissions import Role

MAY_BE_TOLD = {Role.DUTY_WORKER, Role.IRO, Role.MANAGER}


def test_every_way_is_known_and_leads_to_somebody() -> None:
    assert set(ROUTES) == set(ConcernAbout)
    assert set(TOLD) == set(Route)
    assert all(TOLD.values())


@pytest.mark.parametrize("route", Route)
def test_no_way_leads_to_anybody_but_duty_worker_iro_and_manager(route: Route) -> None:
    assert TOLD[route] <= MAY_BE_TOLD
    assert [role for role in Role if is_told(role, route)] == [role for role in Role if role in TOLD[route]]


def test_what_may_be_about_the_iro_never_goes_to_them() -> None:
    for is_advocate in (True, False):
        told = TOLD[route_of(ConcernAbout.IRO, is_advocate=is_advocate)]
        assert told == {Role.DUTY_WORKER, Role.MANAGER}
    assert Route.NOT_THE_IRO not in routes_for(Role.IRO)


@pytest.mark.parametrize("about", set(ConcernAbout) - {ConcernAbout.IRO})
def test_all_else_goes_to_the_iro_and_but_for_an_advocate_to_the_duty_worker(about: ConcernAbout) -> None:
    assert TOLD[route_of(about, is_advocate=False)] >= {Role.DUTY_WORKER, Role.IRO}
    assert TOLD[route_of(about, is_advocate=True)] == {Role.IRO}


def test_what_is_said_of_staff_where_they_live_goes_to_the_manager_too() -> None:
    assert Role.MANAGER in TOLD[route_of(ConcernAbout.STAFF_HERE, is_advocate=False)]
    assert Role.MANAGER not in TOLD[route_of(ConcernAbout.CARER, is_advocate=False)]


def test_the_ways_differ_by_whom_it_may_be_about() -> None:
    assert len({route_of(about, is_advocate=False) for about in ConcernAbout}) == len(ConcernAbout)
