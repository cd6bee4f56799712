"""Texts that replies begin from: the council's, which every IRO may use and change, and one's own."""

from collections.abc import Callable, Sequence
from datetime import datetime

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.reply_draft import LONGEST
from viewpoint.domain.reply_template import LONGEST_TITLE, ReplyTemplate, TemplateText
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.reply_templates import drop_template, save_template, templates_for
from viewpoint.storage.sealing import Vault


class ReplyTemplates:
    """Who changed the council's texts is in the log; what a text says never is."""

    def __init__(
        self, database: Database, vault: Vault, audit: AuditLog, clock: Callable[[], datetime]
    ) -> None:
        """The clock gives the time of saving."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._clock = clock

    def every(self, viewer: Viewer) -> Sequence[ReplyTemplate]:
        """The council's and one's own, by title.

        Raises:
            NotAllowed: the viewer writes no replies.
        """
        require(viewer, Action.WRITE_TEMPLATES)
        with self._database.read() as connection:
            return texts_for(connection, self._vault, viewer.authority, AccountId(viewer.subject))

    def one(self, viewer: Viewer, template: str) -> ReplyTemplate:
        """One of these.

        Raises:
            NotAllowed: as `every`.
            NotFound: there is no such text, or it is somebody else's own.
        """
        require(viewer, Action.WRITE_TEMPLATES)
        with self._database.read() as connection:
            return self._one(connection, viewer, template)

    def add(self, viewer: Viewer, text: TemplateText, account: AccountId | None) -> None:
        """Keep a new text.

        Raises:
            BadInput: its title or its words are missing or too long, or it would be somebody else's.
            NotAllowed: as `every`.
        """
        require(viewer, Action.WRITE_TEMPLATES)
        with self._database.write() as connection:
            self._save(connection, viewer, ReplyTemplate(id=new_id(), account=account, text=text))

    def change(self, viewer: Viewer, template: str, text: TemplateText, account: AccountId | None) -> None:
        """Change a text, or whose it is.

        Raises:
            BadInput, NotAllowed: as `add`.
            NotFound: as `one`.
        """
        require(viewer, Action.WRITE_TEMPLATES)
        with self._database.write() as connection:
            found = self._one(connection, viewer, template)
            self._save(connection, viewer, ReplyTemplate(id=found.id, account=account, text=text))

    def delete(self, viewer: Viewer, template: str) -> None:
        """Delete a text; replies that began from it keep their words.

        Raises:
            NotAllowed, NotFound: as `one`.
        """
        require(viewer, Action.WRITE_TEMPLATES)
        with self._database.write() as connection:
            found = self._one(connection, viewer, template)
            drop_template(connection, viewer.authority, found.id)
            self._log(connection, viewer, "reply_template_deleted", found.id)

    def _one(self, connection: Connection, viewer: Viewer, template: str) -> ReplyTemplate:
        every = texts_for(connection, self._vault, viewer.authority, AccountId(viewer.subject))
        found = next((each for each in every if each.id == template), None)
        if found is None:
            raise NotFound(template)
        return found

    def _save(self, connection: Connection, viewer: Viewer, template: ReplyTemplate) -> None:
        _refuse(viewer, template)
        seal = self._vault.for_authority(connection, viewer.authority)
        save_template(connection, seal, viewer.authority, template, self._clock())
        self._log(connection, viewer, "reply_template_saved", template.id)

    def _log(self, connection: Connection, viewer: Viewer, action: str, template: str) -> None:
        self._audit.append(
            connection, viewer, Event(action=action, object_type="reply_template", object_id=template)
        )


def texts_for(
    connection: Connection, vault: Vault, authority: AuthorityId, account: AccountId
) -> Sequence[ReplyTemplate]:
    """The council's texts and an account's own, by title."""
    found = templates_for(connection, vault.for_authority(connection, authority), authority, account)
    return sorted(found, key=lambda each: each.text.title.casefold())


def _refuse(viewer: Viewer, template: ReplyTemplate) -> None:
    text = template.text
    if not (text.title and text.words):
        raise BadInput("give it a title and its words")
    if len(text.title) > LONGEST_TITLE or len(text.words) > LONGEST["words"]:
        raise BadInput("that is too long: shorten it")
    if template.account not in (None, viewer.subject):
        raise BadInput("a text is the council's or your own")
