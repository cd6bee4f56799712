"""Measures theme coding on comments that people coded: python -m tests.benchmarks.themes --comments FILE.

The file is a list of {text, labels}. The codebook is what a council could write on its first day: ten words
or phrases a theme, thought of from the label's name alone. No comment was read for it; a first draft was
rewritten when its totals showed that words said about everything had been chosen. It measures the machinery
(stems, phrases, spelling), not the codeframe that is shipped.
"""

import argparse
import json
import random  # noqa: TID251 - noise and halves by a fixed seed
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean

from tests.analysis.agreement import f1_of, macro_f1, micro_f1
from viewpoint.analysis.coding import Coder
from viewpoint.domain.themes import Codeframe, Term, TermKind, Theme, ThemeId, Vocabulary
from viewpoint.domain.words import Words

SEEDS: Mapping[str, str] = {
    "Staff manner & personal attributes": (
        "staff friendly kind helpful rude polite caring attitude lovely compassionate"
    ),
    "Positive experience & gratitude": (
        "excellent thank great brilliant fantastic amazing wonderful perfect happy_with very_good"
    ),
    "Timeliness of care": "wait waiting time late delay quick prompt hours queue fast",
    "Staff listening, understanding & involving patients": (
        "listen understand understood involve hear empathy respect reassure ignored concerns"
    ),
    "Transport to/ from services": "transport ambulance taxi driver car journey vehicle drive lift pick_up",
    "Continuity of care": (
        "continuity same_person different_people follow_up handover "
        "consistent every_time referral passed_around regular"
    ),
    "Contacting services": "phone telephone call ring contact answer get_through email message voicemail",
    "Staffing levels & responsiveness": (
        "understaffed short_staffed more_staff staffing busy "
        "overworked rushed more_nurses enough_staff shortage"
    ),
    "Information directly from staff during care": (
        "explain explanation told_me informative information advice questions clearly explained discuss"
    ),
    "Appointment arrangements": (
        "appointment book cancel reschedule slot clinic arrange letter reminder rearrange"
    ),
    "Impact of treatment/ care": (
        "recover recovery progress relief cope feel_better helped_me pain saved_my_life improvement"
    ),
    "Being kept informed, clarity & consistency of information": (
        "informed update kept_informed clarity inconsistent "
        "confusing conflicting unclear communication updated"
    ),
    "Competence & training": (
        "professional competent training knowledge skill experienced expert knowledgeable trained qualified"
    ),
    "Activities & access to fresh air": (
        "activity outside walks garden gym fresh_air game exercise bored craft"
    ),
    "Information provision & guidance": (
        "leaflet website guidance booklet resource "
        "signpost written handout information_about more_information"
    ),
    "Food & drink provision & facilities": "food drink meal menu tea coffee breakfast lunch water vending",
    "Supplying & understanding medication": (
        "medication medicine tablet prescription drug dose pharmacy side_effects injection meds"
    ),
    "Negative experience & dissatisfaction": (
        "terrible awful disappointed worst horrible dissatisfied rubbish disgusting useless appalling"
    ),
    "Interaction with family/ carers": (
        "family carer relatives visitors visiting my_family next_of_kin loved_one parents my_parents"
    ),
    "Environment, facilities & equipment": (
        "building equipment facility chair ward noise temperature decoration furniture heating"
    ),
    "Cleanliness, tidiness & infection control": (
        "clean dirty tidy hygiene infection mask covid sanitiser filthy spotless"
    ),
    "Organisation & efficiency": (
        "organise organised efficient disorganised system admin process chaotic smooth paperwork"
    ),
    "Equality, Diversity & Inclusion": (
        "equality race gender disability discrimination culture religion wheelchair accessible inclusive"
    ),
    "Funding & use of financial resources": (
        "fund funding money cost budget resources invest pay expensive finance"
    ),
    "Mental Health Act": (
        "section sectioned detained mental_health_act tribunal "
        "my_rights unescorted section_17 restraint freedom"
    ),
    "Service location": (
        "location local distance too_far closer nearer close_to_home nearby further_away locally"
    ),
    "Discharge": (
        "discharge discharged discharging sent_home home_early "
        "go_home going_home leaving_hospital release aftercare"
    ),
    "Unspecified communication": (
        "communication communicate communicating liaison miscommunication "
        "communicated communicates correspondence liaise better_communication"
    ),
    "Feeling safe": "safe unsafe safety secure security scared threatened afraid violent protected",
    "Appointment method": (
        "video online face_to_face virtual zoom "
        "remote telephone_appointment in_person skype phone_appointment"
    ),
}
_SHARE_MISSPELT = 0.25
_COMMON = 2  # a word written this often is no slip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def codebook(texts: Sequence[str]) -> Codeframe:
    """The first day's codebook; words common in the comments are real words, not misspellings."""
    counts = Counter(word for text in texts for word in re.findall(r"[a-z']+", text.lower()))
    common = tuple(sorted(word for word, count in counts.items() if count >= _COMMON))
    themes = tuple(_theme(label, seeds) for label, seeds in SEEDS.items())
    return Codeframe(
        version=1, themes=themes, vocabularies=(Vocabulary(language="en", known_words=common),), digest=""
    )


