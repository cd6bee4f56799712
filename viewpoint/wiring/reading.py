"""How what was sent is read, acted on and answered."""

from functools import cached_property

from viewpoint import paths
from viewpoint.services.closing import ClosingResponses
from viewpoint.services.concerns import Concerns
from viewpoint.services.covering import Covering
from viewpoint.services.drafting import Drafting
from viewpoint.services.file_records import FileRecords
from viewpoint.services.for_review import ReviewParts
from viewpoint.services.notice_choices import NoticeChoices
from viewpoint.services.notices import Notices
from viewpoint.services.outside import Outside
from viewpoint.services.oversight import Oversight
from viewpoint.services.pin_codes import PinCodes
from viewpoint.services.prepare import Prepare
from viewpoint.services.promises import Promises
from viewpoint.services.raising import Raising
from viewpoint.services.reply import Replying
from viewpoint.services.reply_templates import ReplyTemplates
from viewpoint.services.return_reviews import ReturnReviews
from viewpoint.services.review import Review
from viewpoint.services.take_part import TakePart
from viewpoint.services.translating import Translating
from viewpoint.services.voices import Voices
from viewpoint.wiring.asking import Asking
from viewpoint.wording.record import RecordWriter
from viewpoint.wording.sheet import SheetWriter


class Reading(Asking):
    """How what was sent is read, acted on and answered."""

    @cached_property
    def notices(self) -> Notices:
        """What staff are told."""
        return Notices(self.clock)

    @cached_property
    def raising(self) -> Raising:
        """How a concern begins."""
        return Raising(self.audit, self.notices, self.councils, self.clock)

    @cached_property
    def concerns(self) -> Concerns:
        """Taking up concerns."""
        return Concerns(self.database, self.vault, self.audit, self.instruments, self.clock)

    @cached_property
    def notice_choices(self) -> NoticeChoices:
        """Which notices somebody wants."""
        return NoticeChoices(self.database)

    @cached_property
    def oversight(self) -> Oversight:
        """What a manager sees."""
        return Oversight(self.database, self.councils, self.clock)

    @cached_property
    def covering(self) -> Covering:
        """Who stands in for whom."""
        return Covering(self.database, self.audit, self.notices, self.clock)

    @cached_property
    def outside(self) -> Outside:
        """Opening somebody outside a caseload."""
        return Outside(self.database, self.vault, self.audit, self.notices, self.clock)

    @cached_property
    def review(self) -> Review:
        """The IRO's caseload and readings."""
        return Review(self.database, self.vault, self.audit, self.instruments, self.councils, self.clock)

    @cached_property
    def prepare(self) -> Prepare:
        """Sheets for reviews to come."""
        return Prepare(self._review_parts, SheetWriter(self.templates, self.catalogues, paths.templates()))

    @cached_property
    def file_records(self) -> FileRecords:
        """What was sent, for a records system."""
        writer = RecordWriter(self.templates, self.catalogues, paths.templates())
        return FileRecords(self._review_parts, writer)

    @cached_property
    def take_part(self) -> TakePart:
        """How young people took part in their reviews."""
        return TakePart(self._review_parts)

    @cached_property
    def return_reviews(self) -> ReturnReviews:
        """The Reviews table of SSDA903."""
        return ReturnReviews(self._review_parts)

    @cached_property
    def replying(self) -> Replying:
        """Replies to what was sent."""
        return Replying(self.inviting)

    @cached_property
    def drafting(self) -> Drafting:
        """Replies that are being written."""
        return Drafting(self.inviting)

    @cached_property
    def promises(self) -> Promises:
        """What was promised in replies."""
        return Promises(self.inviting, self.replying)

    @cached_property
    def closing(self) -> ClosingResponses:
        """Closing without a reply."""
        return ClosingResponses(self.inviting)

    @cached_property
    def translating(self) -> Translating:
        """What people say that answers mean."""
        return Translating(self.inviting)

    @cached_property
    def reply_templates(self) -> ReplyTemplates:
        """Texts that replies begin from."""
        return ReplyTemplates(self.database, self.vault, self.audit, self.clock)

    @cached_property
    def voices(self) -> Voices:
        """Answers said aloud."""
        return Voices(self.database, self.vault, self.audit, self.instruments, self.councils, self.clock)

    @cached_property
    def pin_codes(self) -> PinCodes:
        """Codes for choosing pictures again."""
        return PinCodes(
            self.database, self.vault, self.audit, self.throttle, self.settings.code_key, self.clock
        )

    @cached_property
    def _review_parts(self) -> ReviewParts:
        return ReviewParts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            instruments=self.instruments,
            clock=self.clock,
        )
