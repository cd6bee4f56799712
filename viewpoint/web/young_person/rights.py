"""Your rights: what the law gives a young person of this age in this nation, with or without a visit."""

from collections.abc import Callable, Mapping

from flask import render_template, request

from viewpoint.domain.journey import Journey
from viewpoint.domain.rights import AGES, Ages, rights_for
from viewpoint.web.locale import current_language, in_words
from viewpoint.web.locale import gettext as _
from viewpoint.web.young_person import pages, pieces
from viewpoint.web.young_person.afterwards import where_they_are
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.help_numbers import advocate_numbers, nation
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import journey_if_any

NAMES: Mapping[Ages, Callable[[], str]] = {
    Ages.FOUR_TO_SEVEN: lambda: _("4 to 7"),
    Ages.EIGHT_TO_ELEVEN: lambda: _("8 to 11"),
    Ages.TWELVE_TO_SEVENTEEN: lambda: _("12 to 17"),
    Ages.SIXTEEN_TO_TWENTY_FIVE: lambda: _("16 to 25"),
}


@blueprint.get("/rights")
def rights() -> str:
    """The page of their age; without a visit that for 12 to 17, and the others one tap away."""
    found = journey_if_any()
    ages, language = _ages(found), current_language()
    told = rights_for(services().rights, ages, nation())
    page = pages.RightsPage(
        rights=tuple(
            pieces.RightView(title=in_words(each.title, language), says=in_words(each.says, language))
            for each in told
        ),
        ages=tuple(
            pieces.AgesView(code=each.value, words=words(), is_shown=each is ages)
            for each, words in NAMES.items()
        ),
        advocate=advocate_numbers(language),
        back_url=where_they_are(found) if found else "",
        has_session=found is not None,
    )
    return render_template("young_person/rights.html", page=page)


def _ages(found: Journey | None) -> Ages:
    asked = request.args.get("ages", "")
    if asked in set(Ages):
        return Ages(asked)
    return AGES[found.visit.invitation.profile.age_band] if found else Ages.TWELVE_TO_SEVENTEEN
