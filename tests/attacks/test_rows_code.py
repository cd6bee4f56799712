"""What the code never does: build a statement out of texts, or fetch an address that somebody gave it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from tests.builders import ROOT, World
from tests.services.rosters import everything
from tests.web.browsing import sign_in
from tests.web.councils import email_of
from viewpoint.domain.permissions import Role

FETCHES = frozenset(
    {
        "urllib.request",
        "requests",
        "httpx",
        "aiohttp",
        "http.client",
        "smtplib",
        "socket",
        "ftplib",
        "subprocess",
    }
)
SENDS = {"smtp.py", "notify.py", "directory.py", "serve.py", "bootstrap.py", "voice.py"}
"""Channels and directory, to hosts that the operator names; the demo, for a free port; set-up; sounds."""
RUNS_TEXT = frozenset(
    {"text", "exec_driver_sql", "execute", "executemany", "executescript", "literal_column"}
)
QUOTED = (
    "' OR '1'='1",
    "x'; DROP TABLE invitation; --",
    "1 UNION SELECT password_hash FROM account",
    "%' --",
    "\\",
    "(SELECT 1)",
)


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "viewpoint").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_row_18_no_statement_is_put_together_from_texts() -> None:
    """A pragma and a trigger take no parameters; what is put into them are words written beside them."""
    found = set()
    for path, tree in sources():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            first = next(iter(call.args), None)
            if _name(call.func) in RUNS_TEXT and isinstance(first, ast.JoinedStr | ast.BinOp):
                found.add((path.name, _name(call.func)))
    allowed = {
        ("database.py", "exec_driver_sql"),
        ("database.py", "execute"),
        ("env.py", "execute"),
        ("0002_insert_only.py", "execute"),
        ("0012_duty.py", "execute"),
    }
    assert found <= allowed


def test_row_18_quotation_marks_in_an_address_are_looked_for_and_not_run(
    app: Flask, small_world: World
) -> None:
    small_world.invited(small_world.young_person(name="Kit O'Neill"))
    pages = {
        Role.IRO: ("/iro/?q={0}&show={0}", "/iro/responses/{0}", "/iro/young-people/{0}"),
        Role.COORDINATOR: (
            "/coordinator/invitations?show={0}&page={0}",
            "/coordinator/reach?round={0}",
            "/coordinator/due?page={0}&tick={0}",
            "/coordinator/roster/{0}",
            "/coordinator/rounds/{0}/close",
        ),
        Role.COMMISSIONER: ("/commissioner/rounds/{0}", "/commissioner/rounds/{0}/measures/{0}/{0}"),
    }
    browsers = {
        role: sign_in(app.test_client(), email_of(small_world, small_world.account(role))) for role in pages
    }
    before = everything(small_world)
    for role, addresses in pages.items():
        for address in addresses:
            for quoted in QUOTED:
                answer = browsers[role].client.get(address.format(quoted))
                assert answer.status_code in {200, 302, 404}
                assert "O'Neill" not in answer.text or "/coordinator/" in address
    assert everything(small_world) == before


def test_row_25_nothing_fetches_an_address_that_it_was_given() -> None:
    found = {
        path.name
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and _modules(node) & FETCHES
    }
    assert found <= SENDS


def test_row_39_nothing_runs_or_unpickles_what_it_was_given() -> None:
    runs = {"eval", "exec", "__import__"}
    unpacks = {"pickle", "marshal", "shelve", "jsonpickle", "dill"}
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in runs, path.name
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert not _modules(node) & unpacks, path.name


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _modules(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {node.module or ""}
    return {alias.name for alias in node.names}
