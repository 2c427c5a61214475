"""How does text reach the terminal? (The one place that prints.)"""

import json
import os
import re
import sys
from contextlib import suppress
from typing import TextIO

from brownfield.errors import FileError
from brownfield.tables.cells.controls import printable

DONE, NO_ANSWER, BAD_INPUT = 0, 1, 2  # exit codes
BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def say(text: str) -> None:
    """Print text and a new line on standard output."""
    _write(sys.stdout, f"{text}\n")


def warn(text: str) -> None:
    """Print text as it is on standard error."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    """Write text at once, so that a full disk is told and not lost at the end.

    Raises
    ------
    FileError
        If it cannot be written, e.g. on a full disk.
    """
    shown = _known_to(stream.encoding or "utf-8", printable(text))
    try:
        stream.write(shown)
        stream.flush()
    except BrokenPipeError:
        raise  # who reads has enough
    except OSError as error:
        _silence(stream)
        reason = (error.strerror or str(error)).lower()
        message = f"The answer cannot be printed: {reason}. Print it somewhere else."
        raise FileError(message) from error


def _known_to(encoding: str, text: str) -> str:
    """Return text in which letters that an encoding lacks are written out."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return BEYOND_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return text


def _silence(stream: TextIO) -> None:
    """Send what a stream still holds to nowhere: Python tries again at its end."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
