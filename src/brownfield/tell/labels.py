"""What is a party, plant, market or recipe called on the page?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from brownfield.tables.cells.conditions import parse_assignments

if TYPE_CHECKING:
    import polars as pl

    from brownfield.case.case import Case

MODES = {
    "cbu": "built complete",
    "skd": "semi-knocked-down kit",
    "ckd": "kit",
    "full": "full build",
}
SMALL_WORDS = {"as", "at", "by", "if", "in", "is", "no", "of", "on", "or", "so", "to"}
SMALL_WORDS |= {"a", "up"}
VOWELS = set("aeiouy")
MOST_NAMES = 3  # of a condition that are printed
NAMED_PARTY = ("party", "programme_owner", "company")


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

    @property
    def short_products(self) -> dict[str, str]:
        """Names of products without the explanation in brackets."""
        return {key: short(name) for key, name in self.products.items()}

    def recipe(self, recipe: str) -> str:
        """Return the words for a recipe: its build option and the sources chosen."""
        option, *choices = recipe.split("|")
        name = self.options.get(option, option)
        picks = [self._choice(choice) for choice in choices]
        return f"{name}, {', '.join(picks)}" if picks else name

    def _choice(self, choice: str) -> str:
        group, _, source = choice.partition("=")
        sources = self.places | self.facilities
        return f"{group} from {sources.get(source, source)}"


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
    """Return a short name as words, initials in capitals.

    Examples
    --------
    >>> pretty("jlr"), pretty("import-only"), pretty("chery_cv"), pretty("uk_port")
    ('JLR', 'Import only', 'Chery CV', 'UK port')
    """
    words = label.replace("_", " ").replace("-", " ").split()
    shown = [word.upper() if _is_initials(word) else word for word in words]
    text = " ".join(shown)
    return text[:1].upper() + text[1:]


def _is_initials(word: str) -> bool:
    if not word.isalpha() or word.lower() in SMALL_WORDS:
        return False
    return len(word) < 3 or (len(word) == 3 and not set(word.lower()) & VOWELS)


def short(name: str) -> str:
    """Return a printed name without the explanation in brackets at its end.

    Examples
    --------
    >>> short("Chery petrol SUV (Omoda 5, Tiggo 7)")
    'Chery petrol SUV'
    """
    return name.split(" (")[0].strip() or name


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
    product = short(products.get(row["product"], row["product"]))
    facility = facilities.get(row["facility"], row["facility"])
    return f"{product} at {facility} ({MODES.get(row['mode'], row['mode'])})"


ITEMS = {
    "revenue": "sales",
    "lost_sales": "lost sales",
    "shortfall": "charges for promised volumes",
    "materials": "parts",
    "inbound_freight": "freight of parts",
    "inbound_duty": "duty on parts",
    "freight": "freight of vehicles",
    "insurance": "insurance",
    "duty": "duty on vehicles",
    "licences": "licences",
    "conversion": "conversion",
    "shift_cost": "crews and sites",
    "hiring": "hiring",
    "redundancy": "redundancy",
    "opening": "opening plants",
    "closing": "closing plants",
    "tooling": "tooling",
    "contracts": "fees",
    "payments": "free payments",
    "receipts": "public receipts",
    "support": "support",
    "package": "support packages",
    "grants": "purchase grants",
    "operating_support": "operating support",
    "capital_grants": "capital grants",
    "carbon": "carbon",
    "credits": "fleet credits",
    "headquarters": "headquarters",
    "moving": "moving into headquarters",
    "tax": "tax",
    "terminal": "the years after the last",
    "weighing": "weights and bad futures",
}
"""Printed names of cash items."""


def item_name(item: str) -> str:
    """Return the printed name of a cash item."""
    return ITEMS.get(item, item.replace("_", " "))


def cell_title(names: Labels, table: str, where: str, column: str) -> str:
    """Return the printed name of cells: what it is, and of what."""
    what = column.replace("_", " ")
    place = _where(names, where) if where else f"all {table.replace('_', ' ')}"
    return f"{what}: {place}"


def _where(names: Labels, where: str) -> str:
    """Return a condition in words; as it is written where it is more than names."""
    if any(sign in where for sign in ("!=", ">", "<")):
        return where
    parts = []
    for key, value in parse_assignments(where).items():
        words = [_named(names, key, one) for one in value.split("|")]
        most = 1 if key == "build_option" else MOST_NAMES
        more = f" and {len(words) - most} more" if len(words) > most else ""
        parts.append(", ".join(words[:most]) + more)
    return "; ".join(parts)


def _named(names: Labels, key: str, value: str) -> str:
    titles = {
        "build_option": names.options,
        "facility": names.facilities,
        "product": names.short_products,
        "place": names.places,
        "origin": names.places,
        "destination": names.places,
    }
    if key in NAMED_PARTY:
        return names.parties.get(value, pretty(value))
    if key in ("measure", "currency", "year"):
        return value
    return titles.get(key, {}).get(value, pretty(value))
