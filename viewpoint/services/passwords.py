"""Staff passwords: hashed with argon2id, long rather than mixed."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from viewpoint.domain.accounts import LEAST_PASSWORD, PasswordFault, PasswordUnfit


class Passwords:
    """Makes hashes and compares with them; every comparison takes the same time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """`hasher`: argon2id's costs; the default is argon2-cffi's."""
        self._hasher = hasher or PasswordHasher()
        self.nobody = self._hasher.hash("nobody has this password")
        """A hash to compare with where there is no account, so that it takes as long as if there were."""

    def hash(self, password: str) -> str:
        """The argon2id hash to store.

        Raises:
            PasswordUnfit: shorter than twelve characters.
        """
        if len(password) < LEAST_PASSWORD:
            raise PasswordUnfit(PasswordFault.TOO_SHORT)
        return self._hasher.hash(password)

    def changed(self, before: str, password: str) -> str:
        """The hash of a password that takes the place of the one with the hash `before`.

        Raises:
            PasswordUnfit: as `hash`, or it is the same one.
        """
        found = self.hash(password)
        if self.matches(before, password):
            raise PasswordUnfit(PasswordFault.THE_SAME)
        return found

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether it is the password."""
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def renewed(self, password_hash: str, password: str) -> str | None:
        """Another hash of the same password, where the stored one has other costs than new ones."""
        return self._hasher.hash(password) if self._hasher.check_needs_rehash(password_hash) else None
