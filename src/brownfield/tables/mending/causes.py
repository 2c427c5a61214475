"""Which problems have one cause, and which cause is the most frequent?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.tables.problems import Problem

EXAMPLES = 3  # texts of a cause that are shown
FIGURES = re.compile(r"[+-]?\d[\d.,]*")  # differ in hints about one cause


@dataclass(frozen=True)
class Cause:
    """Problems of one rule in one column of one file, told together.

    Attributes
    ----------
    problems
        In the order of their lines; at least one.
    """

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The problem that stands first."""
        return self.problems[0]

    @property
    def title(self) -> str:
        """Where they are and how many, e.g. ``d.csv, column volume: 136 cells``."""
        if len(self.problems) == 1:
            return self.first.place
        sheet = f", sheet {self.first.sheet}" if self.first.sheet else ""
        column = f", column {self.first.column}" if self.first.column else ""
        noun = "cells" if self.first.column else "rows"
        what = f"{self.first.file or self.first.table}{sheet}{column}"
        return f"{what}: {len(self.problems):,} {noun}"

    @property
    def texts(self) -> str:
        """What stands there, the first few different texts with their lines."""
        texts: dict[str, int | None] = {}
        for problem in self.problems:
            if problem.value is not None:
                texts.setdefault(problem.value, problem.line)
        shown = [
            _with_line(text, line) for text, line in list(texts.items())[:EXAMPLES]
        ]
        rest = len(texts) - len(shown)
        return ", ".join(shown) + (f" and {rest} other texts" if rest else "")


def causes(problems: Iterable[Problem]) -> list[Cause]:
    """Return problems by cause, the most frequent first, else in their order."""
    groups: dict[object, list[Problem]] = defaultdict(list)
    alone = count()
    for problem in problems:
        is_cell = problem.line is not None or problem.row is not None
        hint = FIGURES.sub("#", problem.hint)
        key = (problem.table, problem.column, problem.rule, hint)
        groups[key if is_cell else next(alone)].append(problem)
    causes = [Cause(tuple(group)) for group in groups.values()]
    return sorted(causes, key=lambda cause: -len(cause.problems))


def _with_line(text: str, line: int | None) -> str:
    return f"'{text}'" if line is None else f"'{text}' in line {line}"
