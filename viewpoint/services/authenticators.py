"""The second step: codes of an app on somebody's phone (RFC 6238), and recovery codes for when it is lost."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp

from viewpoint.domain.accounts import Account
from viewpoint.domain.people import AccountId
from viewpoint.domain.typed import digits, letters
from viewpoint.services.links import ALPHABET
from viewpoint.settings import Mode
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.authenticators import (
    KeptApp,
    read_app,
    save_confirmed,
    save_pending,
    save_recovery_codes,
    spend_recovery_code,
    spend_step,
)
from viewpoint.storage.database import Connection
from viewpoint.storage.sealing import Vault

STEP_SECONDS = 30
DIGITS = 6
DRIFT = (0, -1, 1)
"""Steps in which a code is taken: a phone's clock may be half a minute wrong, either way."""
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
"""Of thirty letters: 49 bits, and guesses are slowed."""
PENDING_FOR = timedelta(hours=1)
"""So that what was scanned fits still when installing the app took longer than the half-open visit."""
ISSUER = "Viewpoint"


@dataclass(frozen=True, kw_only=True)
class NewApp:
    """What an app is told when it is set up: an address for its camera, or letters to type."""

    address: str = field(repr=False)
    letters: str = field(repr=False)


class Authenticators:
    """Sets apps up and checks their codes; each method works in its caller's transaction."""

    def __init__(
        self, vault: Vault, audit: AuditLog, key: bytes, mode: Mode, clock: Callable[[], datetime]
    ) -> None:
        """`key`: 32 bytes from outside the database, under which it knows recovery codes.

        `mode`: only in the demo are codes told to whoever asks.
        """
        self._vault = vault
        self._audit = audit
        self._key = key
        self._mode = mode
        self._clock = clock

    def prepare(self, connection: Connection, account: Account) -> None:
        """Have a secret ready to be shown; one that was shown within the hour stays."""
        kept, now = self._kept(connection, account), self._clock()
        if kept and kept.pending and kept.pending_at and now - kept.pending_at <= PENDING_FOR:
            return
        self.prepare_anew(connection, account)

    def prepare_anew(self, connection: Connection, account: Account) -> None:
        """Have a secret ready that nobody has seen."""
        seal = self._vault.for_authority(connection, account.authority)
        save_pending(connection, seal, account, pyotp.random_base32(), self._clock())

    def new_app(self, connection: Connection, account: Account) -> NewApp | None:
        """What is to be set up; None where nothing is waiting."""
        kept = self._kept(connection, account)
        if kept is None or kept.pending is None:
            return None
        address = pyotp.TOTP(kept.pending).provisioning_uri(name=account.email, issuer_name=ISSUER)
        return NewApp(address=address, letters=kept.pending)

    def confirm(self, connection: Connection, account: Account, typed: str) -> tuple[str, ...] | None:
        """Put what was set up into use once a code shows that the app has it; None where it is no such code.

        Returns:
            Ten new recovery codes, to be shown once; those of an app before are void.
        """
        kept = self._kept(connection, account)
        step = self._step_of(kept.pending if kept else None, typed)
        if kept is None or kept.pending is None or step is None:
            return None
        seal = self._vault.for_authority(connection, account.authority)
        save_confirmed(connection, seal, account, kept.pending, step)
        return self.new_recovery_codes(connection, account)

    def takes(self, connection: Connection, account: Account, typed: str) -> bool:
        """Whether it is a code of the app for now, or a recovery code; neither is ever taken again."""
        kept = self._kept(connection, account)
        step = self._step_of(kept.secret if kept else None, typed)
        if step is not None:
            return spend_step(connection, account.id, step)
        if not spend_recovery_code(connection, account.id, self._mac(account.id, letters(typed))):
            return False
        event = Event(action="recovery_code_used", object_type="account", object_id=account.id)
        self._audit.append(connection, account.viewer, event)
        return True

    def new_recovery_codes(self, connection: Connection, account: Account) -> tuple[str, ...]:
        """Ten codes in the place of those before, to be shown once; only their MACs are kept."""
        codes = tuple(_random_code() for _each in range(RECOVERY_CODES))
        save_recovery_codes(connection, account, (self._mac(account.id, code) for code in codes))
        return tuple(f"{code[:5]}-{code[5:]}" for code in codes)

    def demonstrated_code(self, connection: Connection, account: Account) -> str | None:
        """The next code of the app in use, of somebody made up; outside the demo there is none, ever."""
        kept = self._kept(connection, account)
        return self._next_code(kept.secret, kept.last_step) if kept else None

    def demonstrated_new_code(self, connection: Connection, account: Account) -> str | None:
        """As `demonstrated_code`, of the app that is being set up."""
        kept = self._kept(connection, account)
        return self._next_code(kept.pending, 0) if kept else None

    def _next_code(self, secret: str | None, last_step: int) -> str | None:
        if self._mode is not Mode.DEMO or secret is None:
            return None
        # Not that of the step before, which would be over before it is typed.
        unused = [step for step in sorted(self._steps())[1:] if step > last_step]
        return pyotp.TOTP(secret).generate_otp(unused[0]) if unused else None

    def _kept(self, connection: Connection, account: Account) -> KeptApp | None:
        seal = self._vault.for_authority(connection, account.authority)
        return read_app(connection, seal, account.id)

    def _steps(self) -> list[int]:
        now = int(self._clock().timestamp()) // STEP_SECONDS
        return [now + drift for drift in DRIFT]

    def _step_of(self, secret: str | None, typed: str) -> int | None:
        """The step of which this is the code, or None."""
        code = digits(typed)
        if secret is None or len(code) != DIGITS:
            return None
        totp = pyotp.TOTP(secret)
        fits = [step for step in self._steps() if hmac.compare_digest(totp.generate_otp(step), code)]
        return fits[0] if fits else None

    def _mac(self, account: AccountId, code: str) -> bytes:
        return hmac.digest(self._key, f"recovery code|{account}|{code}".encode(), hashlib.sha256)


def _random_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(RECOVERY_LENGTH))
