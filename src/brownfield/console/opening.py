"""Which case does a person mean, and how is it planned?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.asking.shared import Options, applied
from brownfield.case.read import read_case_and_say
from brownfield.console.say import warn

if TYPE_CHECKING:
    from brownfield.case.case import Case


def opened(path: str, options: Options) -> Case:
    """Return the case with the options applied; say what was read in its own way."""
    case, lines = read_case_and_say(path)
    for words in lines:
        warn(f"brownfield: {words}\n")
    return applied(case, options)
