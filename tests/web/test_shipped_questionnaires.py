"""Each shipped questionnaire over HTTP, without script: every page in order, to where it can be sent."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import World
from tests.web.browsing import Browsing, start
from tests.web.inspection import inspected
from viewpoint import paths
from viewpoint.domain.questionnaire import Questionnaire, QuestionnaireKind
from viewpoint.domain.tailoring import assembled
from viewpoint.exchange.questionnaire_extractor import questionnaire_files
from viewpoint.services.instruments import instrument_json

FORMS = [path.stem for path in questionnaire_files(paths.questionnaires())]
ALWAYS = "my_views_8_11"
MOST_PAGES = 99


@pytest.mark.parametrize("form_id", FORMS)
def test_it_is_answered_page_after_page(app: Flask, small_world: World, form_id: str) -> None:
    inspected(app)
    form = small_world.services.library.questionnaires[form_id]
    child = started(app, small_world, form)
    asked = list(answering(child))
    assert child.path == "/check", f"{form_id} stops at {child.path}: {child.text[:200]}"
    rows = {row.label.in_language("en") for row in form.questions if row.relevant is None and row.asks}
    assert rows <= set(asked)


def started(app: Flask, world: World, form: Questionnaire) -> Browsing:
    """Somebody at the first page of a questionnaire; a module comes with a base."""
    is_module = form.kind is QuestionnaireKind.MODULE
    whole = (world.services.library.questionnaires[ALWAYS], [form]) if is_module else (form, [])
    made = world.invited(forms=instrument_json(assembled(*whole)))
    child = start(app.test_client(), made.link.token).press("next").press("next")
    return child.press("next", {"who": "alone"}).press("skip")


def answering(child: Browsing) -> Iterator[str]:
    """Choose the first option of everything; gives the heading of each page on the way."""
    for _page in range(MOST_PAGES):
        if child.path == "/check":
            return
        yield child.heading
        given = {str(tag["name"]): "Made-up words" for tag in child.page.select("main textarea")}
        for tag in child.page.select("main input[type=radio], main input[type=checkbox]"):
            given.setdefault(str(tag["name"]), str(tag["value"]))
        child.press("next", given)
