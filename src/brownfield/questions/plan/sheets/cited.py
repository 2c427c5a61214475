"""What does a row of the case's tables cite?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document


def rows_of(document: Document, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table of the case, without columns that are blank."""
    cited = next((one for one in document.inputs if one.name == table), None)
    return [] if cited is None else cited.rows.to_dicts()


def cited(document: Document, table: str, key: str) -> Mapping[str, str]:
    """Return the ids of facts and statements behind a row, by its short name."""
    rows = rows_of(document, table)
    return {row[key]: row.get("source") or "" for row in rows}
