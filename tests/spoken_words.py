"""A small questionnaire to be heard, and recordings to stand in for people."""

import math
import struct
import wave
from pathlib import Path

from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import (
    Lane,
    Option,
    Question,
    Questionnaire,
    QuestionnaireKind,
    QuestionType,
)
from viewpoint.domain.words import Words

HOME, HINT, YES, NO = "Do you like it where you live?", "Think about today.", "Yes", "No"


def small_questionnaire(label: str = HOME, welsh: str = "Wyt ti'n hoffi dy gartref?") -> Questionnaire:
    """One question with a hint and two options."""
    question = Question(
        form_id="small",
        name="home",
        type=QuestionType.SELECT_ONE,
        label=Words({"en": label, "cy": welsh}),
        hint=Words.english(HINT),
        options=(
            Option(name="yes", label=Words.english(YES)),
            Option(name="no", label=Words.english(NO)),
        ),
    )
    return Questionnaire(
        form_id="small",
        version=1,
        digest="",
        kind=QuestionnaireKind.BASE,
        lane=Lane.NAMED,
        title=Words.english("Small"),
        reading_age=AgeBand.EIGHT_TO_ELEVEN,
        questions=(question,),
    )


def recorded(file: Path, seconds: float = 1.0, hertz: int = 440) -> Path:
    """A tone in a WAV file, as long as somebody speaks."""
    file.parent.mkdir(parents=True, exist_ok=True)
    rate = 22_050
    count = int(rate * seconds)
    tones = (int(9000 * math.sin(2 * math.pi * hertz * at / rate)) for at in range(count))
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(struct.pack(f"<{count}h", *tones))
    return file
