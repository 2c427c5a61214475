"""What does a reader see where something is wrong?"""

from dataclasses import dataclass

from brownfield.desk.pages.visit import Shown


@dataclass(frozen=True)
class Wrong:
    """What is wrong.

    Attributes
    ----------
    lines
        What was found, what is allowed and what to do next.
    """

    lines: list[str]


def wrong(message: str, status: int) -> Shown:
    """Return the page that tells what is wrong."""
    title = "There is no such page" if status == 404 else "This cannot be done"
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return Shown("wrong.html.j2", title, Wrong(lines), (("Cases", "/"),), status)
