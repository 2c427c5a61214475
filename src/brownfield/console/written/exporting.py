"""How does the model of a case become a file that other solvers read?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.asking.targets import check_folder_above
from brownfield.case.read import read_case
from brownfield.console.say import DONE, say
from brownfield.derive.derive import derive
from brownfield.errors import UseError
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.mps import names_of, write_mps
from brownfield.tables.writing.staging import staged

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel

ENDING = ".mps"


def export(path: str, target: Path, what_ifs: Sequence[str]) -> int:
    """Write the model of a case as an MPS file, and beside it what its names mean.

    Raises
    ------
    UseError
        If the target does not end in .mps, or is a folder.
    FileError
        If it cannot be written.
    """
    if target.suffix.lower() != ENDING or target.is_dir():
        message = f"{target} is no {ENDING} file. Name one: {target.stem}{ENDING}"
        raise UseError(message)
    check_folder_above(target)
    case = read_case(path).apply(*what_ifs)
    model = formulate(derive(case))
    worth = _worth(model, case.settings.case.currency)
    names = target.with_suffix(".names.csv")
    with staged(target) as fresh:
        write_mps(model.linear, fresh, note=worth)
    with staged(names) as fresh:
        names_of(model.linear).write_csv(fresh)
    say(f"{target}: {_size(model.linear)}")
    say(f"{names}: what each column and row stands for")
    say(worth)
    return DONE


def _worth(model: Formulation, currency: str) -> str:
    """Return what a least sum means in money."""
    unit, constant = model.numbers.scale.money, model.constant
    own = f"{constant!r} - sum" if constant else "-sum"
    return (
        f"The least sum is that of the best plan, which is worth {own}, in {currency} "
        f"{unit:,.0f}."
    )


def _size(model: LinearModel) -> str:
    return (
        f"{model.columns:,} columns ({model.binaries:,} of them whole), "
        f"{model.rows:,} rows, {model.nonzeros:,} entries"
    )
