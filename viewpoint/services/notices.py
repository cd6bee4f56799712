"""Notices to staff, written in the transaction of the act that calls for them; the worker sends them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from viewpoint.domain.notice import Notice, StaffNotice
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.notices import add_notices

SHORT = 12
"""Characters of an occasion's id: enough to tell two of them about one thing apart, and a key stays short."""


class Notices:
    """Writes notices down: ids and codes only, so that no name and no word can get into one."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """The clock says when a notice was written, which is the order they leave in."""
        self._clock = clock

    def tell(
        self,
        connection: Connection,
        authority: AuthorityId,
        to: Iterable[AccountId],
        notice: Notice,
        about: str = "",
        occasion: str = "",
    ) -> None:
        """Tell each of them once about one thing: doing it again tells nobody anew.

        `occasion`: the id of what called for it, where the same thing may call for it more than once.
        """
        now = self._clock()
        written = [
            StaffNotice(
                id=new_id(), authority=authority, to=account, notice=notice, about=about, written_at=now
            )
            for account in to
        ]
        add_notices(
            connection,
            [(f"{notice}:{about}:{each.to}:{occasion[:SHORT]}".rstrip(":"), each) for each in written],
        )
