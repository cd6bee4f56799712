"""The form that lets somebody stand in: what was typed, and what must be mended in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from viewpoint.domain.cover import Cover, CoverWrong, Wanted
from viewpoint.domain.reply_draft import day_typed
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day

LONGEST_TYPED = 100
WRONG: Mapping[CoverWrong, str] = {
    CoverWrong.NO_IRO: lazy_gettext("Choose who is away."),
    CoverWrong.NO_DEPUTY: lazy_gettext("Choose who stands in."),
    CoverWrong.NOT_A_DAY: lazy_gettext("Give the day with its month and year, such as 1/12/2026."),
    CoverWrong.PAST_DAY: lazy_gettext("That day is over. Choose one from today on."),
    CoverWrong.BACKWARDS: lazy_gettext("The last day comes before the first. Check both."),
    CoverWrong.TOO_LONG: lazy_gettext("That is too long. Name somebody for three months, then again."),
    CoverWrong.TAKEN: lazy_gettext("Somebody stands in on one of these days already. End that first."),
}
"""What to do about it."""


@dataclass(frozen=True, kw_only=True)
class CoverBox:
    """The form as it was typed; each error says how to mend its field. `iro`: who is away, by account."""

    iro: str = ""
    deputy: str = ""
    from_on: str = ""
    until_on: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> Wanted:
        """What it asks for."""
        return Wanted(deputy=self.deputy, from_on=day_typed(self.from_on), until_on=day_typed(self.until_on))


def typed_box(wrong: Mapping[str, CoverWrong] | None = None) -> CoverBox:
    """What was posted, with what was wrong in it."""
    names = ("iro", "deputy", "from_on", "until_on")
    typed = {name: request.form.get(name, "").strip()[:LONGEST_TYPED] for name in names}
    errors = {name: str(WRONG[fault]) for name, fault in (wrong or {}).items()}
    return CoverBox(**typed, errors=errors)


def choices(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """People to choose from, by account, nobody chosen."""
    return (("", _("Choose somebody")), *names.items())


def days_of(cover: Cover) -> str:
    """Its days in words."""
    language = current_language()
    return _("%(first)s to %(last)s", first=day(cover.from_on, language), last=day(cover.until_on, language))
