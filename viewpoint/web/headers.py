"""The headers of every answer: nothing is kept, framed, guessed or fetched from elsewhere."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
RECORDING = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
"""Where voice answers are on, and nowhere else."""
# The address of a link holds its token: nothing that the page fetches may be told it.
LINK_REFERRER = "strict-origin"
LEAVING = '"cache", "cookies", "storage"'


def add_headers(app: Flask, safe_sites: Iterable[str]) -> None:
    """Put the headers on every answer of the app; a page may have set its own value before.

    `safe_sites` are where quick exit leads.
    """
    values = {"Content-Security-Policy": content_policy(safe_sites), **HEADERS}
    if app.config["SESSION_COOKIE_SECURE"]:
        values["Strict-Transport-Security"] = "max-age=31536000"
    always = [(name.lower(), name, value) for name, value in values.items()]

    @app.after_request
    def _add(response: Response) -> Response:
        if request.endpoint in {"young_person.link", "young_person.start"}:
            response.headers["Referrer-Policy"] = LINK_REFERRER
        if g.get("microphone"):
            response.headers["Permissions-Policy"] = RECORDING
        own = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - its items are pairs
        for lower, name, value in always:
            if lower not in own:
                response.headers.add(name, value)
        return response


def content_policy(safe_sites: Iterable[str]) -> str:
    """What a page may fetch and where its forms may lead.

    Quick exit without JavaScript is a form whose answer leads to another site, which a browser counts as the
    form's target: those sites, and no others, are named.
    """
    away = sorted({f"{site.scheme}://{site.netloc}" for site in map(urlsplit, safe_sites)})
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            " ".join(("form-action 'self'", *away)),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
