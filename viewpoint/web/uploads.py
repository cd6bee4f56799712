"""Uploads that never touch the disk, let in only where a role may send them."""

import io
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.formparser import FormDataParser

from viewpoint.domain.permissions import Role
from viewpoint.web.access import staff_visit

MEGABYTE = 1024 * 1024
A_PIECE = 512 * 1024
"""What is parsed at once: more than the parser reads at once."""


class InMemory(FormDataParser):
    """Keeps what is uploaded in memory: the usual parser puts large files into a folder for a while."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As the usual parser."""
        super().__init__(*args, **{**options, "stream_factory": _in_memory})


def let_files_in(blueprint: Blueprint, endpoint: str, *, role: Role, most: int, else_to: str) -> None:
    """Let somebody in this role send up to `most` bytes to this endpoint, and nobody else.

    Args:
        blueprint: the endpoint's own.
        endpoint: where the files are posted to.
        role: who may send so much.
        most: bytes, all files together.
        else_to: the endpoint of the page that says that it was too much.
    """

    def prepare(asked: str | None, _values: dict[str, Any] | None) -> None:
        visit = staff_visit() if asked == endpoint else None
        if visit is None or visit.role is not role:
            return
        if (request.content_length or 0) > most:
            megabytes = most // MEGABYTE
            words = _("The files have more than %(size)s MB together. Choose the right ones.", size=megabytes)
            flash(words, "error")
            abort(redirect(url_for(else_to)))
        request.max_content_length = most
        request.max_form_memory_size = A_PIECE
        request.form_data_parser_class = InMemory

    # The only hook that runs before the check of the CSRF token, which reads the form.
    blueprint.url_value_preprocessor(prepare)


def _in_memory(*_args: object, **_options: object) -> io.BytesIO:
    return io.BytesIO()
