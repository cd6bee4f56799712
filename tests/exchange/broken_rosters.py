"""A small sound return of people who do not exist, and every way of breaking it, with what is then said.

The places are public buildings; the year ends on 31 March 2026.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from viewpoint.domain.roster import Reason
from viewpoint.exchange.decoding import SourceFile

HEADER = """\
CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
1001,F,14/05/2012,WBRI,UN1,,
1002,M,02/09/2009,WBRI,UN1,,
000203,M,30/11/2023,WBRI,UN1,,
1004,M,01/01/2009,BAFR,UN1,,
"""
EPISODES = """\
CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
1001,10/06/2023,S,C2,N1,U6,PR4,05/07/2025,X1,CARPL,BD1 1HY,LS1 1UR,SC900001
1001,05/07/2025,P,C2,N1,K2,PR4,,,,BD1 1HY,M2 5DB,SC900002
1002,01/02/2024,S,V2,N1,U3,PR1,01/09/2025,E4A,,BD1 1HY,BD3 9SB,
000203,12/12/2023,S,E1,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567
1004,20/05/2025,S,V2,N1,K3,PR4,,,,,HX1 1UJ,SC900003
"""
REVIEWS = """\
CHILD,DOB,REVIEW,REVIEW_CODE
1001,14/05/2012,08/07/2025,PN1
1001,14/05/2012,06/01/2026,PN6
1002,02/09/2009,15/05/2025,PN2
000203,30/11/2023,03/06/2025,PN0
"""
UASC = """\
CHILD,SEX,DOB,DUC
1004,M,01/01/2009,
"""
CONTACTS = """\
child_id,name_used,phone,email,language,communication_needs,iro_email,next_review_on,in_area,distance_miles,\
siblings,channel
1001,Wrenlet Example,07700 900123,wrenlet@young.example,English,symbols,iro1@council.example,10/06/2026,OUT,\
30,apart,sms
000203,Plover Sample,,,English,,iro1@council.example,01/05/2026,IN,3,none,letter
1004,Kestrelin Madeup,07700 900456,,Tigrinya,,iro2@council.example,20/05/2026,OUT,,none,sms
"""
SOUND: Mapping[str, str] = MappingProxyType(
    {
        "header.csv": HEADER,
        "episodes.csv": EPISODES,
        "reviews.csv": REVIEWS,
        "uasc.csv": UASC,
        "contacts.csv": CONTACTS,
    }
)

Place = tuple[str, int, str, Reason]
"""File, line, column, reason."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One way of breaking the sound return, and all that is to be said about it."""

    name: str
    files: Mapping[str, bytes]
    expected: tuple[Place, ...]

    def sources(self) -> tuple[SourceFile, ...]:
        """The files as somebody would upload them."""
        return sources(self.files)


def sources(files: Mapping[str, bytes]) -> tuple[SourceFile, ...]:
    """Files by name as somebody would upload them."""
    return tuple(SourceFile(name=name, content=content) for name, content in files.items())


def sound_files() -> dict[str, bytes]:
    """The files without a fault."""
    return {name: text.encode() for name, text in SOUND.items()}


def _edited(name: str, file: str, old: str, new: str, *expected: Place) -> Broken:
    text = SOUND[file]
    if text.count(old) != 1:
        raise ValueError(f"{name}: {old!r} is {text.count(old)} times in {file}")
    return _with(name, file, text.replace(old, new).encode(), *expected)


def _added(name: str, file: str, row: str, *expected: Place) -> Broken:
    return _with(name, file, (SOUND[file] + row + "\n").encode(), *expected)


def _with(name: str, file: str, content: bytes, *expected: Place) -> Broken:
    return Broken(name=name, files=sound_files() | {file: content}, expected=expected)


def _without(name: str, file: str, *expected: Place) -> Broken:
    files = {kept: content for kept, content in sound_files().items() if kept != file}
    return Broken(name=name, files=files, expected=expected)


H, E, R, U, C = SOUND
_LONG = "x" * 2001

