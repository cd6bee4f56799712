"""The blueprint of the reader's pages; its views register themselves from their module."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.reader.services import council

blueprint = Blueprint("reader", __name__, url_prefix="/reader")
blueprint.before_request(only(Role.READER))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()
