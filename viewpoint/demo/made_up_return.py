"""Makes a believable SSDA903 return of a council that does not exist, with a contacts file.

The same seed gives the same files. Shares follow England's published ones: half in foster care, one in ten in
a children's home, four in ten out of area, one in ten unaccompanied.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - made-up people from a fixed seed

from viewpoint.domain.people import age_on

FIRST_NAMES = (
    "Ashbee", "Brambling", "Cloudy", "Dunnock", "Emberly", "Fernie", "Gorsey", "Hazelet",
    "Islay-Moor", "Juniperry", "Kestrelin", "Larksie", "Mistle", "Nettlin", "Oakley-Test", "Plover",
    "Quillan", "Rowanna", "Sorrelby", "Thrushie", "Umberly", "Vetchie", "Wrenlet", "Yarrowan",
)  # fmt: skip
LAST_NAMES = ("Example", "Sample", "Madeup", "Fiction", "Specimen", "Placeholder")
HOME_POSTS = (
    "BD1 1HY",
    "BD1 1NN",
    "BD1 1AF",
    "BD3 9SB",
    "BD5 0BP",
    "BD9 4DQ",
    "BD18 3EN",
    "BD21 3RX",
    "LS29 8DR",
)
INSIDE = (*((post, 3) for post in HOME_POSTS[:7]), ("BD21 3RX", 10), ("LS29 8DR", 10))
OUTSIDE = (
    ("LS1 1UR", 8), ("HX1 1UJ", 6), ("HD1 2TT", 10), ("WF1 2HQ", 13), ("OL1 1UG", 22), ("M2 5DB", 30),
    ("S1 2HH", 31), ("YO1 6GA", 29), ("HU1 2AA", 58), ("NE1 8QH", 80), ("NG2 3NG", 64), ("CF10 4UW", 172),
)  # fmt: skip
"""Town halls, libraries and stations, with their miles from the council's own town hall."""
LANGUAGES = ("Arabic", "Tigrinya", "Pashto", "Kurdish", "Farsi", "Vietnamese", "Albanian", "Amharic")
IROS = tuple(f"iro{number}@council.example" for number in range(1, 25))
YEAR_ENDING_2026 = date(2026, 3, 31)
KINDS = (  # share, PLACE, PLACE_PROVIDER, youngest age
    (38, "U6", "PR4", 0), (17, "U6", "PR1", 0), (8, "U4", "PR1", 5), (14, "U3", "PR1", 0),
    (14, "K2", "PR4", 8), (3, "K2", "PR1", 10), (7, "P1", "PR0", 0), (3, "A4", "PR1", 0),
    (45, "K3", "PR4", 16), (1, "S1", "PR5", 8), (1, "R3", "PR4", 0), (1, "K1", "PR2", 12),
    (1, "R5", "PR3", 14), (1, "Z11", "", 12),
)  # fmt: skip
HEADERS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "contacts": "child_id,name_used,phone,email,language,communication_needs,iro_email,next_review_on,"
    "in_area,distance_miles,siblings,channel",
}


@dataclass(kw_only=True)
class Person:
    """Somebody made up, with the bounds of their time in care."""

    number: int
    year_ends_on: date
    born_on: date
    sex: str
    is_unaccompanied: bool
    began_on: date
    ended_on: date | None
    name: str
    home_post: str
    episodes: int = 1
    reviews: list[date] = field(default_factory=list)
    placed: tuple[str, int] = ("", 0)
    is_out: bool = False

    @property
    def child(self) -> str:
        """The council's number for them."""
        return f"VP{self.number:06d}"

    @property
    def last_day(self) -> date:
        """The last day in care so far."""
        return self.ended_on or self.year_ends_on


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many rows of each kind are written, exactly."""

    children: int
    episodes: int
    reviews: int


@dataclass(frozen=True, kw_only=True)
class Council:
    """The return's year, the day from which next reviews are counted, and the IROs it names."""

    year_ends_on: date = YEAR_ENDING_2026
    reviews_from: date = YEAR_ENDING_2026
    iros: Sequence[str] = IROS


