"""Who the council's directory says somebody is, and why that may not be enough to come in."""

from dataclasses import dataclass
from enum import StrEnum, auto

from viewpoint.domain.errors import ViewpointError


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody in the directory: known by tenant and object, never by an address, which can be given anew."""

    tenant: str
    object_id: str
    name: str
    email: str
    roles: tuple[str, ...]
    """The app roles that the directory gives them."""


class NoEntry(StrEnum):
    """Why somebody who comes from the directory does not come in."""

    UNREACHABLE = auto()
    NOT_SURE = auto()  # what came back does not prove who they are
    NO_ROLE = auto()
    SWITCHED_OFF = auto()
    ADDRESS_TAKEN = auto()
    NO_NAME = auto()


class EntryRefused(ViewpointError):
    """Nobody comes in; `why` is told to them, and `reference` is what their operator needs to know."""

    def __init__(self, why: NoEntry, reference: str = "") -> None:
        """`reference`: the directory's own id of whoever it is, empty where that is not sure."""
        super().__init__(why)
        self.why = why
        self.reference = reference
