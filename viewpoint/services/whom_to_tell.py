"""Who of a council's staff is told of what waits."""

from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role
from viewpoint.storage.accounts import staff_with_role
from viewpoint.storage.database import Connection


def holders(connection: Connection, authority: AuthorityId, role: Role) -> list[AccountId]:
    """Everybody who may act in a role, always in the same order."""
    return sorted(staff_with_role(connection, authority, role).values())


def managers(connection: Connection, authority: AuthorityId) -> list[AccountId]:
    """The managers; where a council has none, the duty workers: a last step is never told to nobody."""
    return holders(connection, authority, Role.MANAGER) or holders(connection, authority, Role.DUTY_WORKER)
