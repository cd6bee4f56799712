"""What goes into a records system together: which reviews, under which names, and the list of them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.people import YoungPersonId

MOST_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Fileable:
    """A review in the window for which something was sent; `unread` counts what nobody has opened yet."""

    young_person: YoungPersonId
    name: str
    review_on: date
    sent: int
    unread: int


@dataclass(frozen=True, kw_only=True)
class Filed:
    """One row of the list: a file that was made, and what it is to be checked by."""

    reference: str
    review_on: date
    file: str
    sha256: str
    code: str


def file_name(reference: str, review_on: date, taken: Collection[str]) -> str:
    """A name that says which child and review to the records system, and nobody's name to anybody else."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", reference)
    names = (f"{plain}_{review_on.isoformat()}_voice{tail}.pdf" for tail in _tails(len(taken)))
    return next(name for name in names if name not in taken)


def _tails(most: int) -> list[str]:
    return ["", *(f"-{number}" for number in range(2, most + 2))]
