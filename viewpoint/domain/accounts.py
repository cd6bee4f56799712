"""Members of staff and their visits."""

from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role


@dataclass(frozen=True, kw_only=True)
class Account:
    """A member of staff."""

    id: AccountId
    authority: AuthorityId
    email: str
    name: str
    password_hash: str
    is_active: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class StaffVisit:
    """A member of staff signed in and acting in one role."""

    account: Account
    role: Role
    started_at: datetime
    seen_at: datetime
