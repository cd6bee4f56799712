"""Area and distance of each placement, from postcodes that are dropped here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.placements import area_of, distance_band
from viewpoint.domain.roster import Problem, Reason
from viewpoint.exchange.postcodes import PostcodeDirectory, Whereabouts, miles_between, plain
from viewpoint.exchange.problems import problem
from viewpoint.exchange.ssda903 import EpisodeRow


@dataclass(frozen=True, kw_only=True)
class Locations:
    """Where the postcodes of a return lie; nothing is known of them without a directory."""

    own_areas: Collection[str]
    known: Mapping[str, Whereabouts] = field(repr=False)
    not_found: int

    @classmethod
    def of(
        cls,
        rows: Sequence[EpisodeRow],
        directory: PostcodeDirectory | None,
        own_areas: Collection[str],
    ) -> "Locations":
        """Look up all postcodes at once."""
        written = {post for row in rows for post in (row.home_post, row.placement_post) if post}
        known = directory.find(filter(None, map(plain, written))) if directory else {}
        missing = sum(plain(post) not in known for post in written) if directory else 0
        return cls(own_areas=own_areas, known=known, not_found=missing)

    def area(self, row: EpisodeRow) -> Area:
        """In or out of area; unknown for a postcode that is not known."""
        there = self.known.get(plain(row.placement_post))
        return area_of(there.authority if there else None, self.own_areas)

    def distance(self, row: EpisodeRow) -> DistanceBand:
        """How far from home."""
        home, there = self.known.get(plain(row.home_post)), self.known.get(plain(row.placement_post))
        return distance_band(miles_between(home, there) if home and there else None)

    def notices(self, file: str) -> Iterator[Problem]:
        """How many postcodes were not found, if any."""
        if self.not_found:
            yield problem(Reason.POSTCODES_NOT_FOUND, file=file, count=self.not_found)
