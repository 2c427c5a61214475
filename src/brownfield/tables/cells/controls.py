"""Which characters move a cursor instead of being shown, and how are they written?"""

import re

# C0 and C1 control codes but tab and new line, delete, and the marks that turn the
# direction of writing: they clear a screen or rewrite a line.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NOT_IN_NAMES = re.compile(f"{CONTROLS.pattern}|[\t\n\u2028\u2029]")


def printable(text: str) -> str:
    r"""Return text with control codes written out, e.g. ``\u001b`` for escape.

    A cell of a case so cannot clear a screen or rewrite a line. The form is that of
    JSON, where it means the same character.
    """
    return CONTROLS.sub(written_out, text)


def written_out(match: re.Match[str]) -> str:
    """Return one character by its number."""
    return f"\\u{ord(match[0]):04x}"
