"""What a young person is shown once their response is on its way."""

from viewpoint.domain.council import Council
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.hear_back import Afterwards
from viewpoint.services.working_days import add_working_days
from viewpoint.web.young_person import pages, pieces
from viewpoint.web.young_person.present import day_of, meeting_on, reader, renewed
from viewpoint.web.young_person.present_reply import read_by_others, read_by_whom, reply_views
from viewpoint.wording.dates import day


def is_anonymous_and_sent(journey: Journey) -> bool:
    """Whether the answers are on their way without a name: there is nothing to come back to."""
    return journey.is_anonymous and journey.visit.invitation.state is InvitationState.SENT


def anonymous_page(journey: Journey, council: Council, language: str) -> pages.SentPage:
    """Thanks, and that the name is off."""
    return pages.SentPage(reader=reader(journey, council, language), read_by="", is_anonymous=True)


def sent_page(journey: Journey, after: Afterwards, council: Council, language: str) -> pages.SentPage:
    """Read or not and by when; by whom, and the replies, only behind the picture PIN."""
    sent_on = uk_day(after.sent_at)
    read_by = add_working_days(sent_on, council.read_within_working_days, council.nation)
    return pages.SentPage(
        reader=reader(journey, council, language),
        read_by=day(read_by, language),
        read_on=day_of(after.read_at, language) if after.read_at else "",
        meeting_on=meeting_on(journey.visit.invitation, language),
        reply_state=_reply_state(after),
        looked_at_by=_looked_at_by(after, council, language),
        may_be_asked=after.is_looked_at and not after.visit.is_known,
        hears_by_message=journey.visit.invitation.hears_by_message,
        replies=reply_views(journey, after, language),
        sent_on=day(sent_on, language) if after.visit.is_known else "",
        read_by_whom=read_by_whom(after, council, language),
        read_by_others=read_by_others(after, council, language),
        has_pin=journey.visit.has_pin,
        renewed=renewed(journey, council, language),
        open_to=after.goes_on_with.value,
        kind=journey.visit.invitation.kind.value,
    )


def _looked_at_by(after: Afterwards, council: Council, language: str) -> str:
    """Who was asked to look at something that they said; behind the pictures alone, or a finder reads it."""
    if not (after.is_looked_at and after.visit.is_known and council.duty):
        return ""
    return council.duty.name.in_language(language)


def _reply_state(after: Afterwards) -> pieces.ReplyState:
    if after.replies:
        return pieces.ReplyState.SHOWN
    return pieces.ReplyState.WAITING if after.has_reply else pieces.ReplyState.NONE
