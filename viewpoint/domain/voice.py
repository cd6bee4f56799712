"""Answers that are said aloud: what a recording may be, and when a question takes one."""

from dataclasses import dataclass, field

from viewpoint.domain.council import Council
from viewpoint.domain.errors import BadInput
from viewpoint.domain.invitation import InvitationKind, InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.questionnaire import Lane, Question, QuestionType, Visibility

LONGEST_SECONDS = 120
MOST_BYTES = 2 * 1024 * 1024
"""Two minutes of speech have a fifth of it; browsers that choose a high quality need more."""

_BEGINNINGS = {"audio/webm": (0, b"\x1aE\xdf\xa3"), "audio/ogg": (0, b"OggS"), "audio/mp4": (4, b"ftyp")}


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A recording as a browser made it."""

    media_type: str
    content: bytes = field(repr=False)


def sound_of(content: bytes) -> Sound:
    """A recording, known by how its bytes begin and by nothing that was claimed of it.

    Raises:
        BadInput: it is none of what browsers record, or too long.
    """
    if len(content) > MOST_BYTES:
        raise BadInput("the recording is too long; record two minutes at most")
    for media_type, (at, beginning) in _BEGINNINGS.items():
        if content[at : at + len(beginning)] == beginning:
            return Sound(media_type=media_type, content=content)
    raise BadInput("this is no recording; record it again")


def may_be_said(question: Question, journey: Journey, council: Council) -> bool:
    """Whether a question may be answered aloud: it asks for words that their IRO reads.

    A voice is known by who hears it, so nothing anonymous and nothing that is only counted is said aloud.
    """
    invitation = journey.visit.invitation
    return (
        council.has_voice_answers
        and question.type is QuestionType.TEXT
        and question.visibility is not Visibility.TOTALS
        and journey.instrument.lane is Lane.NAMED
        and invitation.kind not in {InvitationKind.PULSE, InvitationKind.OBSERVER}
        and invitation.state is not InvitationState.SENT
        and any(each.name == question.name for page in journey.pages for each in page.questions)
    )
