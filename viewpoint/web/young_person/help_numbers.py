"""The numbers that every page carries: the nation's and the council's own, and where quick exit leads."""

from dataclasses import dataclass

from flask import current_app, g

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.council import HelpNumber as CouncilNumber
from viewpoint.domain.people import Nation
from viewpoint.web.locale import gettext as _
from viewpoint.web.locale import in_words
from viewpoint.web.young_person.pieces import HelpGroup, HelpNumber
from viewpoint.web.young_person.services import services

FIRST_SHOWN = 2
"""The first services of a nation's pack, on every page: emergency and Childline."""
NOWHERE = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True, kw_only=True)
class CouncilView:
    """The council as templates name it."""

    name: str
    numbers: tuple[HelpNumber, ...]
    address: str = ""
    """What stands for it in an address; "" where no council is known."""


def council() -> Council | None:
    """The council of this request: the visit's or the staff's; the only one there is; else nobody's."""
    if "council" in g:
        found: Council = g.council
        return found
    councils = services().councils
    return next(iter(councils.values())) if len(councils) == 1 else None


def nation() -> Nation:
    """The nation whose numbers are shown."""
    own = council()
    return own.nation if own else Nation.ENGLAND


def first_numbers(language: str) -> tuple[HelpNumber, ...]:
    """The numbers at the foot of every page."""
    pack = services().help_services[nation()]
    return tuple(_service(service, language) for service in pack[:FIRST_SHOWN])


def council_numbers(language: str) -> tuple[HelpNumber, ...]:
    """The council's own numbers."""
    return council_view(council(), language).numbers


def advocate_numbers(language: str) -> tuple[HelpNumber, ...]:
    """The council's advocates, where their number is set."""
    own = council()
    return (_number(own.advocate, language),) if own and own.advocate else ()


def help_groups(language: str) -> tuple[HelpGroup, ...]:
    """Everyone who can help: the nation's pack, then the council's own."""
    pack = tuple(_service(service, language) for service in services().help_services[nation()])
    groups = [HelpGroup(title=_("Free help from outside"), numbers=pack)]
    if own := council_numbers(language):
        groups.append(HelpGroup(title=_("People at the council"), numbers=own))
    return tuple(groups)


def council_view(own: Council | None, language: str) -> CouncilView:
    """The council's name and numbers in a language; nobody's where no council is known yet."""
    if own is None:
        return CouncilView(name="", numbers=())
    views: dict[tuple[str, str], CouncilView] = current_app.extensions.setdefault(
        "viewpoint.council_views", {}
    )
    if (own.code, language) not in views:
        views[own.code, language] = CouncilView(
            name=own.name.in_language(language),
            numbers=tuple(_number(number, language) for number in own.numbers().values()),
            address=own.code.lower(),
        )
    return views[own.code, language]


def safe_site() -> str:
    """Where quick exit leads."""
    own = council()
    return own.safe_site if own else NOWHERE


def _service(service: HelpService, language: str) -> HelpNumber:
    number = service.phone or service.text or service.web
    return HelpNumber(
        name=in_words(service.name, language),
        number=number,
        href=service.link or (f"sms:{service.text}" if service.text else f"https://{service.web}"),
        note=in_words(service.hours, language) if service.hours else "",
    )


def _number(number: CouncilNumber, language: str) -> HelpNumber:
    return HelpNumber(
        name=in_words(number.name, language),
        number=number.phone,
        href=number.link,
        note=in_words(number.hours, language),
    )
