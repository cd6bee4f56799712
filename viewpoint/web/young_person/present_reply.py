"""What a young person is shown of who read what they sent, and of every reply, point by point."""

from collections.abc import Mapping

from viewpoint.domain.council import Council
from viewpoint.domain.journey import Journey
from viewpoint.domain.reply import Point
from viewpoint.domain.standing import Standing
from viewpoint.services.hear_back import Afterwards, Heard
from viewpoint.web.locale import gettext as _
from viewpoint.web.young_person import pieces
from viewpoint.web.young_person.present import day_of
from viewpoint.wording.dates import day_and_year


def reply_views(journey: Journey, after: Afterwards, language: str) -> tuple[pieces.ReplyView, ...]:
    """Every reply, newest first; there are none without the picture PIN."""
    labels = {each.name: each.label.in_language(language) for each in journey.instrument.questions}
    return tuple(_reply(heard, labels, language) for heard in after.replies)


def read_by_whom(after: Afterwards, council: Council, language: str) -> str:
    """Whoever read it, by name and role: "Sam Carter, your IRO"; empty without the picture PIN."""
    if not after.read_by_name:
        return ""
    title = council.reader_of(after.visit.invitation.profile.age_band).in_language(language)
    if after.read_as is Standing.COVER:
        return _("%(name)s, in place of %(title)s", name=after.read_by_name, title=title)
    return _("%(name)s, %(title)s", name=after.read_by_name, title=title)


def read_by_others(after: Afterwards, council: Council, language: str) -> tuple[tuple[str, str], ...]:
    """Who else read it for a stated reason, and on which day; nobody without the picture PIN."""
    title = council.reader_of(after.visit.invitation.profile.age_band).in_language(language)
    return tuple(
        (_("%(name)s, who works with %(title)s", name=name, title=title), day_of(at, language))
        for name, at in after.read_outside
    )


def _reply(heard: Heard, labels: Mapping[str, str], language: str) -> pieces.ReplyView:
    return pieces.ReplyView(
        opening=heard.reply.opening,
        points=tuple(_point(point, labels, language) for point in heard.reply.points),
        from_name=heard.from_name,
        on=day_of(heard.sent_at, language),
    )


def _point(point: Point, labels: Mapping[str, str], language: str) -> pieces.PointView:
    # A question that is gone from the questionnaire leaves the point without a heading, never without words.
    about = (labels.get(point.question, ""), point.about)
    return pieces.PointView(
        outcome=point.outcome.value,
        words=point.words,
        about=" ".join(each for each in about if each),
        by=day_and_year(point.by_on, language) if point.by_on else "",
        who=point.who,
    )
