"""A case that is planned and dealt over in a second, for tests of what is printed."""

from pathlib import Path

import pytest

from tests.test_cli import run


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with mini until 2027, without futures: the same words, sooner."""
    folder = tmp_path_factory.mktemp("short") / "short"
    assert run("convert", "mini", str(folder)).exit_code == 0
    (folder / "scenarios.csv").unlink()
    demand = folder / "demand.csv"
    head, *rows = demand.read_text().splitlines()
    year = head.split(",").index("year")
    kept = [row for row in rows if int(row.split(",")[year]) <= 2027]
    demand.write_text("\n".join([head, *kept]) + "\n")
    settings = folder / "case.toml"
    text = settings.read_text()
    assert "last_year = 2030" in text
    settings.write_text(text.replace("last_year = 2030", "last_year = 2027"))
    assert run("check", str(folder)).exit_code == 0
    return folder
