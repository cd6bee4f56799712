"""A browser of somebody on the staff: signs in and posts with the token of a page."""

import re
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import PASSWORD
from tests.staff_codes import app_code

EMAIL = "alex@fernshire.example"


def token(page: TestResponse) -> str:
    """The CSRF token of a page's first form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def post(client: FlaskClient, page: str, to: str = "", **fields: Any) -> TestResponse:
    """Post to `to`, or to the page itself, with the page's token."""
    return client.post(to or page, data={"csrf_token": token(client.get(page)), **fields})


def signed_in(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD) -> TestResponse:
    """The answer to signing in: to the code, or to the password where that was refused."""
    answer = post(client, "/staff/sign-in", email=email, password=password)
    if answer.status_code != 302:
        return answer
    return post(client, "/staff/code", one_time_code=app_code(client.application))


def soup(page: TestResponse) -> BeautifulSoup:
    """The page as a browser reads it."""
    return BeautifulSoup(page.text, "html5lib")


def texts(page: TestResponse, selector: str) -> list[str]:
    """The words of each element, spaces made single."""
    return [" ".join(tag.get_text(" ").split()) for tag in soup(page).select(selector)]


def heading(page: TestResponse) -> str:
    """The words of the first heading."""
    return (texts(page, "h1") or [""])[0]
