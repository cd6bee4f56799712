"""One line of JSON a request: ids, codes and timings, never a word, a name or a token."""

import json
import logging
import time
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, g, request

FIELDS = ("request_id", "method", "route", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """A log record as one line of JSON; line breaks and escapes cannot forge another line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's level, logger and message, and the fields we add."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        return json.dumps(line)


def set_up_logging(level: str) -> None:
    """Send every log line to standard error as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def log_requests(app: Flask) -> None:
    """Give each request an id and log how it ended; the route's pattern stands for its address."""

    @app.before_request
    def _begin() -> None:
        g.request_id = uuid.uuid4().hex
        g.began = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        fields = {
            "request_id": g.get("request_id"),
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else "",
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        }
        app.logger.info("request", extra=fields)
        return response
