"""How is a board paper kept as text, to be written when somebody asks for it?"""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from brownfield.tell.paper.paper import Paper
from brownfield.tell.values import values


def to_text(paper: Paper) -> str:
    """Return a board paper as JSON text."""
    return json.dumps(values(paper), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Paper:
    """Return the board paper of what `to_text` returned."""
    return TypeAdapter(Paper).validate_json(text)
