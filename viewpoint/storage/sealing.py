"""Words sealed at rest: AES-256-GCM, bound to their row, under a key that erasing the person destroys."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, insert, select

from viewpoint.domain.errors import SealBroken
from viewpoint.domain.invitation import Invitation
from viewpoint.domain.people import AuthorityId, InvitationId, YoungPersonId
from viewpoint.storage.tables.keys import AuthorityKey, ChildKey, DraftKey

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
PAD_TO = 64  # so that "yes" and "no" have the same length at rest


class Place(NamedTuple):
    """Where a sealed field lives; a ciphertext moved elsewhere does not open."""

    table: str
    row: str
    column: str


class Seal:
    """Seals and opens text under one key, for one authority."""

    def __init__(self, authority: AuthorityId, key: bytes) -> None:
        """`key` has 32 bytes."""
        self._authority = authority
        self._cipher = AESGCM(key)

    def close(self, place: Place, text: str) -> bytes:
        """Seal `text` for one place."""
        return self.close_bytes(place, _pad(text.encode()))

    def open(self, place: Place, sealed: bytes) -> str:
        """The text that was sealed for this place.

        Raises:
            SealBroken: it was sealed for another place, under another key, or was changed.
        """
        return _unpad(self.open_bytes(place, sealed)).decode()

    def close_bytes(self, place: Place, content: bytes) -> bytes:
        """Seal bytes as they are: version, nonce, ciphertext."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, content, self._bound_to(place))

    def open_bytes(self, place: Place, sealed: bytes) -> bytes:
        """The bytes sealed for this place.

        Raises:
            SealBroken: as `open`.
        """
        if sealed[:1] != VERSION:
            raise SealBroken(place.table)
        try:
            nonce, content = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
            return self._cipher.decrypt(nonce, content, self._bound_to(place))
        except (InvalidTag, ValueError) as error:
            raise SealBroken(place.table) from error

    def _bound_to(self, place: Place) -> bytes:
        return f"{self._authority}|{place.table}|{place.row}|{place.column}|v1".encode()


