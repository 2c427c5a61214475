"""How is a published two-stage stochastic problem read?

Three text files hold it: the *core* (MPS, one scenario of all stages), the *time* file
(first column and row of each stage) and the *stochastic* file (what differs from the
core, by scenario, in blocks or one by one, each with its probability). Numbers are read
as words between blanks. A column that the core does not name is the right-hand side:
its set is called differently from file to file.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod
from pathlib import Path

import numpy as np

MOST = 10_000  # scenarios that are listed
VALUED = ("UP", "LO", "FX", "UI", "LI")  # bounds that have a value
RIGHT = -1  # in place of a column: the right-hand side
COST = -1  # in place of a row: the objective
FREE = -2  # in place of a row: one that limits nothing, and is not read
Change = tuple[int, int, float]  # row, column, value


@dataclass
class Core:
    """One scenario of all stages, to be minimised.

    Attributes
    ----------
    rows, columns
        Names, in order, with their positions.
    kinds
        L, E or G of each row.
    entries
        Value by row and column; rows are `COST` for the objective, columns `RIGHT` for
        the right-hand side.
    lower, upper, whole
        Bounds of columns by position where stated, and which are whole.
    ranges
        Range of rows by position where stated; its sign counts in E rows alone.
    """

    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    entries: dict[tuple[int, int], float] = field(default_factory=dict)
    lower: dict[int, float] = field(default_factory=dict)
    upper: dict[int, float] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    ranges: dict[int, float] = field(default_factory=dict)

    def column(self, name: str) -> int:
        """Return the position of a column; `RIGHT` for a name that is none."""
        return self.columns.get(name, RIGHT)


@dataclass(frozen=True)
class TwoStage:
    """A two-stage problem.

    Attributes
    ----------
    core
        One scenario of both stages.
    first_rows, first_columns
        How many belong to the first stage.
    scenarios
        What differs from the core, and the probability, scenario by scenario.
    """

    core: Core
    first_rows: int
    first_columns: int
    scenarios: tuple[tuple[float, tuple[Change, ...]], ...]


def read_smps(core: Path, stochastic: Path | None = None) -> TwoStage:
    """Return the problem of a core file and the files of the same name beside it.

    Parameters
    ----------
    core
        The core file, ``.cor``; the time file is ``.tim``.
    stochastic
        The stochastic file; ``.sto`` or ``.sto.gz`` if not given.

    Raises
    ------
    ValueError
        If there are more than two stages, or more than `MOST` scenarios.
    """
    stated = read_core(core)
    times = _lines(core.with_suffix(".tim"))
    stages = [words for words in times if words[0] != "" and len(words) == 3]
    if len(stages) != 2:
        message = f"{core.name}: {len(stages)} stages; two are read here."
        raise ValueError(message)
    column, row = stages[1][:2]
    random = stochastic or core.with_suffix(".sto")
    random = random if random.exists() else random.with_suffix(".sto.gz")
    found = tuple(_scenarios(stated, random))
    return TwoStage(stated, stated.rows[row], stated.columns[column], found)


def read_core(path: Path) -> Core:
    """Return the one scenario that a core file states."""
    core, section, is_whole = Core(), "", False
    for words in _lines(path):
        if words[0] == "":
            section = words[1]
        elif "'MARKER'" in words:
            is_whole = "'INTORG'" in words
        elif section == "COLUMNS":
            _add_column(core, words, is_whole=is_whole)
        elif section in _READ:
            _READ[section](core, words)
    core.entries = {at: value for at, value in core.entries.items() if at[0] != FREE}
    return core


def _lines(path: Path) -> Iterator[list[str]]:
    """Yield the words of each line; before those of a section's head, a blank one."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="latin-1") as lines:
        for line in lines:
            words = line.split()
            if words and not line.startswith("*"):
                yield words if line[0] in " \t" else ["", *words]


def _pairs(words: list[str]) -> Iterator[tuple[str, float]]:
    for name, value in zip(words[::2], words[1::2], strict=True):
        yield name, float(value)


