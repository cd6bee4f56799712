"""Which pages' words a young person can meet: a language that is theirs alone needs no others."""

STAFF_ONLY = (
    "templates/staff/",
    "templates/iro/",
    "templates/duty/",
    "templates/coordinator/",
    "templates/commissioner/",
    "templates/auditor/",
    "templates/reader/",
    "templates/errors/staff/",
    "templates/layouts/staff.html",
    "templates/layouts/macros.html",
    "viewpoint/web/staff/",
    "viewpoint/web/iro/",
    "viewpoint/web/duty/",
    "viewpoint/web/coordinator/",
    "viewpoint/web/commissioner/",
    "viewpoint/web/auditor/",
    "viewpoint/web/reader/",
    "viewpoint/wording/dates.py",  # its days are Babel's; its spans of time are on staff pages alone
)
"""All else is for young people, so that what somebody forgets here is translated once too often."""


def is_for_young_people(file: str) -> bool:
    """Whether a young person, or a carer with a letter, can meet the words of a file."""
    return not file.startswith(STAFF_ONLY)
