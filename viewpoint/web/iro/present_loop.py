"""From the reply loop to what pages show of it: promises, reasons, drafts, how hard a reply is to read."""

from datetime import date

from flask import url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from viewpoint.domain.closing import How
from viewpoint.domain.languages import bcp47, direction, locale_of
from viewpoint.domain.people import AgeBand
from viewpoint.domain.promise import Promise
from viewpoint.domain.questionnaire import Instrument
from viewpoint.domain.reply import Outcome, Point
from viewpoint.domain.translated import KeptTranslation
from viewpoint.domain.uk_time import uk_day
from viewpoint.exchange.reading_age import FEWEST_WORDS, GRADE_LIMITS, grade, longest_sentence, words
from viewpoint.services.loop import Loop
from viewpoint.services.promises import Opened
from viewpoint.services.reply import Paper
from viewpoint.services.review import Reading
from viewpoint.web.iro.loop_pages import (
    AgeView,
    ClosingView,
    PaperPage,
    PaperPoint,
    PromisePage,
    PromiseView,
    TranslationView,
)
from viewpoint.web.iro.marking import visible
from viewpoint.web.iro.present_caseload import name_or_none
from viewpoint.web.iro.reply_form import ReplyBox
from viewpoint.wording.dates import day, day_and_year

SCHOOL_BEGINS = 5
"""The age at which the grade that the formula gives begins at 0."""
MANY_WORDS = 15
"""A sentence that is longer than this is better made two."""


def age_view(box: ReplyBox, band: str) -> AgeView:
    """How old one has to be to read what is written so far; `band` is the young person's, "" when unknown."""
    text = "\n".join(
        _ended(each) for each in (box.opening, *(point.typed.words for point in box.points)) if each
    )
    if len(words(text)) < FEWEST_WORDS:
        return AgeView()
    found, longest = grade(text), longest_sentence(text)
    count, limit = len(words(longest)), GRADE_LIMITS.get(AgeBand(band)) if band in set(AgeBand) else None
    is_hard = limit is not None and found > limit
    hint = _("Hard to read at their age. Shorter sentences and everyday words help.")
    return AgeView(
        age=_("About the reading age of %(age)s.", age=max(SCHOOL_BEGINS, round(found + SCHOOL_BEGINS))),
        longest=ngettext(
            "The longest sentence has %(num)s word: %(sentence)s",
            "The longest sentence has %(num)s words: %(sentence)s",
            count,
            sentence=visible(longest),
        )
        if is_hard or count > MANY_WORDS
        else "",
        hint=hint if is_hard else "",
    )


def promise_views(reading: Reading, today: date, language: str) -> tuple[PromiseView, ...]:
    """All that is promised to them and still to be done, the oldest day first."""
    return tuple(_promise(each, reading.now.instrument, today, language) for each in reading.loop.promises)


def promise_page(opened: Opened, today: date, language: str) -> PromisePage:
    """One promise to settle."""
    return PromisePage(
        name=name_or_none(opened.name),
        back=url_for("iro.response", response_id=opened.promise.response),
        promise=_promise(opened.promise, opened.instrument, today, language),
    )


def closing_view(loop: Loop, language: str) -> ClosingView | None:
    """Why it was closed without a reply, if it was."""
    closing = loop.closing
    if closing is None:
        return None
    on, name = day(uk_day(closing.closed_at), language), loop.names.get(closing.account, "")
    if closing.reason.how is How.TALKED and closing.reason.talked_on:
        talked = day(closing.reason.talked_on, language)
        line = _(
            "Closed on %(day)s by %(name)s: talked in person on %(talked)s.", day=on, name=name, talked=talked
        )
    else:
        line = _("Closed on %(day)s by %(name)s: nothing to answer.", day=on, name=name)
    return ClosingView(line=line, words=visible(closing.reason.words))


def draft_line(loop: Loop, account: str, language: str) -> str:
    """Whose draft stands in the form and since when; "" where there is none."""
    if loop.draft is None:
        return ""
    on = day(uk_day(loop.draft.saved_at), language)
    if loop.draft.account == account:
        return _("Your draft of %(day)s. Nobody but whoever may read this response sees it.", day=on)
    name = loop.names.get(loop.draft.account, "")
    return _("A draft by %(name)s of %(day)s. You can go on with it.", name=name, day=on)


def translation_view(kept: KeptTranslation, language: str) -> TranslationView:
    """A translation, and that it is one."""
    on = day(uk_day(kept.kept_at), language)
    by = _("Translation by %(name)s, %(day)s: not their own words", name=visible(kept.translated.by), day=on)
    return TranslationView(by=by, words=visible(kept.translated.words))


def paper_page(paper: Paper) -> PaperPage:
    """A reply on paper, in the language that the young person answered in, as it stands at their link."""
    language = paper.response.language
    with force_locale(locale_of(language)):
        return PaperPage(
            back=url_for("iro.response", response_id=paper.response.id),
            language=bcp47(language),
            direction=direction(language),
            heading=_("A reply from %(name)s", name=paper.from_name),
            on=day_and_year(uk_day(paper.sent.sent_at), language),
            opening=visible(paper.sent.reply.opening),
            points=tuple(_paper_point(each, paper.instrument, language) for each in paper.sent.reply.points),
        )


def about(point: Point, instrument: Instrument, language: str) -> str:
    """What a point is about, in words; "" where it names nothing."""
    question = instrument.by_name.get(point.question)
    named = (question.label.in_language(language) if question else "", visible(point.about))
    return " ".join(each for each in named if each)


def _promise(promise: Promise, instrument: Instrument, today: date, language: str) -> PromiseView:
    return PromiseView(
        href=url_for(
            "iro.promise", response_id=promise.response, reply_id=promise.reply, point=promise.number
        ),
        about=about(promise.point, instrument, language),
        words=visible(promise.point.words),
        by=day_and_year(promise.by_on, language),
        who=visible(promise.point.who),
        is_overdue=promise.is_overdue(today),
    )


def _paper_point(point: Point, instrument: Instrument, language: str) -> PaperPoint:
    titles = {
        Outcome.DID: _("What we did"),
        Outcome.WILL: _("What we will do"),
        Outcome.COULD_NOT: _("What we could not do, and why"),
    }
    by = day_and_year(point.by_on, language) if point.by_on else ""
    facts = ((_("By when"), by), (_("Who"), visible(point.who)))
    return PaperPoint(
        title=titles[point.outcome],
        words=visible(point.words),
        about=about(point, instrument, language),
        facts=tuple((words, value) for words, value in facts if value),
    )


def _ended(text: str) -> str:
    """With a stop, so that what stands in two boxes is not taken for one sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
