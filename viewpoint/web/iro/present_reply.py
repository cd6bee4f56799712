"""From replies to what the IRO's page shows of them, and what a new one may be about."""

from dataclasses import replace

from flask import url_for

from viewpoint.domain.reply import Point, SentReply
from viewpoint.domain.standing import Standing
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.review import Reading
from viewpoint.services.said import Said, asked_questions
from viewpoint.web.iro.marking import visible
from viewpoint.web.iro.pages import PointView, ReplyView
from viewpoint.web.iro.words import OUTCOMES
from viewpoint.web.locale import gettext as _
from viewpoint.wording.dates import day, day_and_year


def reply_views(reading: Reading, account: str, language: str) -> tuple[ReplyView, ...]:
    """Every reply so far, oldest first, in the reader's language; `account` is theirs."""
    labels = {each.name: each.label.in_language(language) for each in reading.now.instrument.questions}
    views = (_reply(sent, labels, account, language) for sent in reading.replies)
    if reading.standing is Standing.OUTSIDE:
        return tuple(replace(view, paper="") for view in views)
    return tuple(views)


def question_choices(said: Said, language: str) -> tuple[tuple[str, str], ...]:
    """The questions of a response that its IRO may see, none of them first."""
    asked = ((each.name, each.label.in_language(language)) for each in asked_questions(said))
    return (("", _("None of these")), *asked)


def _reply(sent: SentReply, labels: dict[str, str], account: str, language: str) -> ReplyView:
    return ReplyView(
        opening=visible(sent.reply.opening),
        points=tuple(_point(point, labels, language) for point in sent.reply.points),
        on=day(uk_day(sent.sent_at), language),
        is_own=sent.account == account,
        paper=url_for("iro.paper", response_id=sent.response, reply_id=sent.id),
    )


def _point(point: Point, labels: dict[str, str], language: str) -> PointView:
    about = [labels.get(point.question, ""), visible(point.about)]
    return PointView(
        outcome=str(OUTCOMES[point.outcome]),
        words=visible(point.words),
        about=" ".join(each for each in about if each),
        by=day_and_year(point.by_on, language) if point.by_on else "",
        who=visible(point.who),
    )
