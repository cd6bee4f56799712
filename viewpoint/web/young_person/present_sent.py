"""What a young person is shown once their response is on its way."""

from viewpoint.domain.council import Council
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.go_on import Open
from viewpoint.services.hear_back import Afterwards, Heard
from viewpoint.services.working_days import add_working_days
from viewpoint.web.young_person import pages
from viewpoint.web.young_person.present import day_of, meeting_on, reader
from viewpoint.wording.dates import day


def is_anonymous_and_sent(journey: Journey) -> bool:
    """Whether the answers are on their way without a name: there is nothing to come back to."""
    return journey.is_anonymous and journey.visit.invitation.state is InvitationState.SENT


def anonymous_page(journey: Journey, council: Council, language: str) -> pages.SentPage:
    """Thanks, and that the name is off."""
    return pages.SentPage(reader=reader(journey, council, language), read_by="", is_anonymous=True)


def sent_page(
    journey: Journey, after: Afterwards, open_to: Open, council: Council, language: str
) -> pages.SentPage:
    """Read or not and by when; the reply only behind the picture PIN."""
    sent_on = uk_day(after.sent_at)
    read_by = add_working_days(sent_on, council.read_within_working_days, council.nation)
    newest = after.replies[-1] if after.replies else None
    return pages.SentPage(
        reader=reader(journey, council, language),
        read_by=day(read_by, language),
        read_on=day_of(after.read_at, language) if after.read_at else "",
        meeting_on=meeting_on(journey.visit.invitation, language),
        reply_state=_reply_state(after),
        reply=_reply(newest, language) if newest else None,
        has_pin=journey.visit.has_pin,
        open_to=open_to.value,
        kind=journey.visit.invitation.kind.value,
    )


def _reply_state(after: Afterwards) -> pages.ReplyState:
    if after.replies:
        return pages.ReplyState.SHOWN
    return pages.ReplyState.WAITING if after.has_reply else pages.ReplyState.NONE


def _reply(heard: Heard, language: str) -> pages.ReplyView:
    return pages.ReplyView(words=heard.words, from_name=heard.from_name, on=day_of(heard.sent_at, language))