def make_return(folder: Path, size: Size, *, seed: int, council: Council | None = None) -> None:
    """Write the five files.

    Raises:
        ValueError: there are fewer episodes than children, or more than they have time for.
    """
    rng = Random(seed)  # noqa: S311 - not a secret
    council = council or Council()
    people = [_person(rng, number, council.year_ends_on) for number in range(1, size.children + 1)]
    _share_out_episodes(rng, people, size.episodes)
    tables: dict[str, list[Sequence[object]]] = {
        "header": [_header(rng, person) for person in people],
        "episodes": [row for person in people for row in _episodes(rng, person)],
        "uasc": [
            (person.child, person.sex, _written(person.born_on), "")
            for person in people
            if person.is_unaccompanied
        ],
        "contacts": [_contact(rng, person, council) for person in people if person.ended_on is None],
    }
    _share_out_reviews(rng, people, size.reviews)
    tables["reviews"] = [_review(rng, person, day) for person in people for day in sorted(person.reviews)]
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write(folder / f"{name}.csv", HEADERS[name].split(","), rows)


def _person(rng: Random, number: int, ends_on: date) -> Person:
    is_unaccompanied = rng.random() < 0.09
    low, high = (16, 18) if is_unaccompanied else rng.choices(
        ((0, 1), (1, 5), (5, 10), (10, 16), (16, 18)), (5, 13, 18, 39, 25))[0]  # fmt: skip
    born_on = ends_on - timedelta(days=rng.randrange(low * 365 + 60, high * 365))
    most = min((ends_on - born_on).days - 1, 500 if is_unaccompanied else 365 * 12)
    began_on = ends_on - timedelta(days=min(most, 30 + int(rng.expovariate(1 / 900))))
    has_left = rng.random() < 0.28
    earliest = max(began_on + timedelta(days=20), ends_on - timedelta(days=364))
    ended_on = earliest + timedelta(days=rng.randrange(1, 200)) if has_left else None
    return Person(
        number=number,
        year_ends_on=ends_on,
        born_on=born_on,
        sex=rng.choices("MF", (94, 6) if is_unaccompanied else (54, 46))[0],
        is_unaccompanied=is_unaccompanied,
        began_on=began_on,
        ended_on=ended_on if ended_on and ended_on < ends_on else None,
        name=f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}",
        home_post=rng.choice(HOME_POSTS),
    )


def _share_out_episodes(rng: Random, people: Sequence[Person], episodes: int) -> None:
    """One each, and the rest to people picked with a skew: a few move very often."""
    left = episodes - len(people)
    restless = [rng.paretovariate(1.6) for _ in people]
    for person in rng.choices(people, restless, k=left * 3):
        room = (person.last_day - person.began_on).days // 14
        if left and person.episodes < min(room, 15):
            person.episodes += 1
            left -= 1
    if left:
        raise ValueError("too few or too many episodes for so few children")


def _share_out_reviews(rng: Random, people: Sequence[Person], reviews: int) -> None:
    """Held as the regulations say (20 working days, three months, every six), then to the exact number."""
    for person in people:
        day = person.began_on + timedelta(days=rng.randrange(20, 28))
        while day < person.last_day:
            person.reviews.append(day)
            day += timedelta(
                days=rng.randrange(80, 91) if len(person.reviews) == 1 else rng.randrange(165, 183)
            )
    total = sum(len(person.reviews) for person in people)
    while total != reviews:
        person = rng.choice(people)
        if total > reviews and len(person.reviews) > 1:
            person.reviews.pop(0)
            total -= 1
        elif total < reviews:
            total += _add_review(rng, person)


def _add_review(rng: Random, person: Person) -> int:
    days = (person.last_day - person.began_on).days
    day = person.began_on + timedelta(days=rng.randrange(days))
    if day in person.reviews:
        return 0
    person.reviews.append(day)
    return 1


