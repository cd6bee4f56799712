"""How each thing that can be wrong with a roster's files is mended, in words for the person who has them."""

from collections.abc import Mapping
from types import MappingProxyType

from viewpoint.domain.roster import Problem, Reason

_SHOWN = 80

MENDS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.FILE_MISSING: "Add {file}: export this table from the case system as CSV.",
        Reason.FILE_TWICE: "Two files hold this table, the other being {other}. Keep one of them.",
        Reason.FILE_EMPTY: "The file is empty. Export it again.",
        Reason.FILE_WITHOUT_ROWS: "The file has column names but no rows. Export it again.",
        Reason.FILE_TOO_LARGE: "The file is larger than {limit} MB. Check that it is the right one.",
        Reason.FILE_IS_A_WORKBOOK: 'This is a workbook. Open it and save it as "CSV UTF-8".',
        Reason.FILE_NOT_TEXT: 'The file holds bytes that are not text. Save it as "CSV UTF-8".',
        Reason.QUOTES_DO_NOT_MATCH: 'A quotation mark (") in or after this row has no partner. Close it.',
        Reason.TOO_MANY_ROWS: "The file has more than {limit} rows. Check that it is the right one.",
        Reason.TOO_MANY_COLUMNS: "The file has more than {limit} columns. Check that it is the right one.",
        Reason.COLUMN_MISSING: "Add the column {column}.",
        Reason.COLUMN_MISSPELT: "Rename this column to {column}.",
        Reason.COLUMN_TWICE: "The column {column} is there twice. Remove one.",
        Reason.WRONG_YEAR: "The dates are not of the year {begins} to {ends}. Choose the file or year anew.",
        Reason.YEAR_UNKNOWN: "No date can be read, so the year is not known. Write dates as dd/mm/yyyy.",
        Reason.OLDER_THAN_STORED: "The return to 31 March {stored} is in already. Give that or a newer one.",
        Reason.ROW_TOO_LONG: "The row has more values than there are columns. Put quotes around any comma.",
        Reason.CELL_TOO_LONG: "The value is longer than {limit} characters. Shorten it.",
        Reason.BLANK: "Fill in {column}.",
        Reason.DATE_UNREADABLE: "Write the date as dd/mm/yyyy.",
        Reason.DATE_IMPOSSIBLE: "There is no such day. Correct the date.",
        Reason.DATE_MONTH_FIRST: "The month stands before the day. Write the date as dd/mm/yyyy.",
        Reason.DATE_SHORT_YEAR: "Write the year with four digits.",
        Reason.DATE_IS_A_NUMBER: "A spreadsheet made the date a number. Format the column as a date.",
        Reason.CODE_UNKNOWN: "Use one of: {codes}.",
        Reason.CODE_NOT_THIS_YEAR: "The code is not in the list of the {year} return. {instead}",
        Reason.CHILD_TOO_LONG: "A child id has at most 10 characters. Use the one from the return.",
        Reason.CHILD_UNREADABLE: "A child id is made of letters and digits. Use the one from the return.",
        Reason.CHILD_MADE_A_NUMBER: "A spreadsheet changed the id. Format ids as text and export again.",
        Reason.CHILD_NOT_IN_HEADER: "Header has no such child id. Correct the id, or add the row there.",
        Reason.LEADING_ZEROS_LOST: "Header has this id with other zeros in front. Format ids as text.",
        Reason.ROWS_CONTRADICT: "Row {other} says something else about the same {what}. Keep the true one.",
        Reason.BIRTH_DATES_DIFFER: "Header has another date of birth. Correct the one that is wrong.",
        Reason.GENDERS_DIFFER: "Header has another value. Correct the one that is wrong.",
        Reason.AFTER_YEAR_END: "The date is after the year's end, {ends}. Correct it.",
        Reason.BEFORE_BIRTH: "The date is before the date of birth. Correct the one that is wrong.",
        Reason.OVER_25: "Over 25 at the start of the year. Correct the date of birth, or remove the row.",
        Reason.STARTED_AS_ADULT: "Care cannot start at 18 or over. Correct the date, or the date of birth.",
        Reason.EPISODE_BACKWARDS: "The episode ends before it begins. Correct DECOM or DEC.",
        Reason.EPISODE_UNDER_A_DAY: "The episode begins and ends on one day. Correct DEC, or remove the row.",
        Reason.EPISODES_OVERLAP: "It begins before the episode in row {other} ends. Correct a date.",
        Reason.TWO_OPEN_EPISODES: "The episode in row {other} is open too. Give the earlier one its end.",
        Reason.EPISODE_AFTER_LEAVING: "Row {other} says that care ended, but RNE here is not S. Correct one.",
        Reason.EPISODE_AFTER_GAP: "It does not begin on the day row {other} ends. Add what is missing.",
        Reason.CONTINUATION_MISSING: "REC X1 says that another episode follows. Add it, or correct REC.",
        Reason.STARTED_TWICE: "RNE S, but row {other} ends on the same day. Correct RNE or the date.",
        Reason.LEGAL_ONLY_BUT_MOVED: "RNE L says the legal status alone changed, but so did PLACE.",
        Reason.END_WITHOUT_REASON: "The episode has an end. Fill in REC.",
        Reason.REASON_WITHOUT_END: "REC says that the episode ended. Fill in DEC, or clear REC.",
        Reason.PROVIDER_MISSING: "This kind of placement has a provider. Fill in PLACE_PROVIDER.",
        Reason.PROVIDER_CONTRADICTS: "PR0 goes with P1, and P1 only with PR0. Correct one of them.",
        Reason.URN_UNREADABLE: "An Ofsted number is SC and six digits, seven digits, or XXXXXXX.",
        Reason.FOUR_OR_OVER: "PN0 is for children under 4 at the review. Correct the code or a date.",
        Reason.UNDER_FOUR: "PN1 to PN7 are for children of 4 and over. Use PN0, or correct a date.",
        Reason.UASC_AFTER_18: "The status ends on the 18th birthday at the latest. Correct DUC.",
        Reason.FORMULA: "The value looks like a formula. Remove the =, +, - or @ in front.",
        Reason.PHONE_UNREADABLE: "Write the number with its digits only, such as 07700 900123.",
        Reason.PHONE_NOT_UK: "Only numbers in the United Kingdom can be used. Give one, or leave it blank.",
        Reason.PHONE_MADE_A_NUMBER: "A spreadsheet changed the number. Type it again as text.",
        Reason.PHONE_NOT_MOBILE: "A text message needs a mobile number. Give one, or choose another channel.",
        Reason.EMAIL_UNREADABLE: "Write the address as name@example.org.",
        Reason.CHANNEL_WITHOUT_CONTACT: "Fill in {column}, or choose another channel.",
        Reason.LANGUAGE_UNKNOWN: "Use one of: {codes}.",
        Reason.NEED_UNKNOWN: "Use one or more of: {codes}. Put ; between them.",
        Reason.WORD_UNKNOWN: "Use one of: {codes}.",
        Reason.DISTANCE_UNREADABLE: "Write miles as a number from 0 to 999, or leave it blank.",
        Reason.REVIEW_DATE_UNLIKELY: "The date lies before the year, or over two years after it. Correct it.",
        Reason.IRO_UNKNOWN: "No IRO here has this address. Correct it, or add the account first.",
        Reason.READ_AS_WINDOWS_1252: 'Read as Windows text. Check accents, or save as "CSV UTF-8".',
        Reason.ROWS_REPEATED: "{count} rows are there twice, word for word; each was read once.",
        Reason.COLUMN_IGNORED: "The column is not known and was not read.",
        Reason.FILE_IGNORED: "Neither Header, Episodes, Reviews, UASC nor contacts: not read.",
        Reason.POSTCODES_NOT_FOUND: "{count} postcodes were not found; area or distance is unknown there.",
    }
)


def problem(
    reason: Reason, *, file: str, line: int = 0, column: str = "", value: str = "", **details: object
) -> Problem:
    """A problem with its mend; `details` fill the gaps of the mend's words and must not be personal."""
    mend = MENDS[reason].format(file=file, column=column, **details)
    return Problem(file=file, line=line, column=column, reason=reason, mend=mend, value=value[:_SHOWN])
