"""Row ids: random, so that no order and no count can be read from them."""

import uuid


def new_id() -> str:
    """32 hex digits, 122 of their bits random."""
    return uuid.uuid4().hex
