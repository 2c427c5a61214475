"""Is a run folder that was damaged told as such, whatever is damaged?"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.errors import DataError
from brownfield.plans.files import to_json, write_run
from brownfield.plans.reopen import read_run
from brownfield.solve.run import plan

AGAIN = "Plan the case again with --out."
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def case() -> Case:
    """Mini, planned by its entrant alone."""
    return read_case("mini").choose(("E",))


@pytest.fixture(scope="module")
def whole(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder nobody has touched."""
    folder = tmp_path_factory.mktemp("runs") / "run"
    write_run(plan(case), folder)
    return folder


def marker(change: Callable[[dict[str, object]], object]) -> Damage:
    """Return a damage of what run.json holds."""

    def damage(folder: Path) -> None:
        held = json.loads((folder / "run.json").read_text())
        change(held)
        (folder / "run.json").write_text(json.dumps(held))

    return damage


def table(name: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Damage:
    """Return a damage of one table."""

    def damage(folder: Path) -> None:
        path = folder / f"{name}.parquet"
        change(pl.read_parquet(path)).write_parquet(path)

    return damage


def text(file: str, content: str) -> Damage:
    """Return a damage that leaves other text in a file."""
    return lambda folder: (folder / file).write_text(content)


def short(file: str) -> Damage:
    """Return a damage that cuts the second half of a file off."""

    def damage(folder: Path) -> None:
        data = (folder / file).read_bytes()
        (folder / file).write_bytes(data[: len(data) // 2])

    return damage


def times(by: float) -> pl.Expr:
    """Return the vehicles of a table times a number."""
    return pl.col("vehicles") * by


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (text("run.json", "status: optimal"), "run.json is not a JSON document"),
        (text("run.json", "[" * 100_000), "run.json is not a JSON document"),
        (short("run.json"), "run.json is not a JSON document"),
        (text("run.json", "[1, 2]"), "run.json is not an object with keys"),
        (marker(lambda m: m.pop("case_digest")), "run.json has no key case_digest"),
        (marker(lambda m: m.pop("model")), "run.json has no key model"),
        (marker(lambda m: m.update(value="much")), 'key value holds "much"'),
        (marker(lambda m: m.update(value=None)), "key value holds null"),
        (marker(lambda m: m.update(parties=3)), "key parties holds 3"),
        (marker(lambda m: m.update(model={"rows": 1})), 'key model holds {"rows": 1}'),
        (marker(lambda m: m.update(status=["optimal"])), "key status holds"),
        (short("deliveries.parquet"), "deliveries.parquet is not a Parquet file"),
        (text("cash.parquet", ""), "cash.parquet is not a Parquet file"),
        (short("audit.parquet"), "audit.parquet is not a Parquet file"),
        (
            table("deliveries", lambda f: f.drop("vehicles")),
            "deliveries.parquet has no column vehicles",
        ),
        (
            table("deliveries", lambda f: f.cast({"vehicles": pl.String})),
            "deliveries.parquet, column vehicles holds String, not Float64",
        ),
        (
            table("deliveries", lambda f: f.with_columns(times(-5))),
            "a recount differs, ",
        ),
        (
            table("deliveries", lambda f: f.with_columns(times(2))),
            "a recount differs, ",
        ),
        (table("production", lambda f: f.head(1)), "a recount differs, "),
        (
            table(
                "deliveries",
                lambda f: f.with_columns(vehicles=pl.lit(None, pl.Float64)),
            ),
            "",
        ),
        (table("deliveries", lambda f: f.with_columns(node=pl.lit("no"))), ""),
        (table("shifts", lambda f: f.with_columns(year=pl.lit(None, pl.Int64))), ""),
        (marker(lambda m: m.update(value=1.0)), "a recount differs, "),
    ],
)
def test_a_damaged_run_is_told(
    whole: Path, case: Case, tmp_path: Path, damage: Damage, told: str
) -> None:
    """What is damaged, where, and what to do; never an error of a library."""
    folder = tmp_path / "run"
    shutil.copytree(whole, folder)
    damage(folder)
    with pytest.raises(DataError) as refused:
        read_run(folder, case)
    assert str(refused.value).startswith(f"{folder} is damaged: ")
    assert told in str(refused.value)
    assert str(refused.value).endswith(AGAIN)


@pytest.mark.parametrize("name", ["deliveries", "audit", "prices"])
def test_a_missing_table_is_told(
    whole: Path, case: Case, tmp_path: Path, name: str
) -> None:
    """By its file."""
    folder = tmp_path / "run"
    shutil.copytree(whole, folder)
    (folder / f"{name}.parquet").unlink()
    with pytest.raises(DataError) as refused:
        read_run(folder, case)
    assert str(refused.value) == f"{folder} lacks {name}.parquet. {AGAIN}"


def test_a_whole_run_is_read_as_it_was_kept(whole: Path, case: Case) -> None:
    """It passes its recount, and says the same document again."""
    found = read_run(whole, case)
    assert found.is_sound
    assert to_json(found) == (whole / "run.json").read_text()


def test_a_run_moved_aside_by_a_dead_process_is_read(
    whole: Path, case: Case, tmp_path: Path
) -> None:
    """A process killed between two renames: the old run comes back first."""
    room = tmp_path / ".brownfield-writing-abc"
    (room / "fresh" / "run").mkdir(parents=True)
    shutil.copytree(whole, room / "old")
    assert read_run(tmp_path / "run", case).is_sound
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]
