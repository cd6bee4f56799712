"""What one council brings: its name, numbers, colours and clocks, all of it data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import AgeBand, Nation
from viewpoint.domain.words import Words

VERIFIED_FOR = timedelta(days=180)
ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA), for text of any size

# The grounds that our stylesheet puts under the accent: white, paper, the help band, a chosen card.
LIGHT_GROUNDS = ("#ffffff", "#f8f3e8", "#efe7d6", "#ebebf2")
DARK_GROUNDS = ("#1c1a18", "#272421", "#2a2622")


@dataclass(frozen=True, kw_only=True)
class HelpNumber:
    """A telephone number of the council's own, and when somebody answers it."""

    name: Words
    phone: str
    hours: Words
    verified_on: date | None = None

    @property
    def link(self) -> str:
        """The number as a `tel:` address."""
        return telephone_link(self.phone)

    def is_stale(self, on: date) -> bool:
        """Whether nobody has verified it within 180 days, or ever."""
        return self.verified_on is None or on - self.verified_on > VERIFIED_FOR


@dataclass(frozen=True, kw_only=True)
class HelpService:
    """A national service that a young person can reach without us.

    `purpose` says when to turn to it ("You are in danger now"). `web` is a host name without https://. While
    `must_be_checked`, nobody has yet confirmed what is written here.
    """

    id: str
    name: Words
    purpose: Words
    hours: Words | None = None
    phone: str = ""
    text: str = ""
    web: str = ""
    verified_on: date | None = None
    must_be_checked: bool = False

    @property
    def link(self) -> str:
        """The number as a `tel:` address; empty where there is none."""
        return telephone_link(self.phone) if self.phone else ""

    def is_stale(self, on: date) -> bool:
        """Whether nobody has verified the details within 180 days, or ever."""
        return self.verified_on is None or on - self.verified_on > VERIFIED_FOR


@dataclass(frozen=True, kw_only=True)
class OfficeHours:
    """When somebody is at work on a working day, by the clock in the United Kingdom."""

    opens: time = time(9)
    closes: time = time(17)


@dataclass(frozen=True, kw_only=True)
class EmergencyTeam:
    """How staff who work when the office is closed are told that a concern waits; "" where there is none."""

    phone: str = ""
    """Gets a text, where messages leave through GOV.UK Notify."""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The council's accent and the letters upon it, for light pages and dark, each as #rrggbb."""

    accent: str = "#2a3d99"
    on_accent: str = "#ffffff"
    dark_accent: str = "#b3befc"
    on_dark_accent: str = "#15193a"

    def faint_pairs(self) -> tuple[tuple[str, str, float], ...]:
        """Every two colours that meet on a page with too little contrast to be read, and how much."""
        meetings = [
            (self.on_accent, self.accent),
            *((self.accent, ground) for ground in LIGHT_GROUNDS),
            (self.on_dark_accent, self.dark_accent),
            *((self.dark_accent, ground) for ground in DARK_GROUNDS),
        ]
        measured = ((one, other, contrast(one, other)) for one, other in meetings)
        return tuple(pair for pair in measured if pair[2] < ENOUGH_CONTRAST)


@dataclass(frozen=True, kw_only=True)
class Council:
    """A placing authority as its children meet it.

    `sender` is the neutral name its messages come from. `safe_site` is where quick exit leads. `base_unit`
    is what released numbers are rounded to, 10 in strict mode.
    """

    code: str
    name: Words
    nation: Nation
    languages: tuple[str, ...]
    sender: Words
    reader: Words
    """Who reads the answers, as in "... reads what you write": the IRO by role."""
    reader_from_18: Words
    safe_site: str
    duty: HelpNumber | None = None
    out_of_hours: HelpNumber | None = None
    advocate: HelpNumber | None = None
    complaints: HelpNumber | None = None
    colours: Colours = field(default_factory=Colours)
    invite_before_working_days: int = 15
    read_within_working_days: int = 2
    reply_within_working_days: int = 5
    sheet_before_working_days: int = 5
    """How long before a review its sheet is due."""
    concern_today_within_hours: int = 2
    concern_within_working_days: int = 1
    office_hours: OfficeHours = field(default_factory=OfficeHours)
    emergency_team: EmergencyTeam = field(default_factory=EmergencyTeam)
    base_unit: int = 5
    is_fictional: bool = False
    return_address: tuple[str, ...] = ()
    """The lines of the address that an answered paper is posted to; without one it is handed over."""
    has_voice_answers: bool = False
    """Whether a young person may answer text questions aloud."""
    own_areas: tuple[str, ...] = ()
    """ONS codes of the authorities within its boundary: its own, or for a county its districts'."""

    def numbers(self) -> Mapping[str, HelpNumber]:
        """The council's numbers that are set, by what they are for, in the order a young person sees them."""
        every = {
            "duty": self.duty,
            "out_of_hours": self.out_of_hours,
            "advocate": self.advocate,
            "complaints": self.complaints,
        }
        return {name: number for name, number in every.items() if number is not None}

    def ready(self) -> None:
        """Let links be issued.

        Raises:
            CouncilNotReady: a number that a young person may need is missing; each is named.
        """
        missing = [name for name in NUMBERS if name not in self.numbers()]
        if missing:
            raise CouncilNotReady(f"{self.code}: no links until these have a number: {', '.join(missing)}")

    def reader_of(self, band: AgeBand) -> Words:
        """Who reads the answers of somebody this old: from 18 the personal adviser."""
        return self.reader_from_18 if band is AgeBand.EIGHTEEN_TO_TWENTY_FIVE else self.reader


NUMBERS = ("duty", "out_of_hours", "advocate", "complaints")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def telephone_link(phone: str) -> str:
    """A number as people write it, as a `tel:` address; "0800 1111 (free)" becomes "tel:08001111"."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
