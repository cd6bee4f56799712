"""Reads the national services that a young person can turn to, and says which need checking again."""

from datetime import date
from pathlib import Path

import yaml

from viewpoint.domain.council import HelpService
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import Nation
from viewpoint.exchange.checked import Table


def read_help_services(folder: Path, nation: Nation) -> tuple[HelpService, ...]:
    """The services of `<nation>.yaml` in the order a young person sees them.

    Raises:
        BadInput: the file is not there, is not YAML, is another nation's, or any value in it is wrong: one
            line for each, with the file, the service, the key and the mend.
    """
    file = folder / f"{nation}.yaml"
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError:
        raise BadInput(f"{file.name}: cannot be read; every nation needs its file of help services") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{file.name}: is not YAML in UTF-8: {error}") from None
    table = Table(values, file.name)
    table.one_of("nation", [nation])
    services = tuple(_service(entry) for entry in table.tables("services"))
    _refuse_twins(table, services)
    table.no_others()
    table.refuse()
    return services


def unverified(services: tuple[HelpService, ...], on: date) -> list[str]:
    """A warning for each service that somebody should ring or look up again before children rely on it."""
    warnings = []
    for service in services:
        if service.verified_on is None or service.must_be_checked:
            warnings.append(f"{service.id}: nobody has verified it; check it and set verified_on")
        elif service.is_stale(on):
            warnings.append(f"{service.id}: last verified on {service.verified_on}; check it again")
    return warnings


def _service(table: Table) -> HelpService:
    table.optional("source")  # for the person who checks it next
    service = HelpService(
        id=table.text("id"),
        name=table.words("name"),
        purpose=table.words("for"),
        hours=table.words("hours") if table.has("hours") else None,
        phone=table.matching("phone", _DIALLED, "give the number in digits and spaces, in quotes"),
        text=table.matching("text", _DIALLED, "give the number in digits and spaces, in quotes"),
        web=table.matching("web", _HOST, "give the site's name without https://: childline.org.uk"),
        verified_on=table.day("verified_on"),
        must_be_checked=table.yes_or_no("check_before_use"),
    )
    if not (service.phone or service.text or service.web):
        table.wrong("phone", "give at least one of phone, text and web")
    table.no_others()
    return service


_DIALLED = "[+0-9][0-9 ]{2,19}"
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?"


def _refuse_twins(table: Table, services: tuple[HelpService, ...]) -> None:
    ids = [service.id for service in services]
    for twin in sorted({each for each in ids if ids.count(each) > 1}):
        table.wrong("services", f"has {twin} twice; give each an id of its own")
