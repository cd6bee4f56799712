"""Reads the national services that a young person can turn to, and says which need checking again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.people import Nation
from viewpoint.exchange.yaml_fields import Fields, Notes
from viewpoint.exchange.yaml_files import read_yaml

_KEYS = (
    "id",
    "name",
    "for",
    "hours",
    "phone",
    "text",
    "web",
    "verified_on",
    "check_before_use",
    "source",  # for the person who checks it next
)
_DIALLED = "[+0-9][0-9 ]{2,19}"
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?"


def read_help_services(folder: Path, nation: Nation) -> tuple[HelpService, ...]:
    """The services of `<nation>.yaml` in the order a young person sees them.

    Raises:
        FilesRefused: the file is not there, is not YAML, is another nation's, or any value in it is wrong:
            every problem with its line and its mend.
    """
    file = folder / f"{nation}.yaml"
    notes = Notes(file.name)
    top = Fields(read_yaml(file), notes, ("nation", "services"))
    top.one_of("nation", [nation])
    top.require("services")
    services = tuple(_service(entry) for entry in top.tables("services", _KEYS))
    _refuse_twins(top, services)
    notes.refuse()
    return services


def unverified(services: Sequence[HelpService], on: date) -> list[str]:
    """A warning for each service that somebody should ring or look up again before children rely on it."""
    warnings = []
    for service in services:
        if service.verified_on is None or service.must_be_checked:
            warnings.append(f"{service.id}: nobody has verified it; check it and set verified_on")
        elif service.is_stale(on):
            warnings.append(f"{service.id}: last verified on {service.verified_on}; check it again")
    return warnings


def unverified_numbers(council: Council, on: date) -> list[str]:
    """A warning for each of the council's own numbers that nobody has rung within 180 days."""
    return [
        f"{council.code}, {name}: "
        + (f"last verified on {number.verified_on}" if number.verified_on else "nobody has verified it")
        + "; ring it and set verified_on"
        for name, number in council.numbers().items()
        if number.is_stale(on)
    ]


def _service(entry: Fields) -> HelpService:
    service = HelpService(
        id=entry.needed("id"),
        name=entry.words("name"),
        purpose=entry.words("for"),
        hours=entry.words("hours") if entry.has("hours") else None,
        phone=entry.matching("phone", _DIALLED, "give the number in digits and spaces"),
        text=entry.matching("text", _DIALLED, "give the number in digits and spaces"),
        web=entry.matching("web", _HOST, "give the site's name without https://: childline.org.uk"),
        verified_on=entry.day("verified_on"),
        must_be_checked=entry.flag("check_before_use"),
    )
    if not (service.phone or service.text or service.web):
        entry.note("phone", f"nobody can be reached at {service.id}", "give a phone, a text or a web")
    return service


def _refuse_twins(top: Fields, services: Sequence[HelpService]) -> None:
    ids = [service.id for service in services]
    for twin in sorted({each for each in ids if ids.count(each) > 1}):
        top.note("services", f"{twin} is here twice", "give each an id of its own")
