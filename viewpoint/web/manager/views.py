"""What waits in the council, how long and with whom."""

from flask import render_template

from viewpoint.web.access import viewer
from viewpoint.web.manager.blueprint import blueprint
from viewpoint.web.manager.present import manager_page
from viewpoint.web.manager.services import services


@blueprint.get("/")
def home() -> str:
    """Concerns, overdue responses, who stands in for whom, and mail that did not arrive."""
    page = manager_page(services().oversight.what_waits(viewer()), services().clock())
    return render_template("manager/home.html", page=page)
