"""What if a library that is only needed for some texts is not there?"""

from importlib import import_module
from typing import Any

from brownfield.errors import MissingExtraError

EXTRA = "text"


def needed(module: str, purpose: str) -> Any:
    """Return a module of the extra `text`.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        message = (
            f"{purpose[:1].upper()}{purpose[1:]} needs {library}, which is not "
            f"installed. Install it with: pip install 'brownfield[{EXTRA}]'"
        )
        raise MissingExtraError(message) from error


def is_there(module: str) -> bool:
    """Return whether a module of the extra can be loaded."""
    try:
        import_module(module)
    except ImportError:
        return False
    return True
