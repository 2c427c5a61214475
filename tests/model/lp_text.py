"""How is a linear model written so that a person can check it line by line?"""

from collections.abc import Iterator

import polars as pl

from brownfield.model.arrays.linear import Family, LinearModel

KEYS = (
    "party",
    "policy",
    "kind",
    "group",
    "recipe",
    "build_option",
    "facility",
    "shop",
    "pattern",
    "product",
    "place",
    "regime",
    "quota",
    "leaf",
    "node",
)
IMPLIED = {
    "recipe": ("build_option", "facility", "product"),
    "build_option": ("facility", "product"),
    "leaf": ("node",),
    "regime": ("quota",),
}


def objective_text(model: LinearModel) -> str:
    """Return the objective, one column a line."""
    names = list(_names(model.column_families))
    priced = [
        f"  {cost:+.6g} {name}"
        for cost, name in zip(model.cost, names, strict=True)
        if cost
    ]
    return "\n".join(["maximise", *priced]) + "\n"


def rows_text(model: LinearModel) -> str:
    """Return the rows of a model, each under its name."""
    columns = list(_names(model.column_families))
    lines = ["subject to"]
    for row, name in enumerate(_names(model.row_families)):
        entries = range(model.starts[row], model.starts[row + 1])
        terms = " ".join(
            f"{model.values[e]:+.6g} {columns[model.positions[e]]}" for e in entries
        )
        lines += [f"{name}:", f"  {terms} {_sides(model, row)}"]
    return "\n".join(lines) + "\n"


def _sides(model: LinearModel, row: int) -> str:
    lower, upper = model.row_lower[row] + 0.0, model.row_upper[row] + 0.0  # no -0
    if lower == upper:
        return f"= {lower:.6g}"
    if lower == -float("inf"):
        return f"<= {upper:.6g}"
    assert upper == float("inf")
    return f">= {lower:.6g}"


def _names(families: tuple[Family, ...]) -> Iterator[str]:
    for family in families:
        for key in family.keys.select(_shown(family.keys)).iter_rows():
            yield f"{family.name}[{','.join(str(k) for k in key if k is not None)}]"


def _shown(keys: pl.DataFrame) -> list[pl.Expr]:
    present = [name for name in KEYS if name in keys.columns]
    hidden = {name for key in present for name in IMPLIED.get(key, ())}
    hidden -= (
        {"facility"} if "pattern" in present and "recipe" not in present else set()
    )
    return [pl.col(n).cast(pl.String) for n in present if n not in hidden]