def _add_row(core: Core, words: list[str]) -> None:
    kind, name = words
    if kind == "N":
        core.rows[name] = FREE if COST in core.rows.values() else COST
        return
    core.rows[name] = len(core.kinds)
    core.kinds.append(kind)


def _add_column(core: Core, words: list[str], *, is_whole: bool) -> None:
    position = core.columns.setdefault(words[0], len(core.columns))
    if is_whole:
        core.whole.add(position)
    for name, value in _pairs(words[1:]):
        core.entries[core.rows[name], position] = value


def _add_right(core: Core, words: list[str]) -> None:
    for name, value in _pairs(words[len(words) % 2 :]):
        core.entries[core.rows[name], RIGHT] = value


def _add_range(core: Core, words: list[str]) -> None:
    for name, value in _pairs(words[len(words) % 2 :]):
        core.ranges[core.rows[name]] = value


def _add_bound(core: Core, words: list[str]) -> None:
    """Add a bound: kind, perhaps the name of a set, column, and value if it has one."""
    kind = words[0]
    has_value = kind in VALUED or words[-1] not in core.columns
    column = core.columns[words[-2] if has_value else words[-1]]
    value = float(words[-1]) if has_value else 0.0
    low, high = {
        "LO": (value, None),
        "LI": (value, None),
        "FX": (value, value),
        "BV": (0.0, 1.0),
        "FR": (-np.inf, np.inf),
        "MI": (-np.inf, None),
        "PL": (None, np.inf),
    }.get(kind, (None, value))
    if low is not None:
        core.lower[column] = low
    if high is not None:
        core.upper[column] = high
    if kind in ("BV", "UI", "LI"):
        core.whole.add(column)


_READ = {
    "ROWS": _add_row,
    "RHS": _add_right,
    "RANGES": _add_range,
    "BOUNDS": _add_bound,
}


def _scenarios(core: Core, path: Path) -> Iterator[tuple[float, tuple[Change, ...]]]:
    """Yield probability and changes of each scenario.

    Raises
    ------
    ValueError
        If values are not listed one by one, or scenarios are too many.
    """
    lines = list(_lines(path))
    heads = [words[1:] for words in lines if words[0] == ""]
    kind = next(h for h in heads if h[0] in ("SCENARIOS", "INDEP", "BLOCKS"))
    if "NORMAL" in kind or "UNIFORM" in kind:
        message = f"{path.name}: {kind[-1]} values are not listed one by one."
        raise ValueError(message)
    body = [words for words in lines if words[0] != ""]
    groups = {"SCENARIOS": _whole, "INDEP": _single, "BLOCKS": _blocks}[kind[0]](body)
    count = prod(map(len, groups))
    if count > MOST:
        message = f"{path.name}: {count:,} scenarios; up to {MOST:,} are listed."
        raise ValueError(message)
    is_added = "ADD" in kind
    for combined in product(*groups):
        told = [line for _, one in combined for line in one]
        yield (
            prod(p for p, _ in combined),
            tuple(_changes(core, told, is_added=is_added)),
        )


Group = list[tuple[float, list[list[str]]]]  # probability and lines of each value


def _whole(body: list[list[str]]) -> list[Group]:
    group: Group = []
    for words in body:
        if words[0] == "SC":
            group.append((float(words[3]), []))
        else:
            group[-1][1].append(words)
    return [group]


def _single(body: list[list[str]]) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for words in body:
        found = groups.setdefault((words[0], words[1]), [])
        found.append((float(words[-1]), [words[:3]]))
    return list(groups.values())


def _blocks(body: list[list[str]]) -> list[Group]:
    groups: dict[str, Group] = {}
    for words in body:
        if words[0] == "BL":
            groups.setdefault(words[1], []).append((float(words[-1]), []))
            name = words[1]
        else:
            groups[name][-1][1].append(words)
    return list(groups.values())


def _changes(core: Core, lines: list[list[str]], *, is_added: bool) -> Iterator[Change]:
    for column, *pairs in lines:
        place = core.column(column)
        for name, value in _pairs(pairs):
            row = core.rows[name]
            if row == FREE:
                continue
            before = core.entries.get((row, place), 0.0) if is_added else 0.0
            yield row, place, before + value
