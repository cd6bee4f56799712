"""The coordinator's blueprint with every view on it."""

from viewpoint.web.coordinator import (
    due,
    home,
    invitations,
    leaving,
    more,
    outbox,
    papers,
    pulse,
    reach,
    returning,
    roster,
    rounds,
    you_said,
)
from viewpoint.web.coordinator.blueprint import blueprint

__all__ = [
    "blueprint",
    "due",
    "home",
    "invitations",
    "leaving",
    "more",
    "outbox",
    "papers",
    "pulse",
    "reach",
    "returning",
    "roster",
    "rounds",
    "you_said",
]
