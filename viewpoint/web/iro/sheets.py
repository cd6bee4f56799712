"""The pre-review sheet: to read and print, as a PDF, and as text for a case note."""

from flask import Response, render_template

from viewpoint.domain.people import YoungPersonId
from viewpoint.web.access import viewer
from viewpoint.web.download import PDF, PLAIN, download
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.services import services
from viewpoint.web.locale import current_language
from viewpoint.wording.sheet import MOST_IN_NOTE


@blueprint.get("/young-people/<young_person>/sheet")
def sheet(young_person: str) -> str:
    """The sheet, with the same as text beneath; opening it is the receipt of all that it is made of."""
    prepared = services().prepare.sheet(viewer(), YoungPersonId(young_person), current_language())
    return render_template(
        "iro/sheet.html",
        sheet=prepared.view,
        note=prepared.note,
        young_person=young_person,
        most=MOST_IN_NOTE,
    )


@blueprint.get("/young-people/<young_person>/sheet.pdf")
def sheet_pdf(young_person: str) -> Response:
    """The sheet as one page of PDF."""
    pdf = services().prepare.pdf(viewer(), YoungPersonId(young_person), current_language())
    return download([pdf], PDF, "before-the-review.pdf")


@blueprint.get("/young-people/<young_person>/case-note.txt")
def case_note(young_person: str) -> Response:
    """The sheet as text."""
    note = services().prepare.note(viewer(), YoungPersonId(young_person), current_language())
    return download([note.encode()], PLAIN, "case-note.txt")
