"""How is each cause of problems told, as wide as the terminal?"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from brownfield.tables.cells.controls import printable

if TYPE_CHECKING:
    from brownfield.tables.mending.causes import Cause

WIDTH, NARROWEST, WIDEST = 100, 40, 120  # characters of a line


def told(groups: list[Cause]) -> str:
    """Return each cause with what is wrong and what to do, as wide as the terminal."""
    width = min(max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST)
    room = io.StringIO()
    page = Console(file=room, width=width, color_system=None, soft_wrap=False)
    for cause in groups:
        page.print(Text(printable(cause.title)))
        for words in _sentences(cause):
            page.print(Padding(Text(printable(words)), (0, 0, 0, 2)))
    lines = [line.rstrip() for line in room.getvalue().splitlines()]
    return "\n".join(lines)


def _sentences(cause: Cause) -> Iterator[str]:
    value = f". Found: {cause.texts}" if cause.texts else ""
    yield f"{cause.first.message}{value}."
    yield cause.first.hint.rstrip(".?") + (
        "?" if cause.first.hint.endswith("?") else "."
    )