FILES = (
    _without("no Header", H, (H, 0, "", Reason.FILE_MISSING)),
    _without("no Episodes", E, (E, 0, "", Reason.FILE_MISSING)),
    _with("an empty file", H, b" \n", (H, 0, "", Reason.FILE_EMPTY)),
    _with("a file of commas", H, b",,,\n,,,\n", (H, 0, "", Reason.FILE_EMPTY)),
    _with("column names only", E, EPISODES.split("\n")[0].encode(), (E, 0, "", Reason.FILE_WITHOUT_ROWS)),
    _with("a workbook renamed", E, b"PK\x03\x04" + bytes(99), (E, 0, "", Reason.FILE_IS_A_WORKBOOK)),
    _with("an old workbook", R, b"\xd0\xcf\x11\xe0" + bytes(99), (R, 0, "", Reason.FILE_IS_A_WORKBOOK)),
    _with("bytes of no alphabet", H, b"CHILD,SEX\n1,\x81\xff\n", (H, 2, "", Reason.FILE_NOT_TEXT)),
    _edited("a NUL byte", R, "PN6", "PN\0006", (R, 3, "", Reason.FILE_NOT_TEXT)),
    _edited("a quote left open", C, "Plover Sample", '"Plover Sample',
        (C, 3, "", Reason.QUOTES_DO_NOT_MATCH)),
    _edited("text after a quote", C, "Plover Sample", '"Plover"x', (C, 3, "", Reason.QUOTES_DO_NOT_MATCH)),
    _with("far too large", R, b"x" * (33 * 1024 * 1024), (R, 0, "", Reason.FILE_TOO_LARGE)),
    _with("far too many rows", R, b"CHILD\n" + b"1\n" * 200_001, (R, 200_001, "", Reason.TOO_MANY_ROWS)),
    _with("far too many columns", R, b"REVIEW," * 101 + b"x\n", (R, 1, "", Reason.TOO_MANY_COLUMNS)),
    _with("the same table twice", "again.csv", UASC.encode(), ("again.csv", 0, "", Reason.FILE_TWICE)),
    _edited("a column missing", E, ",LS,", ",LAW,", (E, 1, "LS", Reason.COLUMN_MISSING)),
    _edited("a column misspelt", R, "REVIEW_CODE", "REVEIW_CODE",
        (R, 1, "REVIEW_CODE", Reason.COLUMN_MISSPELT)),
    _edited("a column of ours misspelt", C, "next_review_on", "next_review",
        (C, 1, "next_review_on", Reason.COLUMN_MISSPELT)),
    _edited("a column twice", H, "ETHNIC", "DOB", (H, 1, "DOB", Reason.COLUMN_TWICE)),
    _with("another year's Reviews", R, REVIEWS.replace("/2025", "/2022").replace("/2026", "/2023").encode(),
        (R, 0, "REVIEW", Reason.WRONG_YEAR)),
    _with("next year's Episodes", E, EPISODES.replace("/2025", "/2027").encode(),
        (E, 0, "DECOM", Reason.WRONG_YEAR)),
)  # fmt: skip
HEADERS = (
    _edited("no child id", H, "1002,M", ",M", (H, 3, "CHILD", Reason.BLANK),
        (E, 4, "CHILD", Reason.CHILD_NOT_IN_HEADER), (R, 4, "CHILD", Reason.CHILD_NOT_IN_HEADER)),
    _added("a child id too long", H, "12345678901,F,14/05/2012", (H, 6, "CHILD", Reason.CHILD_TOO_LONG)),
    _added("a child id made a number", H, "1.23E+09,F,14/05/2012",
        (H, 6, "CHILD", Reason.CHILD_MADE_A_NUMBER)),
    _added("a child id of signs", H, "=1+1,F,14/05/2012", (H, 6, "CHILD", Reason.CHILD_UNREADABLE)),
    _edited("an unknown sex", H, "1001,F", "1001,Q", (H, 2, "SEX", Reason.CODE_UNKNOWN)),
    _edited("no date of birth", H, "1001,F,14/05/2012", "1001,F,", (H, 2, "DOB", Reason.BLANK)),
    _edited("a year of two digits", H, "14/05/2012", "14/05/12", (H, 2, "DOB", Reason.DATE_SHORT_YEAR)),
    _edited("a serial number", H, "14/05/2012", "41043", (H, 2, "DOB", Reason.DATE_IS_A_NUMBER)),
    _edited("the month first", H, "14/05/2012", "05/14/2012", (H, 2, "DOB", Reason.DATE_MONTH_FIRST)),
    _edited("no such day", H, "14/05/2012", "31/02/2012", (H, 2, "DOB", Reason.DATE_IMPOSSIBLE)),
    _edited("a date in words", H, "14/05/2012", "14 May 2012", (H, 2, "DOB", Reason.DATE_UNREADABLE)),
    _added("born after the year", H, "1005,F,01/04/2026", (H, 6, "DOB", Reason.AFTER_YEAR_END)),
    _added("over 25", H, "1005,F,01/04/1998", (H, 6, "DOB", Reason.OVER_25)),
    _added("one child told two ways", H, "1001,M,14/05/2012", (H, 6, "CHILD", Reason.ROWS_CONTRADICT)),
    _added("a comma too many", H, "1005,F,14/05/2012,WBRI,UN1,,,x", (H, 6, "", Reason.ROW_TOO_LONG)),
    _with("a column without a name", H,
        (HEADER.replace("MOTHER", " ") + "1005,F,14/05/2012,WBRI,UN1,x\n").encode(),
        (H, 6, "", Reason.ROW_TOO_LONG)),
    _added("a cell without end", H, f"1005,F,14/05/2012,{_LONG}", (H, 6, "ETHNIC", Reason.CELL_TOO_LONG)),
)  # fmt: skip
EPISODE_ROWS = (
    _added("nobody in Header", E, "9999,10/06/2025,S,C2,N1,U6,PR4",
        (E, 7, "CHILD", Reason.CHILD_NOT_IN_HEADER)),
    _edited("zeros lost", E, "000203,", "203,", (E, 5, "CHILD", Reason.LEADING_ZEROS_LOST)),
    _edited("no beginning", E, "10/06/2023", "", (E, 2, "DECOM", Reason.BLANK)),
    _edited("an unknown RNE", E, "05/07/2025,P", "05/07/2025,Q", (E, 3, "RNE", Reason.CODE_UNKNOWN)),
    _edited("an unknown legal status", E, "S,E1", "S,E9", (E, 5, "LS", Reason.CODE_UNKNOWN)),
    _edited("an unknown placement", E, "N1,K2", "N1,K9", (E, 3, "PLACE", Reason.CODE_UNKNOWN)),
    _edited("a placement code of before", E, "N1,K3", "N1,H5", (E, 6, "PLACE", Reason.CODE_NOT_THIS_YEAR)),
    _edited("no provider", E, "K3,PR4", "K3,", (E, 6, "PLACE_PROVIDER", Reason.PROVIDER_MISSING)),
    _edited("an unknown provider", E, "K3,PR4", "K3,PR9", (E, 6, "PLACE_PROVIDER", Reason.CODE_UNKNOWN)),
    _edited("parents who are no parents", E, "K3,PR4", "K3,PR0",
        (E, 6, "PLACE_PROVIDER", Reason.PROVIDER_CONTRADICTS)),
    _edited("an unreadable URN", E, "SC900003", "SC9", (E, 6, "URN", Reason.URN_UNREADABLE)),
    _edited("an end without a reason", E, "E4A", "", (E, 4, "REC", Reason.END_WITHOUT_REASON)),
    _edited("a reason without an end", E, "01/09/2025,E4A", ",E4A", (E, 4, "DEC", Reason.REASON_WITHOUT_END)),
    _edited("an unknown end", E, "E4A", "E99", (E, 4, "REC", Reason.CODE_UNKNOWN)),
    _edited("an unknown reason to move", E, "CARPL", "BORED",
        (E, 2, "REASON_PLACE_CHANGE", Reason.CODE_UNKNOWN)),
    _edited("backwards", E, "01/09/2025", "01/09/2023", (E, 4, "DEC", Reason.EPISODE_BACKWARDS)),
    _edited("over before it began", E, "01/09/2025", "01/02/2024", (E, 4, "DEC", Reason.EPISODE_UNDER_A_DAY)),
    _edited("after the year", E, "01/09/2025", "01/09/2026", (E, 4, "DEC", Reason.AFTER_YEAR_END)),
    _edited("before birth", E, "10/06/2023", "10/06/2011", (E, 2, "DECOM", Reason.BEFORE_BIRTH)),
    _edited("a start at eighteen", H, "02/09/2009", "02/09/2005", (E, 4, "DECOM", Reason.STARTED_AS_ADULT),
        (R, 4, "DOB", Reason.BIRTH_DATES_DIFFER)),
    _edited("an overlap", E, "1001,05/07/2025,P", "1001,04/07/2025,P",
        (E, 3, "DECOM", Reason.EPISODES_OVERLAP)),
    _edited("still open when the next ends", E, "05/07/2025,X1", ",",
        (E, 2, "DEC", Reason.TWO_OPEN_EPISODES)),
    _added("a second under an open one", E, "1004,01/06/2025,P,V2,N1,K3,PR4,01/07/2025,E8",
        (E, 7, "DECOM", Reason.EPISODES_OVERLAP)),
    _added("going on after leaving", E, "1002,01/10/2025,P,V2,N1,U3,PR1",
        (E, 7, "RNE", Reason.EPISODE_AFTER_LEAVING)),
    _edited("a gap", E, "1001,05/07/2025,P", "1001,07/07/2025,P", (E, 3, "DECOM", Reason.EPISODE_AFTER_GAP)),
    _edited("nothing after X1", E, "E4A", "X1", (E, 4, "REC", Reason.CONTINUATION_MISSING)),
    _edited("starting anew the same day", E, "05/07/2025,P", "05/07/2025,S",
        (E, 3, "RNE", Reason.STARTED_TWICE)),
    _edited("moved by law alone", E, "05/07/2025,P", "05/07/2025,L",
        (E, 3, "PLACE", Reason.LEGAL_ONLY_BUT_MOVED)),
)  # fmt: skip
REVIEWS_AND_UASC = (
    _added("a review of nobody", R, "9999,,08/07/2025,PN1", (R, 6, "CHILD", Reason.CHILD_NOT_IN_HEADER)),
    _edited("a review without a date", R, "08/07/2025", "", (R, 2, "REVIEW", Reason.BLANK)),
    _edited("a review without a code", R, "08/07/2025,PN1", "08/07/2025,",
        (R, 2, "REVIEW_CODE", Reason.BLANK)),
    _edited("a review of the future", R, "06/01/2026", "06/04/2026", (R, 3, "REVIEW", Reason.AFTER_YEAR_END)),
    _edited("a review before birth", R, "03/06/2025", "03/06/2023", (R, 5, "REVIEW", Reason.BEFORE_BIRTH)),
    _edited("a baby who spoke", R, "PN0", "PN1", (R, 5, "REVIEW_CODE", Reason.UNDER_FOUR)),
    _edited("PN0 at thirteen", R, "08/07/2025,PN1", "08/07/2025,PN0",
        (R, 2, "REVIEW_CODE", Reason.FOUR_OR_OVER)),
    _edited("another birth date", R, "14/05/2012,08", "15/05/2012,08",
        (R, 2, "DOB", Reason.BIRTH_DATES_DIFFER)),
    _added("a review told two ways", R, "1001,14/05/2012,08/07/2025,PN2",
        (R, 6, "REVIEW_CODE", Reason.ROWS_CONTRADICT)),
    _added("an unaccompanied nobody", U, "9999,M,,", (U, 3, "CHILD", Reason.CHILD_NOT_IN_HEADER)),
    _added("unaccompanied without an id", U, ",M,,", (U, 3, "CHILD", Reason.BLANK)),
    _edited("unaccompanied and wrong in Header", H, "1004,M", "1004,Q", (H, 5, "SEX", Reason.CODE_UNKNOWN)),
    _edited("another sex in UASC", U, "1004,M", "1004,F", (U, 2, "SEX", Reason.GENDERS_DIFFER)),
    _edited("unaccompanied at nineteen", U, "2009,", "2009,02/01/2027", (U, 2, "DUC", Reason.UASC_AFTER_18)),
    _edited("unaccompanied before birth", U, "2009,", "2009,02/01/2007", (U, 2, "DUC", Reason.BEFORE_BIRTH)),
)  # fmt: skip
CONTACT_ROWS = (
    _added("a contact of nobody", C, "9999,Larksie Fiction", (C, 5, "child_id", Reason.CHILD_NOT_IN_HEADER)),
    _edited("a contact that lost its zeros", C, "000203,", "0203,",
        (C, 3, "child_id", Reason.LEADING_ZEROS_LOST)),
    _edited("no name", C, "Plover Sample", " ", (C, 3, "name_used", Reason.BLANK)),
    _edited("a formula for a name", C, "Plover Sample", "=HYPERLINK(1)", (C, 3, "name_used", Reason.FORMULA)),
    _edited("a formula for an address", C, "wrenlet@young", "@young", (C, 2, "email", Reason.FORMULA)),
    _edited("half a telephone number", C, "07700 900123", "07700", (C, 2, "phone", Reason.PHONE_UNREADABLE)),
    _edited("a number from abroad", C, "07700 900123", "+353 20 915 0000",
        (C, 2, "phone", Reason.PHONE_NOT_UK)),
    _edited("a number made a number", C, "07700 900123", "7.7E+09",
        (C, 2, "phone", Reason.PHONE_MADE_A_NUMBER)),
    _edited("a text to a landline", C, "07700 900123", "0113 496 0000",
        (C, 2, "phone", Reason.PHONE_NOT_MOBILE)),
    _edited("a text to no number", C, "07700 900123", "", (C, 2, "phone", Reason.CHANNEL_WITHOUT_CONTACT)),
    _edited("an e-mail to nowhere", C, "none,letter", "none,email",
        (C, 3, "email", Reason.CHANNEL_WITHOUT_CONTACT)),
    _edited("an address without a domain", C, "wrenlet@young.example", "wrenlet@young",
        (C, 2, "email", Reason.EMAIL_UNREADABLE)),
    _edited("an IRO without an address", C, "iro2@council.example", "Ms Thrushie Example",
        (C, 4, "iro_email", Reason.EMAIL_UNREADABLE)),
    _edited("a language nobody has", C, "Tigrinya", "Klingon", (C, 4, "language", Reason.LANGUAGE_UNKNOWN)),
    _edited("an unknown need", C, "symbols", "telepathy", (C, 2, "communication_needs", Reason.NEED_UNKNOWN)),
    _edited("a review long ago", C, "20/05/2026", "20/05/2016",
        (C, 4, "next_review_on", Reason.REVIEW_DATE_UNLIKELY)),
    _edited("neither in nor out", C, "IN,3", "NEAR,3", (C, 3, "in_area", Reason.WORD_UNKNOWN)),
    _edited("a distance in words", C, "IN,3", "IN,near",
        (C, 3, "distance_miles", Reason.DISTANCE_UNREADABLE)),
    _edited("siblings who quarrel", C, "apart,sms", "quarrelling,sms",
        (C, 2, "siblings", Reason.WORD_UNKNOWN)),
    _edited("by pigeon", C, "none,letter", "none,pigeon", (C, 3, "channel", Reason.WORD_UNKNOWN)),
    _added("a contact told two ways", C, "1001,Somebody Else", (C, 5, "child_id", Reason.ROWS_CONTRADICT)),
)  # fmt: skip
BROKEN = FILES + HEADERS + EPISODE_ROWS + REVIEWS_AND_UASC + CONTACT_ROWS
