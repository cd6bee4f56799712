"""What a phone keeps for when there is no signal: one page that says so, and nothing of a visit."""

import hashlib
import json

from flask import Response, current_app, render_template, request, url_for

from viewpoint.web.access import STAFF_PLACES
from viewpoint.web.assets import script_part
from viewpoint.web.locale import current_language, offered, speak
from viewpoint.web.young_person import pages
from viewpoint.web.young_person.blueprint import blueprint

KEPT = ("young_person.css", "look.css", "young_person.js")


@blueprint.get("/worker.js")
def worker() -> Response:
    """The service worker, each language at its own address: where it changes, the other page is kept."""
    speak(_asked_for())
    asset = current_app.jinja_env.globals["asset"]
    files = [asset(name) for name in KEPT]  # type: ignore[operator]  # a template's global
    page = url_for("young_person.no_signal", l=current_language())
    code = script_part("worker").decode()
    made = hashlib.sha256("|".join((code, page, *files, _page())).encode()).hexdigest()[:12]
    values = {"NAME": f"viewpoint-{made}", "PAGE": page, "FILES": files}
    set_ = "".join(f"var {name} = {json.dumps(value)};\n" for name, value in values.items())
    staff = f"var STAFF = /^\\/({'|'.join(sorted(STAFF_PLACES))})(\\/|$)/;\n"
    return Response(set_ + staff + code, mimetype="text/javascript")


@blueprint.get("/no-signal")
def no_signal() -> str:
    """Says that there is no signal, that what was saved is safe, and whom to call: the same for everybody."""
    speak(_asked_for())
    return _page()


def _page() -> str:
    return render_template("young_person/no_signal.html", page=pages.Page(has_session=False))


def _asked_for() -> str:
    asked = request.args.get("l", "")
    return asked if asked in offered() else current_language()
