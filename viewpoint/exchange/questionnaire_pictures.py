"""Pictures, faces and sounds of a questionnaire: each is there, and the youngest have one an option."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from viewpoint import paths
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.exchange.yaml_fields import nearest

MOST_SYMBOLS = 6
"""Options with symbols on one page, "not sure" not counted: a switch takes too long to go through more."""

_FACES = {"faces3": 3, "faces5": 5}
_APART = "not_sure"
_CHOICES = {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}
_SYMBOL = re.compile(r'<symbol id="([a-z0-9_]+)"')


@cache
def symbol_names() -> tuple[str, ...]:
    """The symbols that `image` may name without an ending, in the order of the drawing's file."""
    drawing = paths.code() / "web" / "static" / "symbols.svg"
    return tuple(_SYMBOL.findall(drawing.read_text(encoding="utf-8")))


def media_problems(image: str, audio: str, folder: Path) -> Iterator[tuple[str, str]]:
    """What and mend of a symbol that is not drawn, or a file that is not in its folder."""
    if image and "." not in image and image not in symbol_names():
        yield f"there is no symbol {image}", nearest(image, symbol_names())
    for name, place in ((image if "." in image else "", "pictures"), (audio, "sounds")):
        if name and (Path(name).name != name or not (folder / place / name).is_file()):
            yield f"{name} is not in {place}/", "put it there, or take it out"


def appearance_problems(question: Question, reading_age: AgeBand) -> Iterator[tuple[str, str]]:
    """What and mend of a scale with too many or too few faces, and of options that need a picture."""
    shown = [option for option in question.options if option.name != _APART]
    wanted = _FACES.get(question.appearance)
    if wanted and shown and len(shown) != wanted:
        what = f"{question.appearance} needs {wanted} options besides {_APART}, here are {len(shown)}"
        yield what, "change the list or the appearance"
    if question.appearance == "symbols":
        yield from _symbol_problems(question, len(shown))
    elif reading_age is AgeBand.FOUR_TO_SEVEN and question.type in _CHOICES and not wanted:
        what = f"{question.name} has no pictures, and who is asked may not read"
        yield what, "write `appearance: faces3` or `appearance: symbols`"


def _symbol_problems(question: Question, shown: int) -> Iterator[tuple[str, str]]:
    if shown > MOST_SYMBOLS:
        yield f"{question.name} has {shown} symbols, over {MOST_SYMBOLS}", "take options out"
    for option in question.options:
        if not option.image:
            yield f"{option.name} of {question.name} has no picture", "add `image:` to the option"
