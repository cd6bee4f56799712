"""SSDA903's Reviews table of one's own caseload and those one covers."""

from werkzeug.wrappers import Response

from viewpoint.domain.permissions import Role
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.services import services, today
from viewpoint.web.reviews_return import MOST_UPLOADED, made_return, return_page
from viewpoint.web.uploads import let_files_in

PAGE = "iro.returning"
TEMPLATE = "iro/returning.html"

let_files_in(blueprint, "iro.make_return", role=Role.IRO, most=MOST_UPLOADED, else_to=PAGE)


@blueprint.get("/reviews-return")
def returning() -> str:
    """What there is of a year, and what is missing."""
    return return_page(services().return_reviews, TEMPLATE, today())


@blueprint.post("/reviews-return")
def make_return() -> Response | tuple[str, int]:
    """The files, or what has to be mended first."""
    return made_return(services().return_reviews, TEMPLATE, today(), PAGE)
