"""Which small valid case do the tests of the tables change?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from brownfield.tables.problems import Problem

VALID: dict[str, str] = {
    "case.toml": '[case]\ncurrency = "GBP"\nfirst_year = 2026\nlast_year = 2027\n',
    "parties.csv": "party,kind\nmaker,company\nguest,company\nstate,government\n",
    "places.csv": "place,customs_territory\nhome,UK\nfar,CN\n",
    "facilities.csv": "facility,place,owner,status\n"
    "plant,home,maker,operating\nsite,home,maker,candidate\n",
    "shift_patterns.csv": "facility,pattern,jobs_per_hour,hours_per_shift,"
    "shifts_per_day,days_per_year\nplant,one,30,8,1,230\nsite,one,30,8,1,230\n",
    "products.csv": "product,company,hs_code,powertrain\ncar,guest,870380,bev\n",
    "build_options.csv": "build_option,product,facility,programme_owner,mode\n"
    "car_plant,car,plant,guest,full\n",
    "demand.csv": "product,place,year,volume,price\n"
    "car,home,2026,1000,30000\ncar,home,2027,1200,30000\n",
}
Write = Callable[..., Path]
ProblemsOf = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def write_case(tmp_path: Path) -> Write:
    """Return a function that writes the valid case with some files changed."""

    def write(**changes: str | bytes | None) -> Path:
        folder = tmp_path / "case"
        folder.mkdir(exist_ok=True)
        named = {
            f"{k}.toml" if k == "case" else f"{k}.csv": v for k, v in changes.items()
        }
        for name, content in (VALID | named).items():
            if isinstance(content, bytes):
                (folder / name).write_bytes(content)
            elif content is not None:
                (folder / name).write_text(content, encoding="utf-8", newline="")
        return folder

    return write


@pytest.fixture
def problems_of(write_case: Write) -> ProblemsOf:
    """Return a function that gives the problems of the valid case as changed."""

    def find(**changes: str | bytes | None) -> tuple[Problem, ...]:
        return check(read_raw(write_case(**changes))).problems

    return find
