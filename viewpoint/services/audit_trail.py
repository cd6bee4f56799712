"""Checks the audit log, and notes its head outside the database where nobody who can edit it reaches."""

import os
import re
from pathlib import Path

from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.storage.audit import AuditLog, Fault, Head
from viewpoint.storage.authorities import authorities
from viewpoint.storage.database import Database

NOTE = re.compile(r"(?P<authority>\S+) (?P<seq>\d+) (?P<mac>[0-9a-f]{64})")
"""One line of the anchor file; a line that a crash tore notes nothing."""


class AuditTrail:
    """The log's verifier and its anchor file: a line for each note, "authority number mac"."""

    def __init__(self, database: Database, audit: AuditLog, anchor: Path | None) -> None:
        """Without an anchor, a tail that was cut off cannot be seen."""
        self._database = database
        self._audit = audit
        self._anchor = anchor

    def first_fault(self, viewer: Viewer) -> Fault | None:
        """The first line at which the authority's chain does not hold, or None.

        Raises:
            NotAllowed: the viewer may not read the log.
        """
        require(viewer, Action.READ_AUDIT)
        with self._database.read() as connection:
            return self._audit.first_fault(connection, viewer.authority, self._noted(viewer.authority))

    def note_heads(self) -> None:
        """Append the head of every authority's log to the anchor file."""
        if self._anchor is None:
            return
        with self._database.read() as connection:
            heads = {
                authority: self._audit.head(connection, authority) for authority in authorities(connection)
            }
        lines = [f"{authority} {head.seq} {head.mac.hex()}\n" for authority, head in heads.items()]
        with self._anchor.open("a", encoding="ascii") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())

    def _noted(self, authority: AuthorityId) -> Head | None:
        if self._anchor is None or not self._anchor.exists():
            return None
        lines = self._anchor.read_text(encoding="ascii").splitlines()
        noted = [
            found for line in lines if (found := NOTE.fullmatch(line)) and found["authority"] == authority
        ]
        return Head(seq=int(noted[-1]["seq"]), mac=bytes.fromhex(noted[-1]["mac"])) if noted else None
