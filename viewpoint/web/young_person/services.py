"""What the young person's pages may ask for, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.people import AuthorityId, Nation
from viewpoint.domain.rights import Right
from viewpoint.services.add_to import AddTo
from viewpoint.services.go_on import GoOn
from viewpoint.services.hear_back import HearBack
from viewpoint.services.keep_copy import KeepCopy
from viewpoint.services.pin_codes import PinCodes
from viewpoint.services.pins import Pins
from viewpoint.services.respond import Respond
from viewpoint.services.take_back import TakeBack
from viewpoint.services.voices import Voices
from viewpoint.services.you_said import YouSaid

EXTENSION = "viewpoint.young_person"


@dataclass(frozen=True, kw_only=True)
class YoungPersonServices:
    """The services of this audience."""

    respond: Respond
    voices: Voices
    pins: Pins
    pin_codes: PinCodes
    hear_back: HearBack
    go_on: GoOn
    take_back: TakeBack
    add_to: AddTo
    keep_copy: KeepCopy
    you_said: YouSaid
    councils: Mapping[AuthorityId, Council]
    help_services: Mapping[Nation, tuple[HelpService, ...]]
    rights: tuple[Right, ...]
    clock: Callable[[], datetime]


def services() -> YoungPersonServices:
    """Those of the running app."""
    found: YoungPersonServices = current_app.extensions[EXTENSION]
    return found
