"""Makes the app: settings in, pages out."""

import gc
import os
from typing import Any

from flask import Flask, g
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from viewpoint import paths
from viewpoint.domain.council import Colours
from viewpoint.domain.languages import bcp47
from viewpoint.settings import Settings
from viewpoint.web.administrator import accounts as staff_accounts
from viewpoint.web.assets import build_assets
from viewpoint.web.auditor import emergencies
from viewpoint.web.auditor import views as auditor_views
from viewpoint.web.commissioner import views as commissioner_views
from viewpoint.web.coordinator import views as coordinator_views
from viewpoint.web.duty import views as duty_views
from viewpoint.web.errors import answer_errors
from viewpoint.web.headers import add_headers
from viewpoint.web.hearing import sound_finder
from viewpoint.web.iro import concerns as iro_concerns
from viewpoint.web.iro import cover, outside, records, returning, reviews, sheets
from viewpoint.web.iro import views as iro_views
from viewpoint.web.lending import lend_services
from viewpoint.web.locale import current_language, language_direction, set_up_languages
from viewpoint.web.manager import cover as manager_cover
from viewpoint.web.manager import views as manager_views
from viewpoint.web.reader import views as reader_views
from viewpoint.web.request_log import log_requests, set_up_logging
from viewpoint.web.session import Sessions
from viewpoint.web.squeeze import squeeze_pages
from viewpoint.web.staff import break_glass, council_account, notices, own_account, second_step
from viewpoint.web.staff import entry as staff_entry
from viewpoint.web.staff.blueprint import blueprint as staff
from viewpoint.web.staff.navigation import staff_frame
from viewpoint.web.symbols import read_symbols
from viewpoint.web.young_person import (
    afterwards,
    at_once,
    breaks,
    concern,
    control,
    entry,
    go_on,
    help_numbers,
    leaving,
    offline,
    own_copy,
    pictures,
    questions,
    rights,
    you_said,
)
from viewpoint.web.young_person.blueprint import blueprint as young_person
from viewpoint.web.young_person.frame import frame
from viewpoint.web.young_person.friend import has_friend
from viewpoint.web.young_person.look import chosen_look
from viewpoint.web.young_person.visit import here, way_back
from viewpoint.wiring import Services

MOST_POSTED = 64 * 1024
YOUNG = 20_000
"""New objects after which the garbage collector looks for rings among them; a page makes some thousands."""
YOUNG_PERSON_VIEWS = (
    entry,
    questions,
    concern,
    pictures,
    breaks,
    afterwards,
    leaving,
    at_once,
    go_on,
    control,
    own_copy,
    you_said,
    offline,
    rights,
)
STAFF_VIEWS = (staff_entry, second_step, own_account, council_account, break_glass, notices)
"""Imported, as those above, so that their views are on the blueprint."""
IRO_VIEWS = (iro_concerns, sheets, reviews, records, returning, cover, outside)
AUDITOR_VIEWS = (emergencies,)
MANAGER_VIEWS = (manager_cover,)
"""Imported for the same reason."""
WITHOUT_TOKEN = (entry.start, entry.enter_code, leaving.leave)
"""Posts where there may be no session to keep a CSRF token in; they check where the post comes from."""


def create_app(settings: Settings, services: Services | None = None) -> Flask:
    """The app with all its pages.

    Raises:
        SettingsError: a setting that the pages need is missing or wrong.
        BadInput: a council's file is wrong.
        QuestionnaireProblems: a questionnaire is wrong.
    """
    services = services or Services(settings, request_id=_request_id)
    app = Flask("viewpoint", template_folder=str(paths.templates()), static_folder=None)
    app.config.update(_config(settings))
    app.session_interface = Sessions()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = False
    app.extensions["viewpoint.demo"] = settings.is_demo
    lend_services(app, services)
    set_up_languages(app, services.languages, services.catalogues)
    log_requests(app)
    add_headers(app, {help_numbers.NOWHERE, *(each.safe_site for each in services.councils.values())})
    squeeze_pages(app, young_person.name)
    answer_errors(app)
    _protect(app)
    _register(app)
    _dress(app, services)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way
    return app


def _config(settings: Settings) -> dict[str, Any]:
    newest, *older = settings.secret_keys
    return {
        "SECRET_KEY": newest,
        "SECRET_KEY_FALLBACKS": older,
        # A __Host- cookie has to be Secure, which the demo on plain http cannot be.
        "SESSION_COOKIE_NAME": "__Host-viewpoint" if settings.is_https else "viewpoint",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": MOST_POSTED,
        "MAX_FORM_MEMORY_SIZE": MOST_POSTED,
        "MAX_FORM_PARTS": 200,
        "TRUSTED_HOSTS": [settings.host],
        "WTF_CSRF_TIME_LIMIT": None,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _protect(app: Flask) -> None:
    protect = CSRFProtect(app)
    for view in WITHOUT_TOKEN:
        protect.exempt(view)


def _register(app: Flask) -> None:
    app.register_blueprint(young_person)
    app.register_blueprint(staff)
    # From the modules of their views, so that these are on them.
    audiences = (
        iro_views,
        duty_views,
        manager_views,
        commissioner_views,
        coordinator_views,
        reader_views,
        auditor_views,
        staff_accounts,
    )
    for views in audiences:
        app.register_blueprint(views.blueprint)


def _dress(app: Flask, services: Services) -> None:
    """What every template may use."""
    colours = [council.colours for council in services.councils.values()]
    assets = build_assets(colours[0] if len(colours) == 1 else Colours())
    assets.serve(app, services.sounds.folder)
    app.jinja_env.globals |= {
        "asset": assets.url,
        "sound": sound_finder(services.sounds),
        "symbols": read_symbols(),
    }

    demo = services.settings.is_demo
    app.context_processor(lambda: _globals(demo=demo))
    app.context_processor(staff_frame)


def _globals(*, demo: bool) -> dict[str, object]:
    language = current_language()
    own = help_numbers.council()
    return {
        "language": language,
        "lang": bcp47(language),
        "direction": language_direction(),
        "demo": demo,
        "here": here(),
        "way_back": way_back(),
        "frame": frame,
        "look": chosen_look(),
        "friend": has_friend(),
        "away": help_numbers.safe_site(),
        "records": own is not None and own.has_voice_answers,
        "council": help_numbers.council_view(own, language),
        "help_numbers": help_numbers.first_numbers,
    }


def _request_id() -> str | None:
    """This request's id, for the audit log."""
    found: str | None = g.get("request_id")
    return found


def _keep_what_was_loaded() -> None:
    """Let the garbage collector leave alone what stays as long as the process does.

    Looking through all of it every few requests takes up to a fifth of a page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


def from_environ() -> Flask:
    """The app as a production server starts it: settings from the environment.

    Raises:
        SettingsError: listing everything that is missing or wrong.
    """
    settings = Settings.from_environ(os.environ)
    set_up_logging(settings.log_level)
    services = Services(settings, request_id=_request_id)
    app = create_app(settings, services)
    _keep_what_was_loaded()
    for line in services.warnings(services.clock().date()):
        app.logger.warning("look at: %s", line)
    return app
