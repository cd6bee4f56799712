"""The codes of a release in words; a code that a later policy adds is shown as it is until it has words."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from viewpoint.domain.release import RateBand, Trend
from viewpoint.domain.release_policy import DID_NOT_SAY, WHOLE
from viewpoint.domain.themes import ThemeId
from viewpoint.domain.words import Words

MEASURES: Mapping[str, str] = {
    "safe_home": _("Feeling safe where they live"),
    "settled": _("Feeling settled where they live"),
    "listened": _("Being listened to by the adults where they live"),
    "trusted_adult": _("Having an adult they really trust"),
    "know_why": _("Knowing why they are in care"),
    "know_iro_sw": _("Knowing who their social worker and IRO are"),
    "family_time": _("How much time they have with their family"),
    "school_ok": _("Things being OK at school, college or work"),
    "fun": _("Getting to do things they enjoy"),
    "feel_overall": _("How life is at the moment, from 0 to 10"),
    "want_advocate": _("Wanting an advocate"),
    "want_talk": _("Wanting to talk to their social worker or IRO soon"),
}
ANSWERS: Mapping[str, str] = {
    "always": _("Always"),
    "mostly": _("Most of the time"),
    "sometimes": _("Sometimes"),
    "never": _("Never"),
    "not_sure": _("Not sure"),
    "yes": _("Yes"),
    "no": _("No"),
    "right": _("About right"),
    "too_little": _("Too little"),
    "too_much": _("Too much"),
    "none": _("They don't see them"),
    "0_3": _("0 to 3"),
    "4_6": _("4 to 6"),
    "7_10": _("7 to 10"),
    DID_NOT_SAY: _("Did not say"),
}
BREAKDOWNS: Mapping[str, str] = {
    WHOLE: _("All young people"),
    "placement_type": _("By where they live"),
    "area": _("In and out of area"),
    "age_band": _("By age"),
    "gender": _("By gender"),
}
GROUPS: Mapping[tuple[str, str], str] = {
    (WHOLE, "all"): _("All young people"),
    ("placement_type", "foster"): _("Foster carers"),
    ("placement_type", "kinship"): _("Family or friends as carers"),
    ("placement_type", "homes"): _("Children's homes, residential schools and secure homes"),
    ("placement_type", "other"): _("Supported accommodation, parents and others"),
    ("area", "inside"): _("In area"),
    ("area", "outside_up_to_20"): _("Out of area, up to 20 miles from home"),
    ("area", "outside_over_20"): _("Out of area, over 20 miles from home"),
    ("area", "unknown"): _("Area not known"),
    ("age_band", "up_to_11"): _("Up to 11"),
    ("age_band", "over_11"): _("12 and over"),
    ("gender", "female"): _("Girls and young women"),
    ("gender", "male"): _("Boys and young men"),
    ("gender", "unknown"): _("Gender not recorded"),
}
BANDS: Mapping[RateBand, str] = {
    RateBand.UNDER_A_QUARTER: _("fewer than a quarter sent answers"),
    RateBand.UNDER_HALF: _("between a quarter and a half sent answers"),
    RateBand.UNDER_THREE_QUARTERS: _("between a half and three quarters sent answers"),
    RateBand.MOST: _("three quarters or more sent answers"),
}
TRENDS: Mapping[Trend, str] = {
    Trend.HIGHER: _("higher"),
    Trend.SIMILAR: _("similar"),
    Trend.LOWER: _("lower"),
    Trend.BREAK: _("not compared: themes are counted in a new way since"),
    Trend.UNKNOWN: _("cannot be compared"),
}
TOLD_FIRST: Mapping[str, str] = {"feel_overall": "7_10"}
"""The answer that a comparison of groups is about, where it is not the measure's first."""


def measure_words(code: str) -> str:
    """What a measure is about."""
    return str(MEASURES.get(code, code))


def answer_words(code: str) -> str:
    """An answer's words."""
    return str(ANSWERS.get(code, code))


def breakdown_words(code: str) -> str:
    """A way of telling young people apart, as the link to it says."""
    return str(BREAKDOWNS.get(code, code))


def group_words(breakdown: str, codes: Iterable[str]) -> str:
    """A group's words; of a merged group, those of each part."""
    return gettext("; ").join(str(GROUPS.get((breakdown, code), code)) for code in codes)


def theme_words(titles: Mapping[ThemeId, Words], code: str, language: str) -> str:
    """A theme's title; its code for one that the codeframe in force no longer has."""
    title = titles.get(ThemeId(code))
    return title.in_language(language) if title else code


def told_first(code: str, answers: tuple[str, ...]) -> str:
    """The answer that a comparison of groups is about."""
    wanted = TOLD_FIRST.get(code, "")
    return wanted if wanted in answers else answers[0]