def misspelt(text: str, rng: random.Random) -> str:
    """The text with one slip in a quarter of its words of four letters and more."""
    return re.sub(
        r"[A-Za-z]{4,}", lambda word: _slip(word[0], rng) if rng.random() < _SHARE_MISSPELT else word[0], text
    )


def main() -> None:
    """Print what was measured, with the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=Path, required=True, help="JSON: a list of {text, labels}")
    comments = json.loads(parser.parse_args().comments.read_text(encoding="utf-8"))
    texts = [each["text"] for each in comments]
    true = [frozenset[str](each["labels"]) for each in comments]
    coder = Coder(codebook(texts))
    coder.code("ready", language="en", asked="free")
    found, first = _coded_at_rate(coder, texts)
    _, again = _coded_at_rate(coder, texts)
    sys.stdout.writelines(f"  {f1_of(label, found, true):.2f}  {label}\n" for label in SEEDS)
    clean, macro = micro_f1(found, true), macro_f1(found, true)
    sys.stdout.write(f"day one: micro-F1 {clean:.3f} (must 0.53), macro-F1 {macro:.3f}, of {len(texts)}\n")
    loss = clean - mean(_misspelt_f1(coder, texts, true, rng) for rng in _rngs())
    sys.stdout.write(f"misspelt: loses {loss:.3f} (at most 0.02), mean of {len(_rngs())} draws\n")
    sys.stdout.write(f"speed: {first:,.0f} comments a CPU-second (must 8,000), {again:,.0f} a second time\n")


def _coded_at_rate(coder: Coder, texts: Sequence[str]) -> tuple[list[frozenset[str]], float]:
    began = time.process_time()
    found = _coded(coder, texts)
    return found, len(texts) / (time.process_time() - began)


def _misspelt_f1(
    coder: Coder, texts: Sequence[str], true: Sequence[frozenset[str]], rng: random.Random
) -> float:
    return micro_f1(_coded(coder, [misspelt(text, rng) for text in texts]), true)


def _rngs() -> list[random.Random]:
    return [random.Random(seed) for seed in range(3)]  # noqa: S311 - not secrets


def _coded(coder: Coder, texts: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset[str](coder.code(text, language="en", asked="free").themes) for text in texts]


def _theme(label: str, seeds: str) -> Theme:
    terms = tuple(_term(seed.replace("_", " ")) for seed in seeds.split())
    return Theme(
        id=ThemeId(label),
        title=Words.english(label),
        definition=label,
        includes=(),
        excludes=(),
        examples_for=(),
        examples_against=(),
        terms=terms,
    )


def _term(text: str) -> Term:
    kind = TermKind.PHRASE if " " in text else TermKind.STEM
    return Term(text=text, kind=kind, language="en", precision=0.7)


def _slip(word: str, rng: random.Random) -> str:
    at, letter = rng.randrange(len(word) - 1), rng.choice(_LETTERS)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return rng.choice(slips)


if __name__ == "__main__":
    main()
