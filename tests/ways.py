"""Ways through a questionnaire that together take each of its conditions both ways, for robots to walk."""

import random  # noqa: TID251 - which way a robot goes is no secret
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain, islice, product
from typing import Any

from tests.builders import Made, World, a_profile
from tests.domain.walker import every_answer, every_value_once, profile_fields
from viewpoint import paths
from viewpoint.domain.expression import Value
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.journey import WHO, WhoIsHere
from viewpoint.domain.languages import LANGUAGES
from viewpoint.domain.people import Profile
from viewpoint.domain.questionnaire import LAST_TIME, PROFILE_CHOICES, Instrument, Lane, QuestionnaireKind
from viewpoint.domain.response import SKIPPED, Answer, answer_value
from viewpoint.domain.routing import Page, pages
from viewpoint.domain.tailoring import assembled
from viewpoint.exchange.questionnaires import Library, load_library
from viewpoint.services.instruments import instrument_json

PICTURES = ("cat", "key", "cat", "moon")
BASE = "my_views_8_11"
"""What a module is asked with."""
LAST = "my_views_12_17_home"
"""What was answered last time, where that matters."""
MOST_PROFILES, TRIES = 40, 12
Turn = tuple[str, bool]
"""A row with a condition, and whether it was asked."""


@dataclass(frozen=True)
class Way:
    """Who is asked, what they said last time, and what they answer on each page of their path."""

    instrument: Instrument
    profile: Profile
    last: Mapping[str, str]
    """By measure; empty where they were not asked before."""
    steps: tuple[tuple[int, Page, Mapping[str, Answer]], ...]
    """Each page's number in its address, and its answers."""
    turns: frozenset[Turn]


@cache
def shipped() -> Library:
    """The questionnaires that ship, read once."""
    return load_library(paths.questionnaires(), paths.translations(), tuple(LANGUAGES))


@cache
def ways(form_id: str) -> tuple[Way, ...]:
    """As few as a greedy choice finds; between them every condition is true once and false once.

    Raises:
        AssertionError: some condition was only ever true, or only ever false.
    """
    instrument = _whole(shipped(), form_id)
    wanted = {(row.name, way) for row in instrument.questions if row.relevant for way in (True, False)}
    found = sorted(_tried(instrument), key=lambda way: -len(way.turns))
    kept: list[Way] = []
    while wanted or not kept:
        best = max(found, key=lambda way: len(way.turns & wanted))
        assert best.turns & wanted or not wanted, f"{form_id}: never met {sorted(wanted)}"
        kept.append(best)
        wanted -= best.turns
    return tuple(kept)


def invited_on(world: World, way: Way, language: str) -> Made:
    """Somebody who is asked what a way goes through; who was asked before has sent, behind their pictures."""
    child = world.young_person()
    if way.last:
        _sent_last_time(world, world.invited(child, profile=way.profile), way.last)
        world.clock.forward(days=1)
    kind = InvitationKind.PULSE if way.instrument.lane is Lane.ANONYMOUS else InvitationKind.VIEWS
    round_ = world.round().id if kind is InvitationKind.PULSE else None
    return world.invited(
        child,
        profile=way.profile,
        forms=instrument_json(way.instrument),
        language=language,
        kind=kind,
        round=round_,
        sent_at=world.clock(),
    )


def _whole(library: Library, form_id: str) -> Instrument:
    form = library.questionnaires[form_id]
    if form.kind is QuestionnaireKind.MODULE:
        return assembled(library.questionnaires[BASE], [form])
    return assembled(form, [])


def _tried(instrument: Instrument) -> Iterator[Way]:
    chance = random.Random(instrument.forms[-1].form_id)  # noqa: S311 - as above
    known = profile_fields(instrument.questions)
    mixes = (dict(zip(known, mix, strict=True)) for mix in product(*known.values()))
    for mix in islice(chain(every_value_once(known), mixes), MOST_PROFILES):
        for _try in range(TRIES):
            yield _one_way(instrument, mix, chance)


def _one_way(instrument: Instrument, mix: Mapping[str, Value], chance: random.Random) -> Way:
    profile = _profile(mix)
    last = {
        name.removeprefix(LAST_TIME): str(value)
        for name, value in mix.items()
        if name.startswith(LAST_TIME) and value
    }
    values = {**profile.values(), **_last_values(mix), WHO: WhoIsHere.ALONE.value}
    places = {row.name: number for number, row in enumerate(instrument.questions, 1)}
    asked_after = {name for row in instrument.questions if row.relevant for name in row.relevant.names}
    answers: dict[str, Answer] = {}
    steps: list[tuple[int, Page, Mapping[str, Answer]]] = []
    while len(path := pages(instrument, values, answers)) > len(steps):
        page = path[len(steps)]
        given = {
            row.name: chance.choice(every_answer(row)) if row.name in asked_after else _first(row)
            for row in page.questions
            if row.asks
        }
        answers |= given
        steps.append((places[page.name], page, given))
    asked = {row.name for _, page, _ in steps for row in page.questions}
    turns = frozenset((row.name, row.name in asked) for row in instrument.questions if row.relevant)
    return Way(instrument, profile, last, tuple(steps), turns)


def _first(row: Any) -> Answer:
    return every_answer(row)[1] if len(every_answer(row)) > 1 else SKIPPED


def _last_values(mix: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in mix.items() if name.startswith(LAST_TIME) and value}


def _profile(mix: Mapping[str, Value]) -> Profile:
    """The profile that these values are of; what no condition names is as for everybody else."""
    stored = a_profile().to_json()
    own = {each.name for each in fields(Profile)}
    renamed = {"sixteen_or_over": "is_16_or_over", "moved_lately": "has_moved_lately"}
    renamed["asked_before"] = "was_asked_before"
    for name, value in mix.items():
        if name.startswith(LAST_TIME):
            continue
        if name == "communication":
            stored[name] = tuple(str(value).split())
        elif PROFILE_CHOICES.get(name) == ("yes", "no"):
            stored[renamed.get(name, f"is_{name}")] = value == "yes"
        elif name in own:
            stored[name] = value
    return Profile.from_json(stored)


def _sent_last_time(world: World, made: Made, last: Mapping[str, str]) -> None:
    respond, pins = world.services.respond, world.services.pins
    secret = world.started(made)
    pins.choose(secret, PICTURES)
    respond.answer(secret, lambda journey: dict(_answers(journey.instrument, last)))
    respond.send(secret)


def _answers(instrument: Instrument, last: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
    for row in instrument.questions:
        if row.measure in last:
            every: Sequence[Answer] = every_answer(row)
            chosen = [each for each in every if answer_value(row, each) == last[row.measure]]
            yield row.name, chosen[0] if chosen else Answer.saying(last[row.measure])
