"""Uploads that never touch the disk."""

import io
from typing import Any

from werkzeug.formparser import FormDataParser


class InMemory(FormDataParser):
    """Keeps what is uploaded in memory: the usual parser puts large files into a folder for a while."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As the usual parser."""
        super().__init__(*args, **{**options, "stream_factory": _in_memory})


def _in_memory(*_args: object, **_options: object) -> io.BytesIO:
    return io.BytesIO()
