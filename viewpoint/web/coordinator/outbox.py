"""The demo's outbox: messages with links that can be followed."""

from flask import render_template

from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.services import services


@blueprint.get("/outbox")
def outbox() -> str:
    """The newest messages; where messages really leave there is no such page."""
    messages = services().outbox.messages(viewer())
    to_staff = services().staff_outbox.messages(viewer())
    return render_template(
        "coordinator/outbox.html", messages=present.letterboxes(messages), to_staff=to_staff
    )
