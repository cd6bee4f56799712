"""Which kinds of notices somebody wants; those for a child's safety cannot be turned down."""

from viewpoint.domain.notice import SAFETY, Notice
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.storage.database import Database
from viewpoint.storage.notices import declined_by, keep_declined


class NoticeChoices:
    """Each member of staff's own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def declined(self, viewer: Viewer) -> frozenset[Notice]:
        """The kinds that they do not want.

        Raises:
            NotAllowed: the viewer is not on the staff.
        """
        require(viewer, Action.CHOOSE_NOTICES)
        with self._database.read() as connection:
            return declined_by(connection, AccountId(viewer.subject))

    def decline(self, viewer: Viewer, kinds: frozenset[Notice]) -> None:
        """Keep the kinds that they do not want, whatever they chose before.

        Raises:
            NotAllowed: as `declined`.
        """
        require(viewer, Action.CHOOSE_NOTICES)
        with self._database.write() as connection:
            keep_declined(connection, viewer.authority, AccountId(viewer.subject), sorted(kinds - SAFETY))
