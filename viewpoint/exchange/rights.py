"""Reads what the law gives young people, and says which rules need checking again."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import TypeVar

from viewpoint.domain.people import AgeBand, Nation
from viewpoint.domain.rights import Ages, Right, Topic, is_told
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.exchange.reading_age import GRADE_LIMITS, grade
from viewpoint.exchange.yaml_fields import Fields, Notes, nearest
from viewpoint.exchange.yaml_files import FilesRefused, Problem, read_yaml

_KEYS = (
    "ages",
    "nations",
    "says",
    "verified_on",
    "check_before_use",
    "source",  # for the person who checks it next
)
LIMITS = {
    Ages.FOUR_TO_SEVEN: GRADE_LIMITS[AgeBand.FOUR_TO_SEVEN],
    Ages.EIGHT_TO_ELEVEN: GRADE_LIMITS[AgeBand.EIGHT_TO_ELEVEN],
    Ages.TWELVE_TO_SEVENTEEN: GRADE_LIMITS[AgeBand.TWELVE_TO_SEVENTEEN],
    Ages.SIXTEEN_TO_TWENTY_FIVE: GRADE_LIMITS[AgeBand.TWELVE_TO_SEVENTEEN],
}
Code = TypeVar("Code", bound=StrEnum)


def read_rights(folder: Path) -> tuple[Right, ...]:
    """The rights of every topic: each said once, and only once, to each age in each nation.

    Raises:
        FilesRefused: a file is not YAML, or anything in it is wrong, missing or said twice: every problem
            with its file, its line and its mend.
    """
    rights: list[Right] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        notes = Notes(file.name)
        rights += _rights(Fields(read_yaml(file), notes, ("topic", "title", "rights")))
        problems += notes.problems
    for topic in Topic:
        if not any(right.topic is topic for right in rights):
            mend = f"write a file that begins with `topic: {topic}`"
            problems.append(Problem(file=folder.name, line=1, what=f"nothing is said of {topic}", mend=mend))
    if problems:
        raise FilesRefused(tuple(sorted(problems, key=lambda problem: (problem.file, problem.line))))
    return tuple(rights)


def unverified_rights(rights: Sequence[Right], nation: Nation, on: date) -> list[str]:
    """A warning for each topic with rules that somebody should look up again before children rely on it."""
    own = [right for right in rights if nation in right.nations and right.is_stale(on)]
    counts = {topic: sum(right.topic is topic for right in own) for topic in Topic}
    return [
        f"rights, {nation}, {topic}: {count} text(s) not verified within 180 days; check, set verified_on"
        for topic, count in counts.items()
        if count
    ]


def _rights(top: Fields) -> list[Right]:
    name = top.one_of("topic", [topic.value for topic in Topic])
    title = top.words("title")
    top.require("rights")
    entries = list(top.tables("rights", _KEYS))
    if name not in set(Topic):
        return []
    topic = Topic(name)
    rights = [_right(entry, topic, title) for entry in entries]
    _refuse_gaps(top, topic, rights)
    return rights


def _right(entry: Fields, topic: Topic, title: Words) -> Right:
    entry.needed("source")
    ages = _codes(entry, "ages", Ages)
    right = Right(
        topic=topic,
        title=title,
        says=entry.words("says"),
        ages=ages,
        nations=_codes(entry, "nations", Nation),
        verified_on=entry.day("verified_on"),
        must_be_checked=entry.flag("check_before_use"),
    )
    if right.verified_on is None and not right.must_be_checked:
        entry.note(
            "verified_on", "nobody says whether this was verified", "add verified_on or check_before_use"
        )
    limit = min((LIMITS[each] for each in ages), default=0.0)
    if ages and (found := grade(right.says.by_language[ENGLISH])) > limit:
        entry.note(
            "says", f"it reads at grade {found:.1f}, over {limit:.0f}", "use shorter words and sentences"
        )
    return right


def _codes(entry: Fields, key: str, kinds: type[Code]) -> frozenset[Code]:
    entry.require(key)
    known = [kind.value for kind in kinds]
    texts = entry.texts(key)
    for text in texts:
        if text not in known:
            entry.note(key, f"{key} cannot be {text}", nearest(text, known))
    return frozenset(kinds(text) for text in texts if text in known)


def _refuse_gaps(top: Fields, topic: Topic, rights: Sequence[Right]) -> None:
    for ages, nation in product(Ages, Nation):
        count = sum(ages in right.ages and nation in right.nations for right in rights)
        if count > 1:
            top.note(
                "rights", f"{ages} in {nation} is told {count} times", "say it once to each age and nation"
            )
        elif count == 0 and is_told(topic, ages):
            top.note("rights", f"{ages} in {nation} is not told", "add it to an entry's ages and nations")
        elif count and not is_told(topic, ages):
            top.note("rights", f"{ages} need not be told of {topic}", "take it out of ages")
