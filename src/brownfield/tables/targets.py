"""What can a hazard stop, and what can a mitigation protect?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.frames import Replaced
from brownfield.tables.memory import Columns, Few, is_alike, remembered

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

NAMED: dict[str, Columns] = {
    "facilities": ("facility", "outage_domain"),
    "parties": ("party",),
    "places": ("place",),
    "bill_of_materials": ("source",),
    "build_options": ("build_option",),
    "products": ("product",),
    "lanes": ("origin", "destination"),
    "hazards": None,
}
"""Where what a hazard stops, and a mitigation protects, has its name."""
ASKED: dict[str, Columns] = {**NAMED, "mitigations": None}

SCOPES = {
    "facility": ("facilities", "facility"),
    "party": ("parties", "party"),
    "outage_domain": ("facilities", "outage_domain"),
    "place": ("places", "place"),
    "part_source": ("bill_of_materials", "source"),
}


def names_in_scope(tables: Mapping[str, pl.DataFrame], scope: str) -> list[str]:
    """Return what a hazard of a scope may name, in table order.

    Lanes are named by their origin, which means all from there, or
    ``origin>destination``.
    """
    if scope in SCOPES:
        table, column = SCOPES[scope]
        names = dict.fromkeys(tables[table][column].to_list())
        return [str(name) for name in names if name is not None]
    ends = tables["lanes"].select("origin", "destination").drop_nulls().unique()
    pairs = sorted(ends.iter_rows())
    origins = sorted({origin for origin, _ in pairs})
    return [*origins, *(f"{origin}>{destination}" for origin, destination in pairs)]


def protected_by(tables: Mapping[str, pl.DataFrame], kind: str) -> set[str]:
    """Return what a mitigation of a kind may name.

    A second source, ``build_option|part_class=source``, counts as its build option.
    """
    facilities, hazards = tables["facilities"], tables["hazards"]
    plants = set(facilities["facility"])
    parts: dict[str, list[str]] = {
        "backup_option": tables["build_options"]["build_option"].to_list(),
        "stock_weeks": [
            *plants,
            *tables["bill_of_materials"]["source"],
            *tables["products"]["product"],
        ],
        "split_domain": [*plants, *facilities["outage_domain"].drop_nulls()],
        "faster_recovery": [*hazards["hazard"], *hazards["target"]],
    }
    return {name for name in parts[kind] if name is not None}


def with_known_targets(
    tables: dict[str, pl.DataFrame], before: Tables | None = None
) -> dict[str, pl.DataFrame]:
    """Drop hazards and mitigations whose target the tables do not have.

    Parameters
    ----------
    tables
        Every table.
    before
        If given, only those go whose target was here before: others are mistakes, to
        be told.
    """
    if before is None:
        fewer = _known(tables)
    elif is_alike(Few(tables, NAMED), Few(before, NAMED)):
        return tables
    else:
        fewer = _still_known(tables, before)
    return tables | fewer if fewer else tables


@remembered(**ASKED)
def _known(tables: Tables) -> dict[str, pl.DataFrame]:
    return _still_known(tables, None)


def _still_known(tables: Tables, before: Tables | None) -> dict[str, pl.DataFrame]:
    """Return those of hazards and mitigations of which rows go."""
    fewer: dict[str, pl.DataFrame] = {}
    for name, is_there in (
        ("hazards", _hazard_is_known),
        ("mitigations", _cure_is_known),
    ):
        rows = tables[name]
        after = Replaced(tables, **fewer)
        kept = [
            is_there(after, row) or (before is not None and not is_there(before, row))
            for row in rows.to_dicts()
        ]
        if not all(kept):
            fewer[name] = rows.filter(pl.Series(kept, dtype=pl.Boolean))
    return fewer


def _hazard_is_known(tables: Tables, row: Mapping[str, str]) -> bool:
    return row["target"] in names_in_scope(tables, row["scope"])


def _cure_is_known(tables: Tables, row: Mapping[str, str]) -> bool:
    return protected(row["target"]) in protected_by(tables, row["kind"])


def protected(target: str) -> str:
    """Return the name a mitigation's target is known by: that of its build option."""
    return target.split("|")[0]
