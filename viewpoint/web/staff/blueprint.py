"""The blueprint of the way in for staff; its views register themselves from their module."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
