"""A roster's files kept sealed between the look at what they would change and the yes to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.exchange.decoding import SourceFile
from viewpoint.services.roster import Keep, Outcome, Plan, Result, Rosters
from viewpoint.storage.database import Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Vault
from viewpoint.storage.uploads import Upload, add_upload, find_upload, forget_upload, forget_uploads_of
from viewpoint.storage.work import NewTask, Task, TaskKind, queue_tasks

KEPT_FOR = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What an upload would change, and when it is forgotten."""

    plan: Plan
    until: datetime


class RosterUploads:
    """What somebody has handed over is theirs alone, one upload at a time, for half an hour."""

    def __init__(
        self, rosters: Rosters, database: Database, vault: Vault, clock: Callable[[], datetime]
    ) -> None:
        """`rosters` does what is to be done with the files."""
        self._rosters = rosters
        self._database = database
        self._vault = vault
        self._clock = clock

    def hand_over(self, viewer: Viewer, files: Sequence[SourceFile]) -> str:
        """Keep files for half an hour, in place of any handed over before; the id of the upload.

        Raises:
            BadInput: there is no file, or two have one name.
            NotAllowed: the viewer brings in no rosters.
        """
        require(viewer, Action.IMPORT_ROSTER)
        named = {file.name: file.content for file in files}
        if not named or len(named) < len(files):
            raise BadInput("no file was chosen" if not named else "two files have the same name")
        upload = Upload(
            id=new_id(),
            authority=viewer.authority,
            account=AccountId(viewer.subject),
            uploaded_at=self._clock(),
            files=named,
        )
        with self._database.write() as connection:
            forget_uploads_of(connection, viewer.authority, upload.account)
            add_upload(connection, self._vault, upload)
            queue_tasks(connection, [_forgetting(upload)], upload.uploaded_at + KEPT_FOR)
        return upload.id

    def look(self, viewer: Viewer, id_: str) -> Look:
        """What the upload would change.

        Raises:
            NotAllowed: the viewer brings in no rosters.
            NotFound: there is no such upload of theirs, or its half hour is over.
        """
        upload = self._own(viewer, id_)
        return Look(plan=self._rosters.plan(viewer, _files(upload)), until=upload.uploaded_at + KEPT_FOR)

    def confirm(self, viewer: Viewer, id_: str, rule: Keep) -> Outcome:
        """Bring the upload in, and forget it unless it was refused.

        Raises:
            NotAllowed: the viewer brings in no rosters.
            NotFound: as `look`.
        """
        upload = self._own(viewer, id_)
        outcome = self._rosters.apply(viewer, _files(upload), rule=rule)
        if outcome.result is not Result.REFUSED:
            self._forget(viewer, id_)
        return outcome

    def forget(self, viewer: Viewer, id_: str) -> None:
        """Take the files back.

        Raises:
            NotAllowed: the viewer brings in no rosters.
            NotFound: as `look`.
        """
        self._own(viewer, id_)
        self._forget(viewer, id_)

    def handle(self, task: Task) -> None:
        """The worker's part: forget an upload whose half hour is over."""
        with self._database.write() as connection:
            forget_upload(connection, task.authority, task.subject)

    def _own(self, viewer: Viewer, id_: str) -> Upload:
        require(viewer, Action.IMPORT_ROSTER)
        with self._database.read() as connection:
            upload = find_upload(connection, self._vault, viewer.authority, id_)
        if upload is None or upload.account != viewer.subject:
            raise NotFound(id_)
        if self._clock() >= upload.uploaded_at + KEPT_FOR:
            raise NotFound(id_)
        return upload

    def _forget(self, viewer: Viewer, id_: str) -> None:
        with self._database.write() as connection:
            forget_upload(connection, viewer.authority, id_)


def _files(upload: Upload) -> list[SourceFile]:
    return [SourceFile(name=name, content=content) for name, content in upload.files.items()]


def _forgetting(upload: Upload) -> NewTask:
    return NewTask(
        authority=upload.authority,
        kind=TaskKind.FORGET_UPLOAD,
        subject=upload.id,
        key=f"forget_upload:{upload.id}",
    )
