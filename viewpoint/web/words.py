"""Codes that more than one audience of the staff meets, in words."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from viewpoint.domain.concern import SafeWay
from viewpoint.domain.people import Area, DistanceBand, PlacementType

PLACEMENTS: Mapping[str, str] = {
    PlacementType.FOSTER: _("foster carers"),
    PlacementType.KINSHIP: _("family or friends as carers"),
    PlacementType.CHILDRENS_HOME: _("children's home"),
    PlacementType.RESIDENTIAL_SCHOOL: _("residential school"),
    PlacementType.SECURE: _("secure home"),
    PlacementType.SUPPORTED: _("supported accommodation"),
    PlacementType.WITH_PARENTS: _("with parents"),
    PlacementType.ADOPTION: _("adoptive family"),
    PlacementType.OTHER: _("another kind of home"),
}
AREAS: Mapping[str, str] = {Area.INSIDE: _("in area"), Area.OUTSIDE: _("out of area")}
DISTANCES: Mapping[str, str] = {DistanceBand.OVER_20: _("over 20 miles from home")}
"""Only what changes how easily somebody is seen."""
COMPANY: Mapping[str, str] = {
    "alone": _("On their own"),
    "helper": _("Somebody helped them"),
    "proxy": _("Somebody answered for them"),
    "": _("They did not say"),
}
SAFE_WAYS: Mapping[str, str] = {
    SafeWay.CALL: _("call them"),
    SafeWay.TEXT: _("text them"),
    SafeWay.AT_SCHOOL: _("at school or college"),
    SafeWay.COME_TO_ME: _("come and see them on their own"),
    SafeWay.NOT_AT_HOME: _("not while they are at home"),
    SafeWay.TELL_NOBODY_AT_HOME: _("tell nobody where they live that they asked"),
}
LANGUAGES: Mapping[str, str] = {
    "en": _("English"),
    "cy": _("Welsh"),
    "ar": _("Arabic"),
    "ti": _("Tigrinya"),
    "ps": _("Pashto"),
    "ckb": _("Kurdish (Sorani)"),
    "fa": _("Farsi"),
    "vi": _("Vietnamese"),
    "sq": _("Albanian"),
    "am": _("Amharic"),
    "so": _("Somali"),
    "pl": _("Polish"),
    "ro": _("Romanian"),
    "ur": _("Urdu"),
    "uk": _("Ukrainian"),
    "en-easyread": _("Easy Read"),
}


def home_in_words(placement_type: str, area: str, distance: str) -> str:
    """Where somebody lives: "foster carers, out of area, over 20 miles from home"; empty when unknown."""
    parts = (PLACEMENTS.get(placement_type), AREAS.get(area), DISTANCES.get(distance))
    return gettext(", ").join(str(part) for part in parts if part)


def language_in_words(tag: str) -> str:
    """The name of a language in the reader's own."""
    return str(LANGUAGES.get(tag, tag))
