"""What is a party, plant, market or recipe called on the page?"""

from dataclasses import dataclass, field
from functools import cache

import polars as pl

from brownfield.case.case import Case

MODES = {
    "cbu": "built complete",
    "skd": "semi-knocked-down kit",
    "ckd": "kit",
    "full": "full build",
}


@dataclass(frozen=True)
class Labels:
    """Printed names of the short names of one case.

    Attributes
    ----------
    parties, products, places, facilities
        Short name -> printed name.
    options
        Build option -> product, plant and mode in words.
    """

    parties: dict[str, str]
    products: dict[str, str]
    places: dict[str, str]
    facilities: dict[str, str]
    options: dict[str, str] = field(repr=False)

    def recipe(self, recipe: str) -> str:
        """Return the words for a recipe: its build option and the sources chosen."""
        option, *choices = recipe.split("|")
        name = self.options.get(option, option)
        picks = [self._choice(choice) for choice in choices]
        return f"{name}, {', '.join(picks)}" if picks else name

    def _choice(self, choice: str) -> str:
        group, _, source = choice.partition("=")
        known = self.places | self.facilities
        return f"{group} from {known.get(source, source)}"


def labels(case: Case) -> Labels:
    """Return the printed names of a case; a blank name is the short name."""
    tables = case.tables
    products = _names(tables["products"], "product")
    facilities = _names(tables["facilities"], "facility")
    return Labels(
        parties=_party_names(case),
        products=products,
        places=_names(tables["places"], "place"),
        facilities=facilities,
        options=_option_names(tables["build_options"], products, facilities),
    )


def _names(table: pl.DataFrame, key: str) -> dict[str, str]:
    return {row[key]: row["name"] or row[key] for row in table.to_dicts()}


def _party_names(case: Case) -> dict[str, str]:
    table = case.tables["parties"]
    if "name" in table.columns:
        return _names(table, "party")
    return {party: pretty(party) for party in table["party"]}


@cache
def pretty(label: str) -> str:
    """Return a short name with spaces; all-capital if short, else first letter large.

    Examples
    --------
    >>> pretty("jlr"), pretty("import-only"), pretty("chery_uk")
    ('JLR', 'Import only', 'Chery uk')
    """
    words = label.replace("_", " ").replace("-", " ").strip()
    if words.islower() and len(words) <= 3:
        return words.upper()
    return words[:1].upper() + words[1:]


def _option_names(
    options: pl.DataFrame, products: dict[str, str], facilities: dict[str, str]
) -> dict[str, str]:
    rows = options.to_dicts()
    short = [_option_name(row, products, facilities) for row in rows]
    return {
        row["build_option"]: name
        if short.count(name) == 1
        else f"{name} [{row['build_option']}]"
        for row, name in zip(rows, short, strict=True)
    }


def _option_name(
    row: dict[str, str], products: dict[str, str], facilities: dict[str, str]
) -> str:
    product = products.get(row["product"], row["product"])
    facility = facilities.get(row["facility"], row["facility"])
    return f"{product} at {facility} ({MODES.get(row['mode'], row['mode'])})"