class Vault:
    """Hands out seals; unwraps the authority's key once and each young person's when asked."""

    def __init__(self, ring: Mapping[str, bytes]) -> None:
        """`ring`: 32-byte keys by id, the current one first."""
        self._ring = dict(ring)
        self._current = next(iter(ring))
        self._authorities: dict[AuthorityId, Seal] = {}

    def for_authority(self, connection: Connection, authority: AuthorityId) -> Seal:
        """The authority's own seal: wraps its children's keys, and seals what belongs to no child.

        Raises:
            SealBroken: the ring does not hold the key it was wrapped with.
        """
        if authority not in self._authorities:
            self._authorities[authority] = Seal(authority, self._authority_key(connection, authority))
        return self._authorities[authority]

    def make_authority_key(self, connection: Connection, authority: AuthorityId) -> None:
        """Give a new authority its key."""
        wrapped = self._wrap(authority, self._current, os.urandom(KEY_BYTES))
        row = {"authority_id": authority, "ring_key": self._current, "wrapped": wrapped}
        connection.execute(insert(AuthorityKey), row)

    def rewrap(self, connection: Connection, authority: AuthorityId) -> None:
        """Wrap the authority's key under the ring's current key, so that an old one can be retired."""
        key = self._authority_key(connection, authority)
        connection.execute(delete(AuthorityKey).where(AuthorityKey.authority_id == authority))
        wrapped = self._wrap(authority, self._current, key)
        row = {"authority_id": authority, "ring_key": self._current, "wrapped": wrapped}
        connection.execute(insert(AuthorityKey), row)

    def make_child_keys(
        self, connection: Connection, authority: AuthorityId, children: Iterable[YoungPersonId], at: datetime
    ) -> dict[YoungPersonId, Seal]:
        """Give young people their keys; returns their seals."""
        seal = self.for_authority(connection, authority)
        keys = {child: os.urandom(KEY_BYTES) for child in children}
        rows = [
            {
                "young_person_id": child,
                "authority_id": authority,
                "wrapped": seal.close_bytes(_child_place(child), key),
                "created_at": at,
            }
            for child, key in keys.items()
        ]
        if rows:
            connection.execute(insert(ChildKey), rows)
        return {child: Seal(authority, key) for child, key in keys.items()}

    def for_child(self, connection: Connection, authority: AuthorityId, child: YoungPersonId) -> Seal:
        """One young person's seal.

        Raises:
            SealBroken: their key was destroyed, and with it all their words.
        """
        query = select(ChildKey.wrapped).where(
            ChildKey.young_person_id == child, ChildKey.authority_id == authority
        )
        wrapped = connection.execute(query).scalar_one_or_none()
        if wrapped is None:
            raise SealBroken("child_key")
        return self.unwrap_child(connection, authority, child, wrapped)

    def unwrap_child(
        self, connection: Connection, authority: AuthorityId, child: YoungPersonId, wrapped: bytes
    ) -> Seal:
        """The seal of a young person whose wrapped key was already read."""
        seal = self.for_authority(connection, authority)
        return Seal(authority, seal.open_bytes(_child_place(child), wrapped))

    def make_draft_key(self, connection: Connection, invitation: Invitation) -> None:
        """Give an anonymous draft a key of its own, which goes when the draft goes."""
        seal = self.for_authority(connection, invitation.authority)
        wrapped = seal.close_bytes(_draft_place(invitation.id), os.urandom(KEY_BYTES))
        row = {"invitation_id": invitation.id, "authority_id": invitation.authority, "wrapped": wrapped}
        connection.execute(insert(DraftKey), row)

    def unwrap_draft(self, connection: Connection, invitation: Invitation, wrapped: bytes) -> Seal:
        """The seal of an anonymous draft whose wrapped key was already read."""
        seal = self.for_authority(connection, invitation.authority)
        return Seal(invitation.authority, seal.open_bytes(_draft_place(invitation.id), wrapped))

    def destroy_draft_key(self, connection: Connection, invitation: InvitationId) -> None:
        """Make what is left of an anonymous draft, anywhere, unreadable."""
        connection.execute(delete(DraftKey).where(DraftKey.invitation_id == invitation))

    def for_children(self, connection: Connection, authority: AuthorityId) -> dict[YoungPersonId, Seal]:
        """The seals of everybody in the authority, for work on many at once."""
        query = select(ChildKey.young_person_id, ChildKey.wrapped).where(ChildKey.authority_id == authority)
        return {
            YoungPersonId(child): self.unwrap_child(connection, authority, YoungPersonId(child), wrapped)
            for child, wrapped in connection.execute(query)
        }

    def _authority_key(self, connection: Connection, authority: AuthorityId) -> bytes:
        query = select(AuthorityKey.ring_key, AuthorityKey.wrapped).where(
            AuthorityKey.authority_id == authority
        )
        row = connection.execute(query).one_or_none()
        if row is None or row.ring_key not in self._ring:
            raise SealBroken("authority_key")
        return Seal(authority, self._ring[row.ring_key]).open_bytes(
            _authority_place(row.ring_key), row.wrapped
        )

    def _wrap(self, authority: AuthorityId, ring_key: str, key: bytes) -> bytes:
        return Seal(authority, self._ring[ring_key]).close_bytes(_authority_place(ring_key), key)


def _authority_place(ring_key: str) -> Place:
    return Place("authority_key", ring_key, "wrapped")


def _child_place(child: YoungPersonId) -> Place:
    return Place("child_key", child, "wrapped")


def _draft_place(invitation: InvitationId) -> Place:
    return Place("draft_key", invitation, "wrapped")


def _pad(content: bytes) -> bytes:
    framed = len(content).to_bytes(4, "big") + content
    return framed + bytes(-len(framed) % PAD_TO)


def _unpad(padded: bytes) -> bytes:
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]
