"""What can be heard on a page: a template asks for the sound of a text, in the page's language."""

import html
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from viewpoint.services.sounds import Sounds
from viewpoint.web.assets import SOUNDS
from viewpoint.web.locale import current_language
from viewpoint.wording.catalogues import ENGLISH_BENEATH


@dataclass(frozen=True, kw_only=True)
class SoundView:
    """Where a sound is fetched from, and whether the page has to say that a computer speaks."""

    url: str
    is_computer: bool
    words: str
    """What is said, plain."""


def sound_finder(sounds: Sounds) -> Callable[[str], SoundView | None]:
    """What templates call `sound`: the sound of a text, None where there is none."""

    def _sound(text: str) -> SoundView | None:
        words = _without_english(text)
        found = sounds.find(current_language(), words)
        if found is None:
            return None
        return SoundView(url=f"/{SOUNDS}/{found.file}", is_computer=found.is_computer, words=words)

    return _sound


def _without_english(text: str) -> str:
    """The words in the page's own language, of a text that may have its English beneath."""
    if not isinstance(text, Markup):
        return text
    before = ENGLISH_BENEATH.partition("%")[0]
    return html.unescape(str(text).partition(before)[0])
