"""The random cases draw every column that a plan reads, and each of its words."""

from collections import defaultdict
from random import Random

import pytest

from brownfield.tables.definitions import TABLES
from tests.peers.third.world import READ
from tests.properties.every_column import every_column_case
from tests.properties.planted_faults import faults, is_found
from tests.properties.solved import solved

SEEDS = range(60)
LEFT_OUT = {
    "products": {"part"},
    "credits": {"part"},
    "policies": {  # kinds that no plan reads yet, and vehicles that are parts
        "carbon_price",
        "aid_ceiling",
        "part",
    },
}


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], set[object]]:
    """Return the values that each column takes, what-ifs left aside."""
    found: dict[tuple[str, str], set[object]] = defaultdict(set)
    for seed in SEEDS:
        case = every_column_case(seed)
        for name in READ:
            for column, values in case.tables[name].to_dict(as_series=False).items():
                found[name, column].update(values)
        for row in case.tables["what_ifs"].to_dicts():
            found["what_ifs", row["table"]].add(row["column"] or row["op"])
    return found


@pytest.mark.parametrize("name", READ)
def test_each_column_that_a_plan_reads_takes_two_values(
    name: str, drawn: dict[tuple[str, str], set[object]]
) -> None:
    """A column that never differs would not be tested at all."""
    read = [c for c in TABLES[name].columns if c.reach in ("node", "tree")]
    constant = [c.name for c in read if len(drawn[name, c.name]) < 2]
    assert constant == []


@pytest.mark.parametrize("name", READ)
def test_each_word_of_a_column_is_drawn(
    name: str, drawn: dict[tuple[str, str], set[object]]
) -> None:
    """Every form of contract, kind of measure and status of a plant occurs."""
    missing = {
        column.name: set(column.allowed) - drawn[name, column.name]
        for column in TABLES[name].columns
        if column.allowed and column.reach in ("node", "tree")
    }
    assert set().union(*missing.values()) <= LEFT_OUT.get(name, set())


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_a_wrong_number_is_found_wherever_it_stands(seed: int) -> None:
    """Each of 40 numbers that is a twentieth off is told by the audit."""
    sound = solved(seed)
    assert sound.audit().passed
    drawn_faults = faults(sound, Random(seed))  # noqa: S311
    wrong = (f for f in drawn_faults if isinstance(f.after, float))
    missed = [
        str(f) for f, _ in zip(wrong, range(40), strict=False) if not is_found(sound, f)
    ]
    assert missed == []
