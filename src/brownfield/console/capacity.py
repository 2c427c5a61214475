"""How is the free capacity of a case told in a terminal?"""

from collections.abc import Sequence

import polars as pl

from brownfield.case.read import read_case
from brownfield.console.say import DONE, say
from brownfield.derive.shown.spare_capacity import spare_capacity
from brownfield.plans.json_text import json_text
from brownfield.tell.text import grid


def capacity(path: str, what_ifs: Sequence[str], *, is_json: bool) -> int:
    """Print how much of each plant is free and lease-able, by year."""
    case = read_case(path).apply(*what_ifs)
    frame = spare_capacity(case)
    if is_json:
        say(json_text(frame.to_dicts()))
    else:
        say(capacity_lines(frame, case.settings.case.currency))
    return DONE


def capacity_lines(frame: pl.DataFrame, currency: str) -> str:
    """Return capacity by plant and year, with its units."""
    units = f"Standard vehicles a year; margins in {currency} per standard vehicle."
    return grid(frame.columns, frame.rows()) + f"\n{units}"
