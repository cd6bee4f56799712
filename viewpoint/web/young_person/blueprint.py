"""The blueprint of the young person's pages; its views register themselves from their modules."""

from flask import Blueprint

blueprint = Blueprint("young_person", __name__)
