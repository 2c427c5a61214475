"""How are the recipes of a case told in a terminal?"""

from collections.abc import Sequence

import polars as pl

from brownfield.case.read import read_case
from brownfield.console.say import DONE, say
from brownfield.derive.shown.recipes import CONTENDS, by_market, recipes
from brownfield.plans.json_text import json_text
from brownfield.tables.problems import several
from brownfield.tell.text import grid

HEADER = ("recipe", "market", "years", "landed cost", "nodes", "standing")


def show_recipes(
    path: str, what_ifs: Sequence[str], *, is_every: bool, is_json: bool
) -> int:
    """Print what each recipe costs in each market; all of them if `is_every`."""
    case = read_case(path).apply(*what_ifs)
    every = by_market(recipes(case))
    shown = every if is_every else every.filter(pl.col("standing") == CONTENDS)
    if is_json:
        say(json_text(shown.to_dicts()))
    else:
        left = every.height - shown.height
        say(recipe_lines(shown, case.settings.case.currency, left))
    return DONE


def recipe_lines(shown: pl.DataFrame, currency: str, left: int) -> str:
    """Return recipes by market, with units, and how many are not shown."""
    rows = [
        (
            row["recipe"],
            row["place"],
            f"{row['first_year']}-{row['last_year']}",
            _between(row["lowest"], row["highest"]),
            f"{row['contending']} of {row['nodes']}",
            row["standing"],
        )
        for row in shown.iter_rows(named=True)
    ]
    units = f"Landed cost in {currency} per vehicle, lowest and highest of all nodes; "
    units += "nodes at which a plan may choose it, of those it is delivered at."
    more = f"{several(left, 'line')} that no plan would choose: --all." if left else ""
    return "\n".join(filter(None, [grid(HEADER, rows), units, more]))


def _between(lowest: float, highest: float) -> str:
    both = dict.fromkeys(f"{cost:,.0f}" for cost in (lowest, highest))
    return " to ".join(both)
