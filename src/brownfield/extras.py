"""What if a library that only some questions need is not there?"""

from importlib import import_module
from typing import Any

from brownfield.errors import MissingExtraError


def needed(module: str, what: str, extra: str) -> Any:
    """Return a module of an extra.

    Parameters
    ----------
    module
        Its name.
    what
        What it is needed for.
    extra
        The extra that installs it.

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
            f"{what[:1].upper()}{what[1:]} needs {library}, which is not installed. "
            f"Install it with: pip install 'brownfield[{extra}]'"
        )
        raise MissingExtraError(message) from error


def is_there(module: str) -> bool:
    """Return whether a module of an extra can be loaded."""
    try:
        import_module(module)
    except ImportError:
        return False
    return True
