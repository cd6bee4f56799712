"""What a council's files say about the young people it looks after, once read and checked."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from viewpoint.domain.people import Gender, Siblings
from viewpoint.domain.placements import Placement, ReturnYear

ChildId = NewType("ChildId", str)
"""The council's own number for a young person (SSDA903's CHILD, at most 10 characters)."""


class CommunicationNeed(StrEnum):
    """How somebody is best asked, where plain writing is not enough."""

    SYMBOLS = "symbols"
    EASY_READ = "easy_read"
    LARGE_PRINT = "large_print"
    READ_ALOUD = "read_aloud"
    SIGN_LANGUAGE = "sign_language"
    SCREEN_READER = "screen_reader"
    NON_VERBAL = "non_verbal"


class PreferredChannel(StrEnum):
    """How the young person would rather hear from us."""

    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"


class Participation(StrEnum):
    """How a young person took part in a review (REVIEW_CODE)."""

    UNDER_FOUR = "PN0"
    SPOKE = "PN1"
    ADVOCATE_SPOKE = "PN2"
    SYMBOLS = "PN3"
    SILENT = "PN4"
    BRIEFED_ADVOCATE = "PN5"
    SENT_VIEWS = "PN6"
    NO_VIEWS = "PN7"


class Reason(StrEnum):
    """What is wrong with, or worth knowing about, a file, a column, a row or a value."""

    # a whole file
    FILE_MISSING = "file_missing"
    FILE_TWICE = "file_twice"
    FILE_EMPTY = "file_empty"
    FILE_WITHOUT_ROWS = "file_without_rows"
    FILE_TOO_LARGE = "file_too_large"
    FILE_IS_A_WORKBOOK = "file_is_a_workbook"
    FILE_NOT_TEXT = "file_not_text"
    QUOTES_DO_NOT_MATCH = "quotes_do_not_match"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    COLUMN_MISSING = "column_missing"
    COLUMN_MISSPELT = "column_misspelt"
    COLUMN_TWICE = "column_twice"
    WRONG_YEAR = "wrong_year"
    YEAR_UNKNOWN = "year_unknown"
    OLDER_THAN_STORED = "older_than_stored"
    # a row or a value, whatever the file
    ROW_TOO_LONG = "row_too_long"
    CELL_TOO_LONG = "cell_too_long"
    BLANK = "blank"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_MONTH_FIRST = "date_month_first"
    DATE_SHORT_YEAR = "date_short_year"
    DATE_IS_A_NUMBER = "date_is_a_number"
    CODE_UNKNOWN = "code_unknown"
    CODE_NOT_THIS_YEAR = "code_not_this_year"
    CHILD_TOO_LONG = "child_too_long"
    CHILD_UNREADABLE = "child_unreadable"
    CHILD_MADE_A_NUMBER = "child_made_a_number"
    CHILD_NOT_IN_HEADER = "child_not_in_header"
    LEADING_ZEROS_LOST = "leading_zeros_lost"
    ROWS_CONTRADICT = "rows_contradict"
    BIRTH_DATES_DIFFER = "birth_dates_differ"
    GENDERS_DIFFER = "genders_differ"
    AFTER_YEAR_END = "after_year_end"
    BEFORE_BIRTH = "before_birth"
    # Header, Episodes, Reviews, UASC
    OVER_25 = "over_25"
    STARTED_AS_ADULT = "started_as_adult"
    EPISODE_BACKWARDS = "episode_backwards"
    EPISODE_UNDER_A_DAY = "episode_under_a_day"
    EPISODES_OVERLAP = "episodes_overlap"
    TWO_OPEN_EPISODES = "two_open_episodes"
    EPISODE_AFTER_LEAVING = "episode_after_leaving"
    EPISODE_AFTER_GAP = "episode_after_gap"
    CONTINUATION_MISSING = "continuation_missing"
    STARTED_TWICE = "started_twice"
    LEGAL_ONLY_BUT_MOVED = "legal_only_but_moved"
    END_WITHOUT_REASON = "end_without_reason"
    REASON_WITHOUT_END = "reason_without_end"
    PROVIDER_MISSING = "provider_missing"
    PROVIDER_CONTRADICTS = "provider_contradicts"
    URN_UNREADABLE = "urn_unreadable"
    FOUR_OR_OVER = "four_or_over"
    UNDER_FOUR = "under_four"
    UASC_AFTER_18 = "uasc_after_18"
    # contacts
    FORMULA = "formula"
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_NOT_UK = "phone_not_uk"
    PHONE_MADE_A_NUMBER = "phone_made_a_number"
    PHONE_NOT_MOBILE = "phone_not_mobile"
    EMAIL_UNREADABLE = "email_unreadable"
    CHANNEL_WITHOUT_CONTACT = "channel_without_contact"
    LANGUAGE_UNKNOWN = "language_unknown"
    NEED_UNKNOWN = "need_unknown"
    WORD_UNKNOWN = "word_unknown"
    DISTANCE_UNREADABLE = "distance_unreadable"
    REVIEW_DATE_UNLIKELY = "review_date_unlikely"
    IRO_UNKNOWN = "iro_unknown"
    # worth knowing; nothing to mend
    READ_AS_WINDOWS_1252 = "read_as_windows_1252"
    ROWS_REPEATED = "rows_repeated"
    COLUMN_IGNORED = "column_ignored"
    FILE_IGNORED = "file_ignored"
    POSTCODES_NOT_FOUND = "postcodes_not_found"


WHOLE_FILE = frozenset(
    {
        Reason.FILE_MISSING,
        Reason.FILE_TWICE,
        Reason.FILE_EMPTY,
        Reason.FILE_WITHOUT_ROWS,
        Reason.FILE_TOO_LARGE,
        Reason.FILE_IS_A_WORKBOOK,
        Reason.FILE_NOT_TEXT,
        Reason.QUOTES_DO_NOT_MATCH,
        Reason.TOO_MANY_ROWS,
        Reason.TOO_MANY_COLUMNS,
        Reason.COLUMN_MISSING,
        Reason.COLUMN_MISSPELT,
        Reason.COLUMN_TWICE,
        Reason.WRONG_YEAR,
        Reason.YEAR_UNKNOWN,
        Reason.OLDER_THAN_STORED,
    }
)
"""Reasons that leave no good rows to keep."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing wrong, and where: `line` is the row that a spreadsheet shows, 0 for the file as a whole.

    `value` is what the file holds, to be shown to the operator and nobody else; it stays out of `repr`
    and of logs, because it may be a name or a telephone number.
    """

    file: str
    line: int
    column: str
    reason: Reason
    mend: str
    value: str = field(repr=False, default="")

    @property
    def is_of_whole_file(self) -> bool:
        """Whether no part of the roster can be used before this is mended."""
        return self.reason in WHOLE_FILE


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """How to reach and address a young person, and who reviews their care."""

    name_used: str = field(repr=False)
    phone: str | None = field(repr=False, default=None)
    """E.164, always +44."""
    email: str | None = field(repr=False, default=None)
    language: str = "en"
    communication: tuple[CommunicationNeed, ...] = ()
    iro_email: str | None = field(repr=False, default=None)
    next_review_on: date | None = None
    siblings: Siblings = Siblings.UNKNOWN
    channel: PreferredChannel | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A statutory review that was held."""

    held_on: date
    participation: Participation


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterChild:
    """One young person as the files have them; placements and reviews are in order of time."""

    id: ChildId
    gender: Gender
    birth_month: date
    """The first of the month of birth: the day is read, checked against and dropped."""
    is_unaccompanied: bool = False
    placements: tuple[Placement, ...] = ()
    reviews: tuple[Review, ...] = ()
    contact: Contact | None = None


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everything read: the young people whose rows are sound, and every problem in the others.

    `held_back` names those left out because a row about them in Header, Episodes or UASC is wrong: they are
    unknown for now, not gone. A wrong row in Reviews or contacts costs only that review or contact.
    `notices` are worth knowing but need no mend. `year` is None only where no file could be read.
    """

    year: ReturnYear | None
    children: tuple[RosterChild, ...]
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    held_back: frozenset[ChildId] = frozenset()
