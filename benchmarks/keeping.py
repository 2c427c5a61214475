"""How do benchmarks keep what they measured?"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path


def keep(lines: Sequence[Mapping[str, object]], file: Path | None) -> None:
    """Write lines with the same names to a CSV file; nothing without file or line.

    Parameters
    ----------
    lines
        What was measured, by name.
    file
        Where to; None = nowhere.
    """
    if file is None or not lines:
        return
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
