"""Every document that we make, held against what PDF/UA asks of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import World
from tests.domain.test_pre_review import a_sheet
from tests.services.test_take_back import sent as known_and_sent
from tests.services.visits import GIVEN, sent
from tests.wording.tagged_pdf import Tagged
from viewpoint import paths
from viewpoint.domain.council import ENOUGH_CONTRAST, contrast
from viewpoint.domain.permissions import Role
from viewpoint.wording.documents import pdf_of
from viewpoint.wording.sheet import SheetWriter

STYLES = sorted(paths.templates().glob("documents/*.css"))
Make = Callable[[World], bytes]


def own_copy(world: World) -> bytes:
    return world.services.keep_copy.pdf(known_and_sent(world, world.invited(), GIVEN))


def paper(world: World) -> bytes:
    coordinator = world.account(Role.COORDINATOR)
    _count, pdfs = world.services.print_paper.pdfs(coordinator, [world.invited().invitation.id])
    return next(pdfs)


def blank_paper(world: World) -> bytes:
    return world.services.print_paper.blank_pdf(world.account(Role.COORDINATOR), "my_views_8_11", "ar")


def sheet(world: World) -> bytes:
    return _writer(world).pdf(a_sheet(), "en", world.clock().date())


def welsh_sheet(world: World) -> bytes:
    return _writer(world).pdf(a_sheet(), "cy", world.clock().date())


def record(world: World) -> bytes:
    made = world.invited()
    sent(world, made)
    files = world.services.file_records.files(world.iro(), [(made.young_person, world.clock().date())], "en")
    return next(files)[1]


def _writer(world: World) -> SheetWriter:
    return SheetWriter(world.services.templates, world.services.catalogues, paths.templates())


@pytest.mark.parametrize("make", [own_copy, paper, blank_paper, sheet, welsh_sheet, record])
def test_a_document_can_be_read_by_everybody(small_world: World, make: Make) -> None:
    assert Tagged.of(make(small_world)).faults == []


def test_the_check_itself_finds_what_is_wrong() -> None:
    pdf = pdf_of("<h1>One</h1><h3>Three</h3><table><tr><td>x</td></tr></table>", title="x", language="en")
    assert Tagged.of(pdf).faults == ["a heading is skipped", "a table has no headings"]


def test_a_picture_without_words_is_found() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
    pdf = pdf_of(f'<h1>One</h1><img src="data:image/svg+xml,{svg}">', title="x", language="en")
    assert Tagged.of(pdf).faults == ["a picture has no words"]


@pytest.mark.parametrize("style", STYLES, ids=lambda file: str(file.name))
def test_letters_stand_out_from_the_paper(style: Path) -> None:
    colours = re.findall(r"(?<![-\w])color: *(#[0-9a-f]{3,6})", style.read_text(encoding="utf-8"))
    for colour in colours:
        whole = colour if len(colour) == 7 else "#" + "".join(2 * each for each in colour[1:])
        assert contrast(whole, "#ffffff") >= ENOUGH_CONTRAST
