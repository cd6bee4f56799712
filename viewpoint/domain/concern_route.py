"""Who is told of a concern, by whom it may be about: never them, and never anybody where the child lives."""

from collections.abc import Iterable, Mapping
from enum import StrEnum, auto

from viewpoint.domain.permissions import Role


class ConcernAbout(StrEnum):
    """Whom a concern may be about; the later, the more it matters that they are not told."""

    NOBODY = auto()
    CARER = auto()
    STAFF_HERE = auto()
    IRO = auto()


class Route(StrEnum):
    """The way that a concern takes; each but the usual one says who must not hear of it."""

    USUAL = auto()
    NOT_THE_CARER = auto()
    NOT_THE_STAFF = auto()
    NOT_THE_IRO = auto()
    ADVOCATE = auto()
    """A wish for an advocate, which it is the IRO's job to meet."""


ROUTES: Mapping[ConcernAbout, Route] = {
    ConcernAbout.NOBODY: Route.USUAL,
    ConcernAbout.CARER: Route.NOT_THE_CARER,
    ConcernAbout.STAFF_HERE: Route.NOT_THE_STAFF,
    ConcernAbout.IRO: Route.NOT_THE_IRO,
}
TOLD: Mapping[Route, frozenset[Role]] = {
    Route.USUAL: frozenset({Role.DUTY_WORKER, Role.IRO}),
    Route.NOT_THE_CARER: frozenset({Role.DUTY_WORKER, Role.IRO}),
    # What is said of people who work with children is for the managers to take further.
    Route.NOT_THE_STAFF: frozenset({Role.DUTY_WORKER, Role.IRO, Role.MANAGER}),
    Route.NOT_THE_IRO: frozenset({Role.DUTY_WORKER, Role.MANAGER}),
    Route.ADVOCATE: frozenset({Role.IRO}),
}
"""Who is told, by the way it takes. Homes, carers, providers and host councils have no role at all."""


def about_of(abouts: Iterable[ConcernAbout]) -> ConcernAbout:
    """Whom something may be about: of several, whoever it matters most not to tell."""
    found = set(abouts)
    return next((about for about in reversed(ConcernAbout) if about in found), ConcernAbout.NOBODY)


def route_of(about: ConcernAbout, *, is_advocate: bool) -> Route:
    """The way of a concern; a wish for an advocate goes to the IRO, unless it may be about them."""
    if is_advocate and about is not ConcernAbout.IRO:
        return Route.ADVOCATE
    return ROUTES[about]


def is_told(role: Role, route: Route) -> bool:
    """Whether a concern on this way is for somebody in this role."""
    return role in TOLD[route]


def routes_for(role: Role) -> frozenset[Route]:
    """The ways on which concerns come to a role."""
    return frozenset(route for route in Route if is_told(role, route))
