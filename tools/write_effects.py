"""What is sharing a British plant worth under each what-if? A table of the docs.

Run ``python tools/write_effects.py``. Each line of the table in docs/reference-case.md
names what-ifs; its two figures are planned anew, with nothing uncertain but in the last
line. It takes minutes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.read import read_case
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.case.case import Case

PAGE = Path(__file__).parents[1] / "docs" / "reference-case.md"
TABLE = re.compile(r"(?<=\| what-if \| hw\+ \| su\+ \|\n\|---\|---\|---\|\n)(\|.*\n)+")
ROW = re.compile(r"\| (.+) \| (-?[\d,]+) \| (-?[\d,]+) \|")
NAME = re.compile(r"`([^`]+)`")
CERTAIN = "one-future"
ALONE, PARTNERS = "import-only", ("halewood", "sunderland")
MILLION = 1e6


def rows(text: str) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    """Yield words, names of what-ifs and figures (m of money) of each line."""
    for line in TABLE.search(text)[0].splitlines():  # type: ignore[index] # it is there
        words, *figures = ROW.fullmatch(line).groups()  # type: ignore[union-attr] # too
        whole = tuple(int(figure.replace(",", "")) for figure in figures)
        yield words, tuple(NAME.findall(words)), whole


@cache
def value(what_ifs: tuple[str, ...]) -> float:
    """Return the value of the best plan of merseyside under what-ifs, m of money."""
    return plan(case_of(what_ifs)).value / MILLION


def case_of(what_ifs: tuple[str, ...]) -> Case:
    """Return merseyside under what-ifs, in order."""
    return read_case("merseyside").apply(*what_ifs)


def applied(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the what-ifs of a line: one future first, unless it names none."""
    return (CERTAIN, *(name for name in names if name != CERTAIN)) if names else ()


def worth(names: tuple[str, ...], partner: str) -> float:
    """Return what a plan with one partner is worth over importing, m of money."""
    base = applied(names)
    return value((*base, partner)) - value((*base, ALONE))


def line(words: str, names: tuple[str, ...]) -> str:
    """Return a line of the table with its figures planned anew."""
    figures = [f"{round(worth(names, partner)) + 0:,}" for partner in PARTNERS]
    told = f"| {' | '.join([words, *figures])} |\n"
    sys.stdout.write(told)
    sys.stdout.flush()
    return told


def main() -> None:
    """Write the table anew, where it stands."""
    text = PAGE.read_text("utf-8")
    lines = [line(words, names) for words, names, _ in rows(text)]
    PAGE.write_text(TABLE.sub(lambda _: "".join(lines), text), "utf-8")


if __name__ == "__main__":
    main()
