"""Which input-output table does a folder that pymrio saved hold?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from re import search
from typing import TYPE_CHECKING, Any

import numpy as np

from brownfield.errors import MissingExtraError, UseError
from brownfield.questions.impact.economy.block import plain
from brownfield.questions.impact.economy.table import Economy

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats

OUTPUT = "indout"
FACTORS = "factor_inputs"
VALUE_ADDED, WAGES = "value added", "compensation|wages"
JOBS = "^employment( people.*)?$|^jobs$"


def read_saved(path: Path, nation: str | None) -> Economy:
    """Return the table of a nation, or of the world, from a folder of pymrio.

    Parameters
    ----------
    path
        Folder that ``save_all`` of pymrio wrote, whatever it was parsed from.
    nation
        Its region that is meant; None = all of them as one economy, each sector named
        after its region.

    Raises
    ------
    MissingExtraError
        If pymrio is not installed.
    UseError
        If the folder holds no system, or no such region.
    """
    try:
        pymrio: Any = import_module("pymrio")
    except ImportError as error:
        message = f"--io {path} is a folder. To read it: pip install pymrio"
        raise MissingExtraError(message) from error
    try:
        system = pymrio.load_all(path)
        system.calc_all()
    except (OSError, ValueError, KeyError, AttributeError) as error:
        message = f"--io {path}: pymrio finds no saved system there ({error})."
        raise UseError(message) from error
    return economy_of(path, system, nation)


def economy_of(path: Path, system: Any, nation: str | None) -> Economy:
    """Return the table of a nation, or of the world, from a system of pymrio.

    Parameters
    ----------
    path
        Where it came from, for messages.
    system
        With Z, Y, x and extensions.
    nation
        As for `read_saved`.

    Raises
    ------
    UseError
        If there is no such region.
    """
    labels = [tuple(map(str, label)) for label in system.Z.columns]
    regions = list(dict.fromkeys(label[0] for label in labels))
    if nation is not None and nation not in regions:
        listed_regions = ", ".join(regions)
        message = (
            f"--io {path}: there is no region {nation!r}; there are: {listed_regions}."
        )
        raise UseError(message)
    ours = np.array([nation in (None, label[0]) for label in labels])
    whole = system.Z.to_numpy(dtype=float)
    output = system.x[OUTPUT].to_numpy(dtype=float)[ours]
    kept = [label for label, is_ours in zip(labels, ours, strict=True) if is_ours]
    names = tuple(" ".join(label[nation is not None :]) for label in kept)
    added = _rows(system, VALUE_ADDED)
    return Economy(
        names,
        whole[np.ix_(ours, ours)],
        output,
        (_factors(system) if np.isnan(added).any() else added)[ours],
        _rows(system, WAGES)[ours],
        whole[np.ix_(~ours, ours)].sum(axis=0),
        _rows(system, JOBS)[ours],
        np.full(len(names), np.nan),
        output - whole[np.ix_(ours, ours)].sum(axis=1),
    )


def _rows(system: Any, pattern: str) -> Floats:
    """Return the sum of rows of extensions under a name; nan if there are none."""
    sums: Floats = np.full(len(system.Z.columns), np.nan)
    for name in system.get_extensions():
        frame = getattr(system, name).F
        fits = [bool(search(pattern, plain(_label(label)))) for label in frame.index]
        if any(fits):
            sums = np.nan_to_num(sums) + frame[fits].to_numpy(dtype=float).sum(axis=0)
    return sums


def _factors(system: Any) -> Floats:
    """Return all factor inputs; nan if there are none."""
    if FACTORS not in set(system.get_extensions()):
        return np.full(len(system.Z.columns), np.nan)
    return np.asarray(getattr(system, FACTORS).F.to_numpy(dtype=float).sum(axis=0))


def _label(label: object) -> str:
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)
