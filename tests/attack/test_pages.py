"""The attack on the running app: a commissioner's pages say nothing that is not in a sealed release."""

from dataclasses import replace
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.attack.served import unexplained
from tests.attack.world import drawing, made_up, shipped_policy
from tests.builders import COUNCIL
from tests.builders import World as Council
from tests.web.staff_client import EMAIL, signed_in
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.permissions import Role
from viewpoint.domain.release import Release, shares
from viewpoint.domain.rounds import Round, quarter
from viewpoint.storage.releases import write_release

POLICY = shipped_policy()
STATIC = (10, 20)  # "fewer than 10", "fewer than 20"
NAMES = (
    "2026 Q1",
    "1 January 2026 to 31 March 2026",
    "2026 Q2",
    "1 April 2026 to 30 June 2026",
    "0 to 3",
    "4 to 6",
)
PASSING = {"Date", "Set-Cookie", "X-Request-Id"}  # headers that differ from one answer to the next
START = "/commissioner/"
Pages = dict[str, tuple[int, bytes, tuple[tuple[str, str], ...]]]


@pytest.fixture
def releases(small_world: Council) -> list[Release]:
    """Two rounds of one council, sealed by the shipped policy."""
    return [
        _sealed(small_world, seed, quarter(RoundId(str(seed) * 32), COUNCIL, on))
        for seed, on in ((1, date(2026, 2, 1)), (2, date(2026, 5, 1)))
    ]


@pytest.fixture
def commissioner(client: FlaskClient, small_world: Council, releases: list[Release]) -> FlaskClient:
    """A commissioner's browser."""
    small_world.account(Role.COMMISSIONER, email=EMAIL)
    signed_in(client)
    return client


def test_every_number_served_is_in_a_release_and_stays_as_it_is(
    commissioner: FlaskClient, small_world: Council, releases: list[Release]
) -> None:
    """A second read, after more children came and began to answer, equals the first, headers and all."""
    pages = _crawled(commissioner)
    served = [body for path, (_, body, _headers) in pages.items() if not path.endswith(".csv")]
    known = {"static": STATIC, "released": _released(releases), "shares": _percents(releases)}

    assert {status for status, _, _ in pages.values()} == {200}
    assert len(served) > 60
    assert unexplained(served, known, NAMES) == set()

    for _ in range(3):
        small_world.started(small_world.invited())
    assert _crawled(commissioner) == pages


def test_what_was_not_released_is_not_there(commissioner: FlaskClient, small_world: Council) -> None:
    elsewhere = quarter(RoundId("e" * 32), AuthorityId("ELSEWHERE"), date(2026, 2, 1))
    _sealed(small_world, 3, elsewhere)
    round_ = "1" * 32
    for path in (
        f"{round_}/measures/safe_home/home",
        f"{round_}/measures/safe_home/placement_type+area",
        f"{round_}/measures/worry_sleep",
        f"{round_}/measures/unsafe_who/whole",
        f"{round_}/measures/SAFE_HOME",
        f"{round_}/children",
        elsewhere.id,
        f"{elsewhere.id}/release.csv",
        "f" * 32,
    ):
        assert commissioner.get(f"{START}rounds/{path}", follow_redirects=True).status_code == 404


def test_no_parameter_changes_a_page(commissioner: FlaskClient) -> None:
    for path in (f"{START}rounds/{'1' * 32}/measures/safe_home", f"{START}rounds/{'1' * 32}/release.csv"):
        plain = commissioner.get(path).data
        for query in ("home=h1", "breakdown=area&breakdown=gender", "placement_type=foster", "sort=value"):
            assert commissioner.get(f"{path}?{query}").data == plain


def _sealed(council: Council, seed: int, round_: Round) -> Release:
    release = replace(made_up(seed, 90, POLICY, quiet=0.2).release(POLICY, drawing(seed)), round_id=round_.id)
    with council.services.database.write() as connection:
        write_release(connection, round_, release, council.clock())
    return release


def _crawled(client: FlaskClient) -> Pages:
    found: Pages = {}
    waiting = [START]
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        answer = client.get(path)
        headers = tuple((name, value) for name, value in answer.headers if name not in PASSING)
        found[path] = answer.status_code, answer.data, headers
        for link in BeautifulSoup(answer.data, "html.parser").find_all("a", href=True):
            target = urlsplit(urljoin(path, str(link["href"])))
            if not target.netloc and target.path.startswith(START):
                waiting.append(target.path)
    return found


def _released(releases: list[Release]) -> list[float]:
    """Every number in a release."""
    tables = [table for release in releases for table in release.tables]
    numbers = [cell.value for table in tables for cell in table.cells]
    numbers += [number for table in tables for number in (table.base, table.unit)]
    return [float(number) for number in numbers if number is not None] + [1.0]


def _percents(releases: list[Release]) -> list[float]:
    """Every share that follows from released numbers, in whole per cent."""
    found = [share for release in releases for table in release.tables for share in shares(table).values()]
    return [
        float(round(100 * end)) for share in found for end in (share.least, share.most, share.low, share.high)
    ]
