"""Reading the services that a young person can turn to."""

import datetime as dt
from pathlib import Path

import pytest

from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import Nation
from viewpoint.exchange.help_services import read_help_services, unverified

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "help"
GOOD = """
nation: wales
services:
  - {id: childline, name: Childline, for: {en: "Anything", cy: "Unrhyw beth"}, phone: 0800 1111,
     verified_on: 2026-01-02}
  - {id: meic, name: Meic, for: Your rights, text: "84001", web: meic.cymru, hours: Every day,
     check_before_use: true, verified_on: 2026-01-02, source: Its own site}
"""


def read(folder: Path, text: str) -> str:
    """What is said against a file for Wales."""
    (folder / "wales.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_help_services(folder, Nation.WALES)
    return str(refused.value)


@pytest.mark.parametrize("nation", Nation)
def test_every_nation_has_its_services_and_999_comes_first(nation: Nation) -> None:
    services = read_help_services(SHIPPED, nation)
    assert services[0].phone == "999"
    assert "childline" in {service.id for service in services}


def test_services_come_in_the_files_order_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "wales.yaml").write_text(GOOD, encoding="utf-8")
    childline, meic = read_help_services(tmp_path, Nation.WALES)
    assert childline.purpose.in_language("cy") == "Unrhyw beth"
    assert (childline.hours, childline.verified_on) == (None, dt.date(2026, 1, 2))
    assert (meic.text, meic.web, meic.must_be_checked) == ("84001", "meic.cymru", True)


def test_a_service_that_was_long_not_verified_is_warned_of(tmp_path: Path) -> None:
    text = GOOD + "  - {id: other, name: Other, for: Talking, web: other.example}\n"
    (tmp_path / "wales.yaml").write_text(text, encoding="utf-8")
    services = read_help_services(tmp_path, Nation.WALES)
    unchecked = [
        f"{name}: nobody has verified it; check it and set verified_on" for name in ("meic", "other")
    ]
    assert unverified(services, dt.date(2026, 7, 1)) == unchecked
    late = "childline: last verified on 2026-01-02; check it again"
    assert unverified(services, dt.date(2026, 7, 2)) == [late, *unchecked]


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("nation: wales", "nation: england", "wales.yaml:2: nation cannot be england; use one of: wales"),
        ("services:", "servces:", "wales.yaml:3: there is no key servces here; did you mean services?"),
        ("id: meic", "id: childline", "wales.yaml:3: childline is here twice; give each an id of its own"),
        ("services:", "services: childline", "not YAML"),
        (
            "phone: 0800 1111",
            "phone: call us",
            "wales.yaml:4: phone cannot be call us; give the number in digits",
        ),
        ("phone: 0800 1111,", "", "wales.yaml:4: nobody can be reached at childline; give a phone"),
        (
            "web: meic.cymru",
            "web: https://meic.cymru",
            "wales.yaml:6: web cannot be https://meic.cymru; give the site's name",
        ),
        (
            "verified_on: 2026-01-02}",
            "verified_on: last week}",
            "wales.yaml:5: verified_on cannot be last week; write a day as 2026-03-31",
        ),
        (
            "source: Its own site",
            "sauce: Its own site",
            "wales.yaml:7: there is no key sauce here; did you mean source?",
        ),
        ("nation: wales", "nation: [", "wales.yaml:4: this is not YAML"),
    ],
)
def test_a_mistake_names_the_service_and_the_mend(tmp_path: Path, old: str, new: str, mend: str) -> None:
    assert old in GOOD
    assert mend in read(tmp_path, GOOD.replace(old, new, 1))


def test_a_nation_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"wales\.yaml:1: the file cannot be read"):
        read_help_services(tmp_path, Nation.WALES)
