"""Inviting a round into the anonymous lane: six questions, read by nobody one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from viewpoint.domain.asking import Asked, Occasion, why_not
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.people import RoundId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.rounds import Round, RoundNotOpen, RoundState
from viewpoint.domain.uk_time import LONDON
from viewpoint.services.inviting import Inviting
from viewpoint.services.issuing import FORMS, Asking, asked_by_name, asking, issue
from viewpoint.storage.candidates import candidates
from viewpoint.storage.database import Connection
from viewpoint.storage.invitations import asked_since, hold_inviting
from viewpoint.storage.rounds import rounds_of


@dataclass(frozen=True, kw_only=True)
class PulseLook:
    """Who would be asked in a round."""

    round: Round
    people: tuple[Asking, ...]


class Pulse:
    """Asks everybody in a round who was not asked in it yet, by the same limits as ever."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def look(self, viewer: Viewer, round_id: RoundId) -> PulseLook:
        """Whom `invite` would ask.

        Raises:
            NoQuestionnaireFits: `pulse` does not ship.
            NotAllowed: the viewer invites nobody.
            NotFound: there is no such round.
            RoundNotOpen: it is closed, or not begun.
        """
        require(viewer, Action.INVITE)
        with self._parts.database.read() as connection:
            return self._look(connection, viewer, round_id)

    def invite(self, viewer: Viewer, round_id: RoundId) -> tuple[Invitation, ...]:
        """Ask everybody who may be asked; doing it twice asks once.

        The link closes with the round: what came later could not be said to belong to the next one.

        Raises:
            CouncilNotReady: a number that a young person may need is not set.
            NoQuestionnaireFits: `pulse` does not ship.
            NotAllowed: as `look`.
            NotFound: as `look`.
            RoundNotOpen: as `look`.
        """
        require(viewer, Action.INVITE)
        self._parts.councils[viewer.authority].ready()
        with self._parts.database.write() as connection:
            hold_inviting(connection, viewer.authority)
            look = self._look(connection, viewer, round_id)
            until = datetime.combine(look.round.closes_on + timedelta(days=1), time(), tzinfo=LONDON)
            invited = tuple(
                replace(
                    asked_by_name(self._parts, viewer, each, InvitationKind.PULSE, until),
                    round=look.round.id,
                )
                for each in look.people
            )
            issue(self._parts, connection, viewer, invited)
        return invited

    def _look(self, connection: Connection, viewer: Viewer, round_id: RoundId) -> PulseLook:
        parts = self._parts
        round_ = self._open(connection, viewer, round_id)
        council, today = parts.councils[viewer.authority], parts.today()
        before = asked_since(connection, viewer.authority, parts.since())
        people = candidates(connection, parts.vault, viewer.authority)
        found = (asking(parts, council, each, today) for each in people if not each.is_short_break)
        return PulseLook(
            round=round_, people=tuple(each for each in found if self._may_ask(each, round_, before))
        )

    def _may_ask(self, who: Asking, round_: Round, before: Mapping[YoungPersonId, list[Asked]]) -> bool:
        occasion, form = Occasion(round=round_.id), FORMS[InvitationKind.PULSE]
        if not self._parts.instruments.suits(form, who.profile):
            return False
        return why_not(occasion, form, before.get(who.young_person, ()), self._parts.today()) is None

    def _open(self, connection: Connection, viewer: Viewer, round_id: RoundId) -> Round:
        today = self._parts.today()
        known = {each.id: each for each in rounds_of(connection, viewer.authority)}
        if round_id not in known:
            raise NotFound(round_id)
        found = known[round_id]
        if found.state is not RoundState.OPEN or not found.opens_on <= today <= found.closes_on:
            raise RoundNotOpen(round_id)
        return found
