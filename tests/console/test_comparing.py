"""Many plans of one case, set side by side by `brownfield compare`."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from brownfield.cli import app
from brownfield.errors import UseError

RUNNER = CliRunner()


def test_every_what_if_is_planned_and_its_figures_are_written(tmp_path: Path) -> None:
    """Mini has futures hi and lo, and may start at once or never; worth 1,336.5 m."""
    out = tmp_path / "deep" / "all.csv"
    done = RUNNER.invoke(app, ["compare", "mini", "--all", "--out", str(out)])
    assert done.exit_code == 0, done.exception
    lines = pl.read_csv(out)
    worth = dict(
        lines.filter(pl.col("figure") == "value")
        .select("what_if", "amount")
        .iter_rows()
    )
    assert list(worth) == ["as it is", "hi", "lo", "now-or-never"]
    assert worth["as it is"] == pytest.approx(1_336.516e6, rel=1e-5)
    assert worth["now-or-never"] == pytest.approx(1_328.498e6, rel=1e-5)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--all", "--out", "all.txt"), "Name a file in .csv or .xlsx"),
        (("--all", "--report", "all.pdf"), "which is no page"),
        (("--what-if", "hi", "--bridge", "lo"), "not among the what-ifs: hi"),
        (("--case", "mini", "--report", "all.html"), "leave out --all"),
        (("--all", "--case", "mini"), "leave out --all"),
        ((), "Name at least one what-if, all of them"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    arguments: tuple[str, ...], told: str
) -> None:
    """Before any plan is made."""
    done = RUNNER.invoke(app, ["compare", "mini", *arguments])
    assert isinstance(done.exception, UseError)
    assert told in str(done.exception)