def _header(rng: Random, person: Person) -> Sequence[object]:
    ethnic = rng.choice(("REFU", "NOBT", "WBRI", "WBRI", "WBRI", "APKN", "MWBC", "BAFR"))
    return person.child, person.sex, _written(person.born_on), ethnic, f"UN{rng.randrange(1, 6)}", "", ""


def _episodes(rng: Random, person: Person) -> Iterable[Sequence[object]]:
    """A chain of episodes without gaps, of which a third change the legal status only."""
    days = (person.last_day - person.began_on).days
    cuts = sorted(rng.sample(range(5, days), person.episodes - 1)) if person.episodes > 1 else []
    starts = [person.began_on + timedelta(days=cut) for cut in (0, *cuts)]
    ends: list[date | None] = [*starts[1:], person.ended_on]
    place, why = _place(rng, person, starts[0]), "S"
    for start, end, is_last in zip(starts, ends, [*[False] * (len(starts) - 1), True], strict=True):
        following = "" if is_last else rng.choices(("P", "L", "T", "B"), (52, 33, 8, 7))[0]
        change = (
            rng.choice(("CARPL", "CREQB", "CREQO", "CHILD", "OTHER")) if following in {"P", "T", "B"} else ""
        )
        legal = rng.choices(("C2", "V2", "C1", "E1"), (58, 22, 12, 8))[0]
        rec = "" if end is None else "X1" if not is_last else rng.choice(("E4A", "E11", "E13", "E45", "E8"))
        home = "" if person.is_unaccompanied else person.home_post
        yield (
            *(person.child, _written(start), why, legal, "N1", place[0], place[1]),
            *(_written(end), rec, change, home, place[2], place[3]),
        )
        if following in {"P", "T", "B"} and end:
            place = _place(rng, person, end)
        why = following


def _place(rng: Random, person: Person, on: date) -> tuple[str, str, str, str]:
    age = (on - person.born_on).days / 365.25
    kinds = [kind for kind in KINDS if kind[3] <= age]
    _, code, provider, _ = rng.choices(kinds, [kind[0] for kind in kinds])[0]
    person.is_out = rng.random() < (0.05 if code in {"P1", "U3"} else 0.55 if code[0] in "KS" else 0.42)
    person.placed = rng.choice(OUTSIDE if person.is_out else INSIDE)
    urn = "" if code in {"P1", "U3", "A4", "Z11"} else f"SC{rng.randrange(900000, 900220)}"
    return code, provider, person.placed[0], urn


def _review(rng: Random, person: Person, day: date) -> Sequence[object]:
    is_under_four = age_on(person.born_on, day) < 4
    code = "PN0" if is_under_four else rng.choices(
        ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"), (50, 5, 2, 5, 9, 20, 9))[0]  # fmt: skip
    return person.child, _written(person.born_on), _written(day), code


def _contact(rng: Random, person: Person, council: Council) -> Sequence[object]:
    age = (council.year_ends_on - person.born_on).days // 365
    has_phone, has_email = age >= 11 and rng.random() < 0.85, age >= 12 and rng.random() < 0.4
    needs = rng.choice(("symbols", "easy_read", "read_aloud; large_print")) if rng.random() < 0.08 else ""
    return (
        person.child,
        person.name,
        f"07700 900{rng.randrange(1000):03d}" if has_phone else "",
        f"{person.child.lower()}@young.example" if has_email else "",
        _language(rng, person),
        needs,
        rng.choice(council.iros),
        _written(_weekday(council.reviews_from + timedelta(days=rng.randrange(1, 180)))),
        "OUT" if person.is_out else "IN",
        "" if person.is_unaccompanied else person.placed[1],
        rng.choices(("none", "together", "apart", ""), (35, 25, 25, 15))[0],
        "sms" if has_phone else "email" if has_email else "letter",
    )


def _language(rng: Random, person: Person) -> str:
    if person.is_unaccompanied and rng.random() < 0.7:
        return rng.choice(LANGUAGES)
    return "Welsh" if rng.random() < 0.04 else "English"


def _weekday(day: date) -> date:
    """The Monday after a weekend: nobody holds a review on a Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
