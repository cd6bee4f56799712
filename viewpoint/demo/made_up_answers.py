"""Answers as a made-up young person would give them, question by question along their path."""

from dataclasses import dataclass, replace
from random import Random  # noqa: TID251 - made-up people from a fixed seed

from viewpoint.demo.made_up_words import BY_QUESTION
from viewpoint.domain.journey import Journey
from viewpoint.domain.people import Area, DistanceBand, PlacementType, Profile
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, concern_raised

WRITES = 0.55
"""The share of questions for words that are not left empty."""
SKIPS, KEEPS_IT, NOT_SURE = 0.05, 0.02, 0.04
WORRIES, GOOD, TRIES = 0.02, 0.95, 12
"""The share of worrying answers that are kept, and how others are drawn again."""
OFF_THE_SCALE = frozenset({"not_sure", "only_me", "do_not_stay"})
YES_IS_BAD_NEWS = frozenset({"want_advocate", "want_talk", "police", "pressure", "held_hurt"})


@dataclass(frozen=True)
class Mood:
    """How life is, from 0 (bad) to 1 (good); it tilts every answer."""

    level: float


def mood_of(rng: Random, profile: Profile) -> Mood:
    """Better in families and near home, worse far away: as the published surveys find."""
    level = rng.betavariate(5, 2.2)
    if profile.placement_type is PlacementType.CHILDRENS_HOME:
        level -= 0.12
    if profile.area is Area.OUTSIDE:
        level -= 0.06 if profile.distance is not DistanceBand.OVER_20 else 0.14
    return Mood(min(max(level, 0.02), 0.98))


def fill_in(rng: Random, journey: Journey, mood: Mood) -> dict[str, Answer]:
    """Answers to every question on the path, which may grow as they are given."""
    answers = dict(journey.answers)
    while question := _next(replace(journey, answers=answers)):
        answers[question.name] = _answer(rng, question, mood, journey.visit.language)
    return answers


def _next(journey: Journey) -> Question | None:
    asked = (question for page in journey.pages for question in page.questions if question.asks)
    return next((question for question in asked if question.name not in journey.answers), None)


def _answer(rng: Random, question: Question, mood: Mood, language: str) -> Answer:
    """Nearly always one that worries nobody: most children are safe, and this town has a few who are not."""
    drawn = _drawn(rng, question, mood, language)
    if concern_raised(question, drawn) is None or rng.random() < WORRIES:
        return drawn
    again = (_drawn(rng, question, Mood(GOOD), language) for _ in range(TRIES))
    return next((answer for answer in again if concern_raised(question, answer) is None), SKIPPED)


def _drawn(rng: Random, question: Question, mood: Mood, language: str) -> Answer:
    luck = rng.random()
    if luck < KEEPS_IT:
        return NOT_SAYING
    if luck < KEEPS_IT + SKIPS:
        return SKIPPED
    match question.type:
        case QuestionType.TEXT:
            return _words(rng, question, language)
        case QuestionType.RANGE:
            level = rng.gauss(mood.level * 10, 1.4)
            return Answer.counting(min(max(round(level), 0), 10))
        case QuestionType.SELECT_MULTIPLE:
            return _several(rng, question, mood)
        case _:
            return _one(rng, question, mood)


def _words(rng: Random, question: Question, language: str) -> Answer:
    bank = BY_QUESTION.get(question.name, BY_QUESTION["good_things"])
    if rng.random() > WRITES:
        return SKIPPED
    return Answer.saying(rng.choice(bank.get(language, bank["en"])))


def _one(rng: Random, question: Question, mood: Mood) -> Answer:
    """The options of a scale run from good to bad, or from bad to good where a yes is bad news."""
    steps = [option.name for option in question.options if option.name not in OFF_THE_SCALE]
    if rng.random() < NOT_SURE and len(steps) < len(question.options):
        return Answer.choosing(question.options[-1].name)
    is_turned = question.reverse or question.name in YES_IS_BAD_NEWS
    badness = mood.level if is_turned else 1 - mood.level
    place = rng.gauss(badness * (len(steps) - 1), 0.7)
    return Answer.choosing(steps[min(max(round(place), 0), len(steps) - 1)])


def _several(rng: Random, question: Question, mood: Mood) -> Answer:
    alone = [option.name for option in question.options if option.exclusive]
    others = [option.name for option in question.options if not option.exclusive]
    if alone and rng.random() < mood.level:
        return Answer.choosing(alone[0])
    return Answer.choosing(*rng.sample(others, min(len(others), rng.choice((1, 1, 2, 3)))))
