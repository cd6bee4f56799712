"""You said, we did: the coordinator writes what was done for many, and everybody may read it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.rounds import Round
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import Check, Done, Entry, EntryId, amiss
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.rounds import rounds_of
from viewpoint.storage.you_said import entries_of, find_entry, published_entries, save_entry


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody has written, to become an entry."""

    done: Done
    said: Words
    did: Words
    round: RoundId | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An entry, and the round that it comes from where one was named."""

    entry: Entry
    round: Round | None


class YouSaid:
    """Writing is the coordinator's; reading what is published takes nobody's permission."""

    def __init__(self, database: Database, audit: AuditLog, clock: Callable[[], datetime]) -> None:
        """The clock gives the time of publishing."""
        self._database = database
        self._audit = audit
        self._clock = clock

    def published(self, authority: AuthorityId) -> Sequence[Shown]:
        """What everybody may read of a council, the newest first."""
        with self._database.read() as connection:
            return _with_rounds(connection, authority, published_entries(connection, authority))

    def every(self, viewer: Viewer) -> Sequence[Shown]:
        """Every entry, the last written first.

        Raises:
            NotAllowed: the viewer does not write in public.
        """
        require(viewer, Action.WRITE_IN_PUBLIC)
        with self._database.read() as connection:
            return _with_rounds(connection, viewer.authority, entries_of(connection, viewer.authority))

    def rounds(self, viewer: Viewer) -> Sequence[Round]:
        """The rounds that an entry can come from, newest first.

        Raises:
            NotAllowed: as `every`.
        """
        require(viewer, Action.WRITE_IN_PUBLIC)
        with self._database.read() as connection:
            return rounds_of(connection, viewer.authority)

    def one(self, viewer: Viewer, entry_id: EntryId) -> Shown:
        """One entry.

        Raises:
            NotFound: this authority has no such entry.
            NotAllowed: as `every`.
        """
        found = next((each for each in self.every(viewer) if each.entry.id == entry_id), None)
        if found is None:
            raise NotFound(entry_id)
        return found

    def write(self, viewer: Viewer, written: Written) -> EntryId:
        """Keep a new entry, which nobody sees before it is published.

        Raises:
            BadInput: a text is missing or too long, or there is no such round.
            NotAllowed: as `every`.
        """
        require(viewer, Action.WRITE_IN_PUBLIC)
        entry = Entry(
            id=EntryId(new_id()),
            authority=viewer.authority,
            done=written.done,
            said=written.said,
            did=written.did,
            round=written.round,
        )
        with self._database.write() as connection:
            _refuse(connection, viewer.authority, written)
            self._save(connection, viewer, entry, "entry_written")
        return entry.id

    def change(self, viewer: Viewer, entry_id: EntryId, written: Written) -> None:
        """Write an entry anew; if it was public it is so no longer, until it is checked and published again.

        Raises:
            BadInput: as `write`.
            NotFound: as `one`.
            NotAllowed: as `every`.
        """
        require(viewer, Action.WRITE_IN_PUBLIC)
        with self._database.write() as connection:
            _refuse(connection, viewer.authority, written)
            found = _found(connection, viewer, entry_id)
            changed = found.changed(written.done, written.said, written.did, written.round)
            self._save(connection, viewer, changed, "entry_changed")

    def publish(self, viewer: Viewer, entry_id: EntryId, ticked: Collection[Check]) -> None:
        """Let everybody read an entry.

        Raises:
            NotChecked: not everything on the checklist was ticked.
            NotFound: as `one`.
            NotAllowed: as `every`.
        """
        require(viewer, Action.WRITE_IN_PUBLIC)
        with self._database.write() as connection:
            published = _found(connection, viewer, entry_id).publish(ticked, self._clock())
            self._save(connection, viewer, published, "entry_published")

    def withdraw(self, viewer: Viewer, entry_id: EntryId) -> None:
        """Take an entry off the public page.

        Raises:
            NotFound: as `one`.
            NotAllowed: as `every`.
        """
        require(viewer, Action.WRITE_IN_PUBLIC)
        with self._database.write() as connection:
            withdrawn = _found(connection, viewer, entry_id).withdraw()
            self._save(connection, viewer, withdrawn, "entry_withdrawn")

    def _save(self, connection: Connection, viewer: Viewer, entry: Entry, action: str) -> None:
        save_entry(connection, entry, self._clock())
        event = Event(action=action, object_type="public_entry", object_id=entry.id)
        self._audit.append(connection, viewer, event)


def _found(connection: Connection, viewer: Viewer, entry_id: EntryId) -> Entry:
    found = find_entry(connection, viewer.authority, entry_id)
    if found is None:
        raise NotFound(entry_id)
    return found


def _refuse(connection: Connection, authority: AuthorityId, written: Written) -> None:
    if faults := amiss(written.done, written.said.by_language, written.did.by_language):
        raise BadInput(f"mend these first: {', '.join(faults)}")
    if written.round and written.round not in {each.id for each in rounds_of(connection, authority)}:
        raise BadInput("choose one of the rounds on the page")


def _with_rounds(connection: Connection, authority: AuthorityId, entries: Sequence[Entry]) -> list[Shown]:
    rounds = {each.id: each for each in rounds_of(connection, authority)} if entries else {}
    return [Shown(entry=each, round=rounds.get(each.round) if each.round else None) for each in entries]
