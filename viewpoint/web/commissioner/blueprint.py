"""The blueprint of the commissioner's pages; its views register themselves from their module."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.commissioner.services import council

blueprint = Blueprint("commissioner", __name__, url_prefix="/commissioner")
blueprint.before_request(only(Role.COMMISSIONER))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()
