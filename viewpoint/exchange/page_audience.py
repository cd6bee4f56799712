"""Which pages' words a young person can meet: a language that is theirs alone needs no others."""

STAFF_ONLY = (
    "templates/staff/",
    "templates/iro/",
    "templates/duty/",
    "templates/manager/",
    "templates/messages/staff/",
    "templates/layouts/_concern.html",
    "templates/coordinator/",
    "templates/commissioner/",
    "templates/auditor/",
    "templates/administrator/",
    "templates/reader/",
    "templates/errors/staff/",
    "templates/layouts/staff.html",
    "templates/layouts/macros.html",
    "templates/layouts/reviews_return.html",
    "templates/layouts/cover.html",
    "templates/documents/_sheet.html",
    "templates/documents/sheet.html",
    "templates/documents/case_note.txt",
    "templates/documents/record.html",
    "viewpoint/web/staff/",
    "viewpoint/web/iro/",
    "viewpoint/web/duty/",
    "viewpoint/web/manager/",
    "viewpoint/web/concern_page.py",
    "viewpoint/web/concern_acts.py",
    "viewpoint/web/words.py",
    "viewpoint/web/when.py",
    "viewpoint/web/coordinator/",
    "viewpoint/web/commissioner/",
    "viewpoint/web/auditor/",
    "viewpoint/web/administrator/",
    "viewpoint/web/reader/",
    "viewpoint/web/reviews_return.py",
    "viewpoint/web/cover_form.py",
    "viewpoint/web/uploads.py",
    "viewpoint/wording/sheet.py",
    "viewpoint/wording/record.py",
    "viewpoint/wording/dates.py",  # its days are Babel's; its spans of time are on staff pages alone
)
"""All else is for young people, so that what somebody forgets here is translated once too often."""


def is_for_young_people(file: str) -> bool:
    """Whether a young person, or a carer with a letter, can meet the words of a file."""
    return not file.startswith(STAFF_ONLY)
