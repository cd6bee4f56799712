"""Who may do what: one table, asked by every service."""

from dataclasses import dataclass
from enum import StrEnum, auto

from viewpoint.domain.errors import NotAllowed
from viewpoint.domain.people import AuthorityId


class Role(StrEnum):
    """What somebody comes to do; a person with two roles acts in one at a time."""

    YOUNG_PERSON = auto()
    IRO = auto()
    DUTY_WORKER = auto()
    MANAGER = auto()
    READER = auto()
    COORDINATOR = auto()
    COMMISSIONER = auto()
    AUDITOR = auto()
    ADMINISTRATOR = auto()
    OPERATOR = auto()  # somebody at the server's own command line
    WORKER = auto()  # the machine, after the answers are safe


class Action(StrEnum):
    """A thing that a service does for somebody."""

    ANSWER = auto()
    READ_CASELOAD = auto()
    READ_RESPONSE = auto()
    REPLY = auto()
    IMPORT_ROSTER = auto()
    INVITE = auto()
    SEE_WHO_WAS_REACHED = auto()
    MANAGE_ROUNDS = auto()
    READ_RELEASES = auto()
    READ_AUDIT = auto()
    MANAGE_ACCOUNTS = auto()
    SEAL_RELEASE = auto()
    CODE_THEMES = auto()
    DELIVER = auto()
    RAISE_CONCERN = auto()
    READ_OUTBOX = auto()
    CLOSE_ROUND = auto()
    PRINT_PAPER = auto()
    KEY_PAPER = auto()
    ASK_OBSERVER = auto()
    TAKE_BACK = auto()
    KEEP_COPY = auto()
    WRITE_IN_PUBLIC = auto()
    GIVE_PIN_CODE = auto()
    MANAGE_OWN_ACCOUNT = auto()
    CONFIRM_PARTICIPATION = auto()
    RETURN_REVIEWS = auto()
    KEEP_TRANSLATION = auto()
    WRITE_TEMPLATES = auto()
    TAKE_UP_CONCERN = auto()
    SEE_WHAT_WAITS = auto()
    WATCH_CLOCKS = auto()
    MAIL_STAFF = auto()
    CHOOSE_NOTICES = auto()
    MAKE_EMERGENCY_ACCOUNT = auto()
    NAME_DEPUTY = auto()
    ARRANGE_COVER = auto()
    OPEN_OUTSIDE = auto()


TABLE: dict[Action, frozenset[Role]] = {
    Action.ANSWER: frozenset({Role.YOUNG_PERSON}),
    Action.READ_CASELOAD: frozenset({Role.IRO}),
    Action.READ_RESPONSE: frozenset({Role.IRO}),
    Action.REPLY: frozenset({Role.IRO}),
    Action.IMPORT_ROSTER: frozenset({Role.COORDINATOR, Role.OPERATOR}),
    Action.INVITE: frozenset({Role.COORDINATOR, Role.OPERATOR}),
    Action.SEE_WHO_WAS_REACHED: frozenset({Role.COORDINATOR, Role.OPERATOR}),
    Action.MANAGE_ROUNDS: frozenset({Role.COORDINATOR, Role.OPERATOR}),
    Action.READ_RELEASES: frozenset({Role.COMMISSIONER}),
    Action.READ_AUDIT: frozenset({Role.AUDITOR, Role.OPERATOR}),
    Action.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    Action.SEAL_RELEASE: frozenset({Role.WORKER}),
    Action.CODE_THEMES: frozenset({Role.WORKER}),
    Action.DELIVER: frozenset({Role.WORKER}),
    Action.RAISE_CONCERN: frozenset({Role.YOUNG_PERSON, Role.WORKER}),
    Action.ASK_OBSERVER: frozenset({Role.COORDINATOR, Role.OPERATOR, Role.IRO}),
    Action.GIVE_PIN_CODE: frozenset({Role.IRO}),
    Action.CONFIRM_PARTICIPATION: frozenset({Role.IRO}),
    Action.RETURN_REVIEWS: frozenset({Role.IRO, Role.COORDINATOR}),  # codes and days, never an answer
    Action.READ_OUTBOX: frozenset({Role.COORDINATOR}),
    Action.CLOSE_ROUND: frozenset({Role.COORDINATOR, Role.OPERATOR, Role.WORKER}),  # its date closes it too
    Action.PRINT_PAPER: frozenset({Role.COORDINATOR, Role.OPERATOR}),
    Action.KEY_PAPER: frozenset({Role.READER}),
    Action.TAKE_BACK: frozenset({Role.YOUNG_PERSON}),
    Action.KEEP_COPY: frozenset({Role.YOUNG_PERSON}),
    Action.WRITE_IN_PUBLIC: frozenset({Role.COORDINATOR}),
    Action.MANAGE_OWN_ACCOUNT: frozenset(Role) - {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER},
    Action.KEEP_TRANSLATION: frozenset({Role.IRO}),
    Action.WRITE_TEMPLATES: frozenset({Role.IRO}),
    Action.TAKE_UP_CONCERN: frozenset({Role.DUTY_WORKER, Role.IRO}),
    Action.SEE_WHAT_WAITS: frozenset({Role.MANAGER}),
    Action.WATCH_CLOCKS: frozenset({Role.WORKER}),
    Action.MAIL_STAFF: frozenset({Role.WORKER}),
    Action.CHOOSE_NOTICES: frozenset(Role) - {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER},
    Action.MAKE_EMERGENCY_ACCOUNT: frozenset({Role.OPERATOR}),
    Action.NAME_DEPUTY: frozenset({Role.IRO}),
    Action.ARRANGE_COVER: frozenset({Role.MANAGER}),  # an IRO who is ill can name nobody
    Action.OPEN_OUTSIDE: frozenset({Role.IRO}),
}


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Somebody acting in one role for one authority.

    `subject` is the account's id, or for a young person the invitation's; "operator" and "worker" stand for
    themselves.
    """

    authority: AuthorityId
    role: Role
    subject: str


def require(viewer: Viewer, action: Action) -> None:
    """Let a permitted viewer pass.

    Raises:
        NotAllowed: the viewer's role is not in the table's row for this action.
    """
    if viewer.role not in TABLE[action]:
        raise NotAllowed(action)


def worker(authority: AuthorityId) -> Viewer:
    """The worker, doing what waits for an authority."""
    return Viewer(authority=authority, role=Role.WORKER, subject="worker")


def operator(authority: AuthorityId) -> Viewer:
    """Whoever runs the commands, acting for an authority."""
    return Viewer(authority=authority, role=Role.OPERATOR, subject="operator")
