"""How does a stress test become plain values and a file?"""

from pathlib import Path
from typing import Any

from brownfield.questions.stress.document import document
from brownfield.questions.stress.page import page
from brownfield.questions.stress.question import Asked, StressTest
from brownfield.tell.page import write
from brownfield.tell.values import values


def plain(test: StressTest) -> dict[str, Any]:
    """Return a stress test as plain values; see `Document`."""
    found: dict[str, Any] = values(document(test))
    return found


def write_stress_report(
    test: StressTest, path: Path, asked: Asked | None = None
) -> None:
    """Write the report of a stress test as one self-contained HTML file, atomically.

    Parameters
    ----------
    test
        The stress test.
    path
        The file.
    asked
        What stands first on the page: the events, years or cures that were asked for;
        every answer alike if not given.
    """
    write(page(document(test, asked)), path)
