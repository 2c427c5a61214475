"""What if a library that is only needed for some texts is not there?"""

from typing import Any

from brownfield.extras import needed as of_extra

EXTRA = "text"


def needed(module: str, purpose: str) -> Any:
    """Return a module of the extra `text`.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    return of_extra(module, purpose, EXTRA)
