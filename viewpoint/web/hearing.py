"""What can be heard on a page: a template asks for the sound of a text, in the page's language."""

from collections.abc import Callable
from dataclasses import dataclass

from viewpoint.services.sounds import Sounds
from viewpoint.web.assets import SOUNDS
from viewpoint.web.locale import current_language


@dataclass(frozen=True, kw_only=True)
class SoundView:
    """Where a sound is fetched from, and whether the page has to say that a computer speaks."""

    url: str
    is_computer: bool


def sound_finder(sounds: Sounds) -> Callable[[str], SoundView | None]:
    """What templates call `sound`: the sound of a text, None where there is none."""

    def _sound(text: str) -> SoundView | None:
        found = sounds.find(current_language(), text)
        return SoundView(url=f"/{SOUNDS}/{found.file}", is_computer=found.is_computer) if found else None

    return _sound
