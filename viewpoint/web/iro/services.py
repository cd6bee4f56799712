"""What the IRO's pages may ask for, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.themes import ThemeId
from viewpoint.domain.uk_time import uk_day
from viewpoint.domain.words import Words
from viewpoint.services.closing import ClosingResponses
from viewpoint.services.concerns import Concerns
from viewpoint.services.covering import Covering
from viewpoint.services.drafting import Drafting
from viewpoint.services.file_records import FileRecords
from viewpoint.services.observers import Observers
from viewpoint.services.outside import Outside
from viewpoint.services.pin_codes import PinCodes
from viewpoint.services.prepare import Prepare
from viewpoint.services.promises import Promises
from viewpoint.services.reply import Replying
from viewpoint.services.reply_templates import ReplyTemplates
from viewpoint.services.return_reviews import ReturnReviews
from viewpoint.services.review import Review
from viewpoint.services.take_part import TakePart
from viewpoint.services.translating import Translating
from viewpoint.services.voices import Voices
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.iro"


@dataclass(frozen=True, kw_only=True)
class IroServices:
    """The services of this audience; `theme_titles` has every theme of the codeframe."""

    review: Review
    covering: Covering
    outside: Outside
    replying: Replying
    drafting: Drafting
    promises: Promises
    closing: ClosingResponses
    translating: Translating
    reply_templates: ReplyTemplates
    observers: Observers
    prepare: Prepare
    file_records: FileRecords
    take_part: TakePart
    return_reviews: ReturnReviews
    pin_codes: PinCodes
    voices: Voices
    concerns: Concerns
    councils: Mapping[AuthorityId, Council]
    theme_titles: Mapping[ThemeId, Words]
    clock: Callable[[], datetime]


def services() -> IroServices:
    """Those of the running app."""
    found: IroServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]


def today() -> date:
    """The day it is in the UK."""
    return uk_day(services().clock())
