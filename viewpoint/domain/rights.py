"""What the law gives a young person in care, said for their age and their nation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from viewpoint.domain.council import VERIFIED_FOR
from viewpoint.domain.people import AgeBand, Nation
from viewpoint.domain.words import Words


class Topic(StrEnum):
    """What a right is about, in the order in which they are told."""

    MEETING = "meeting"
    HEARD = "heard"
    ADVOCATE = "advocate"
    FAMILY = "family"
    COMPLAIN = "complain"
    FILE = "file"
    LEAVING = "leaving"


class Ages(StrEnum):
    """Whom a page of rights is written for; leaving care begins at 16, so the oldest overlap."""

    FOUR_TO_SEVEN = "4_7"
    EIGHT_TO_ELEVEN = "8_11"
    TWELVE_TO_SEVENTEEN = "12_17"
    SIXTEEN_TO_TWENTY_FIVE = "16_25"


AGES: dict[AgeBand, Ages] = {
    AgeBand.UNDER_4: Ages.FOUR_TO_SEVEN,
    AgeBand.FOUR_TO_SEVEN: Ages.FOUR_TO_SEVEN,
    AgeBand.EIGHT_TO_ELEVEN: Ages.EIGHT_TO_ELEVEN,
    AgeBand.TWELVE_TO_SEVENTEEN: Ages.TWELVE_TO_SEVENTEEN,
    AgeBand.EIGHTEEN_TO_TWENTY_FIVE: Ages.SIXTEEN_TO_TWENTY_FIVE,
}
"""The page that each age band is shown first."""


@dataclass(frozen=True, kw_only=True)
class Right:
    """One right, as it is told to some ages in some nations."""

    topic: Topic
    title: Words
    says: Words
    ages: frozenset[Ages]
    nations: frozenset[Nation]
    verified_on: date | None = None
    must_be_checked: bool = False

    def is_stale(self, on: date) -> bool:
        """Whether nobody has verified the rule within 180 days, or ever."""
        return self.must_be_checked or self.verified_on is None or on - self.verified_on > VERIFIED_FOR


def is_told(topic: Topic, ages: Ages) -> bool:
    """Whether these ages are told of it: leaving care is no news for a child."""
    return topic is not Topic.LEAVING or ages in {Ages.TWELVE_TO_SEVENTEEN, Ages.SIXTEEN_TO_TWENTY_FIVE}


def rights_for(rights: Iterable[Right], ages: Ages, nation: Nation) -> tuple[Right, ...]:
    """What these ages are told in a nation, in order."""
    own = [right for right in rights if ages in right.ages and nation in right.nations]
    return tuple(sorted(own, key=lambda right: list(Topic).index(right.topic)))
