"""May a file be written where the user asked for it?"""

import os
from pathlib import Path

from brownfield.errors import UseError

ENDINGS = (".html", ".htm")


def check_report(path: Path | None, usual: str) -> None:
    """Raise UseError, before any work, if no page can be written there.

    Parameters
    ----------
    path
        Target of ``--report``; None = none.
    usual
        File name to propose.
    """
    if path is None:
        return
    if path.is_dir():
        message = f"{path} is a folder. Name a file: --report {path / usual}"
        raise UseError(message)
    above = next((p for p in path.absolute().parents if p.exists()), None)
    if above is not None and not (above.is_dir() and os.access(above, os.W_OK)):
        why = "cannot be written to" if above.is_dir() else "is a file, not a folder"
        message = f"{above} {why}. Name another place: --report {usual}"
        raise UseError(message)
    if path.suffix.lower() not in ENDINGS:
        message = (
            f"--report is {path}, which is no page. Name a file ending in "
            f"{' or '.join(ENDINGS)}: --report {path.with_suffix('.html')}"
        )
        raise UseError(message)
