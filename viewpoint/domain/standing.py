"""How somebody comes to a young person's things: by their caseload, by cover, or by a stated reason."""

from dataclasses import dataclass
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId, YoungPersonId


class Standing(StrEnum):
    """Outside: for a day, with a reason that their IRO is shown; it reads and changes nothing."""

    OWN = auto()
    COVER = auto()
    OUTSIDE = auto()


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may read the things of one young person, and as what."""

    young_person: YoungPersonId
    account: AccountId
    iro: AccountId | None
    """Their own IRO, nobody where none is named."""
    standing: Standing
    opening: str = ""
    """The id of the opening that lets somebody in from outside."""

    @property
    def may_act(self) -> bool:
        """Whether they may reply, give codes and ask adults: what an IRO does for their own."""
        return self.standing is not Standing.OUTSIDE
