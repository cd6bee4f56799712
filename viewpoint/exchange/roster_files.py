"""A council's files in, a checked roster out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from viewpoint.domain.episodes import Episode, placements_of
from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.placements import Placement, ReturnYear, distance_band
from viewpoint.domain.roster import ChildId, Problem, Reason, Review, Roster, RosterChild
from viewpoint.exchange.contacts import ContactRow
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.locate import Locations
from viewpoint.exchange.postcodes import PostcodeDirectory, plain
from viewpoint.exchange.problems import problem
from viewpoint.exchange.recognise import Kind, Tables, find_tables
from viewpoint.exchange.return_rows import ReturnRows, read_return_rows
from viewpoint.exchange.return_year import likely_year, wrong_years
from viewpoint.exchange.rows import Rows
from viewpoint.exchange.ssda903 import EpisodeRow, HeaderRow, UascRow


def read_roster(
    files: Iterable[SourceFile],
    *,
    year: ReturnYear | None = None,
    directory: PostcodeDirectory | None = None,
    own_areas: Collection[str] = (),
    iros: Collection[str] | None = None,
) -> Roster:
    """Read Header, Episodes, Reviews, UASC and contacts; nothing is raised, every fault is a problem.

    Args:
        files: what was given, in any order and by any names.
        year: the return's year; the dates tell it where it is None.
        directory: where postcodes lie; without it area and distance are what contacts says.
        own_areas: the ONS codes within the authority's boundary: for a county, its districts'.
        iros: the e-mail addresses of those who may be named as IRO, in small letters; None asks nobody. A row
            that names somebody else is a problem, but costs nothing besides its IRO.
    """
    tables = find_tables(files)
    if tables.problems:
        return _unreadable(year, tables, tables.problems)
    episodes, reviews = tables.found[Kind.EPISODES], tables.found.get(Kind.REVIEWS)
    told = year or likely_year(episodes, reviews)
    if told is None:
        return _unreadable(None, tables, [problem(Reason.YEAR_UNKNOWN, file=episodes.file)])
    wrong = list(wrong_years(told, episodes, reviews))
    if wrong:
        return _unreadable(told, tables, wrong)
    rows = read_return_rows(tables.found, told)
    locations = Locations.of(rows.episodes.rows, directory, own_areas)
    held_back = rows.held_back()
    assembly = _Assembly.of(rows, locations, told)
    return Roster(
        year=told,
        children=tuple(assembly.child(row) for row in rows.header.rows if row.child not in held_back),
        problems=(*rows.problems, *_unknown_iros(rows.contacts, iros)),
        notices=(*tables.notices, *rows.notices, *locations.notices(rows.episodes.file)),
        held_back=held_back,
    )


@dataclass(frozen=True, kw_only=True)
class _Assembly:
    """The rows about each young person, by child id."""

    year: ReturnYear
    locations: Locations
    episodes: dict[ChildId, list[EpisodeRow]]
    reviews: dict[ChildId, list[Review]]
    uasc: dict[ChildId, UascRow]
    contacts: dict[ChildId, ContactRow]

    @classmethod
    def of(cls, rows: ReturnRows, locations: Locations, year: ReturnYear) -> "_Assembly":
        episodes, reviews = (
            defaultdict[ChildId, list[EpisodeRow]](list),
            defaultdict[ChildId, list[Review]](list),
        )
        for row in rows.episodes.rows:
            episodes[row.child].append(row)
        for review in rows.reviews.rows:
            reviews[review.child].append(Review(held_on=review.held_on, participation=review.participation))
        return cls(
            year=year,
            locations=locations,
            episodes=episodes,
            reviews=reviews,
            uasc={row.child: row for row in rows.uasc.rows},
            contacts={row.child: row for row in rows.contacts.rows},
        )

    def child(self, row: HeaderRow) -> RosterChild:
        contact = self.contacts.get(row.child)
        uasc = self.uasc.get(row.child)
        return RosterChild(
            id=row.child,
            gender=row.gender,
            birth_month=row.born_on.replace(day=1),
            is_unaccompanied=bool(uasc and (uasc.ceased_on is None or uasc.ceased_on > self.year.ends_on)),
            placements=self._placements(row.child),
            reviews=tuple(sorted(self.reviews.get(row.child, ()), key=lambda review: review.held_on)),
            contact=contact.contact if contact else None,
        )

    def _placements(self, child: ChildId) -> tuple[Placement, ...]:
        placements = placements_of(self._episodes(child))
        contact = self.contacts.get(child)
        if not contact or not placements or placements[-1].ended_on:
            return placements
        return (*placements[:-1], self._told_by_contact(placements[-1], contact))

    def _told_by_contact(self, current: Placement, contact: ContactRow) -> Placement:
        """Fill in what postcodes did not tell; an unaccompanied young person has no distance (rule 406)."""
        area = contact.area if current.area is Area.UNKNOWN else current.area
        distance = current.distance
        if distance is DistanceBand.UNKNOWN and contact.child not in self.uasc:
            distance = distance_band(contact.distance_miles)
        return replace(current, area=area, distance=distance)

    def _episodes(self, child: ChildId) -> Iterator[Episode]:
        addresses = dict[str, int]()
        for row in self.episodes.get(child, ()):
            post = plain(row.placement_post)
            yield Episode(
                began_on=row.began_on,
                ended_on=row.ended_on,
                reason_new=row.reason_new,
                legal_status=row.legal_status,
                place_code=row.place_code,
                provider_kind=row.provider_kind,
                provider_urn=row.provider_urn,
                reason_changed=row.reason_changed,
                area=self.locations.area(row),
                distance=DistanceBand.UNKNOWN if child in self.uasc else self.locations.distance(row),
                address=addresses.setdefault(post, len(addresses) + 1) if post else 0,
            )


def _unknown_iros(contacts: Rows[ContactRow], iros: Collection[str] | None) -> Iterator[Problem]:
    if iros is None:
        return
    for row in contacts.rows:
        email = row.contact.iro_email
        if email and email.casefold() not in iros:
            yield problem(
                Reason.IRO_UNKNOWN, file=contacts.file, line=row.line, column="iro_email", value=email
            )


def _unreadable(year: ReturnYear | None, tables: Tables, problems: Iterable[Problem]) -> Roster:
    return Roster(year=year, children=(), problems=tuple(problems), notices=tables.notices)
