"""Which fleet rules bind which maker, and what may it do with their credits?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import Tables, is_blank_or_equal, is_in_force, total
from brownfield.model.rows.contracts import with_transfers
from brownfield.model.rows.policies import HOLDS
from brownfield.tables.declared.fleet import FLEET_RULES, MOVES
from brownfield.tables.memory import SAME, remembered

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.axes import Axes
    from brownfield.model.arrays.scale import Scale
    from brownfield.model.arrays.table import Table

ACCOUNT = ("policy", "party", "node")
GRAMS = (
    100.0  # grams of CO2 in one unit of credit of a limit, so that rows are near one
)
BOUND = {
    "policy": pl.String,
    "party": pl.String,
    "node": pl.String,
    "year": pl.Int64,
    "kind": pl.String,
    "unit": pl.Float64,
    "amount": pl.Float64,
    "product": pl.String,
    "place": pl.String,
    "earned": pl.Float64,
    "owed": pl.Float64,
    "asked": pl.Float64,
}


@dataclass(frozen=True)
class Fleet:
    """Fleet rules at the nodes, in case currency, vehicles and credits.

    Attributes
    ----------
    accounts
        policy, party, node, unit (credits in one of the model), amount (paid per
        credit missing; blank = none may be), opening, free_below (vehicles; blank =
        nobody is free).
    sold
        policy, party, node, product, place; earned, owed, asked: units for a vehicle
        delivered.
    moves
        credit, kind, policy, party, node, from_policy, giver, price, rate, cap, volume,
        unit, from_unit, is_transfer, is_untaxed: what may be decided. Besides the kinds
        of the table, credits missing and forgiven, and whether a maker is small.
    """

    accounts: pl.DataFrame
    sold: pl.DataFrame
    moves: pl.DataFrame


def fleet_of(derived: Derived, axes: Axes, scale: Scale) -> dict[str, Table]:
    """Return the fleet rules scaled, with labels as positions."""
    fleet = _fleet(derived)
    accounts, moves = axes.read(fleet.accounts), axes.read(fleet.moves)
    unit, volume = scale.unit_money, scale.volume
    return {
        "fleet": accounts.with_columns(
            amount=accounts["amount"] * accounts["unit"] / unit,
            opening=accounts["opening"] / accounts["unit"] / volume,
            free_below=accounts["free_below"] / volume,
        ),
        "fleet_sold": axes.read(fleet.sold),
        "credit_moves": moves.with_columns(
            price=moves["price"] * moves["unit"] / unit,
            volume=moves["volume"] / moves["unit"] / volume,
        ),
    }


def _fleet(derived: Derived) -> Fleet:
    rules, terms = derived.at_nodes(lambda case: _rules(case.tables)), _terms(derived)
    offers = derived.at_nodes(lambda case: _offers(case.tables))
    held, begun, sold = _held({}, rules, terms, offers, derived.case.planned_parties)
    return Fleet(begun, sold, _moves(derived, begun, held))


@remembered()
def _held(
    _: Tables,
    rules: pl.DataFrame,
    terms: pl.DataFrame,
    offers: pl.DataFrame,
    planned: tuple[str, ...],
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the terms by maker, and `accounts` and `sold` of `Fleet`."""
    if rules.is_empty():
        bound, terms = pl.DataFrame(schema=BOUND), terms.clear()
    else:
        bound = _bound(rules, terms, offers, planned)
    once = bound.unique(ACCOUNT, maintain_order=True)
    accounts = once.select(*ACCOUNT, "unit", "amount")
    held = _of_makers(terms, accounts)
    sold = bound.select(*ACCOUNT, "product", "place", "earned", "owed", "asked")
    return held, _begun(accounts, held), sold


@remembered(policies=None)
def _rules(tables: Tables) -> pl.DataFrame:
    return (
        tables["policies"]
        .filter(pl.col("kind").is_in(FLEET_RULES))
        .select(
            "policy",
            "kind",
            "territory",
            "hs_code",
            "target",
            "amount",
            "to_year",
            only_party="party",
            only_product="product",
            since="year",
        )
    )


def _terms(derived: Derived) -> pl.DataFrame:
    """Return the rows of `credits` in force at each node; an opening in its year."""
    first = derived.case.settings.case.first_year
    return _in_force({}, derived.at_nodes(lambda case: case.tables["credits"]), first)


@remembered()
def _in_force(_: Tables, rows: pl.DataFrame, first: int) -> pl.DataFrame:
    is_opening = pl.col("kind") == "opening"
    arrives = pl.col("from_year").fill_null(first) == pl.col("year")
    return rows.filter(pl.when(is_opening).then(arrives).otherwise(is_in_force()))


def _bound(
    rules: pl.DataFrame,
    terms: pl.DataFrame,
    offers: pl.DataFrame,
    planned: tuple[str, ...],
) -> pl.DataFrame:
    """Return every product a maker may sell under a rule, and what a vehicle counts."""
    rules = rules.filter(HOLDS)
    sold = offers.drop("year").filter(pl.col("party").is_in(list(planned)))
    fits = (
        is_blank_or_equal("only_party", "party"),
        is_blank_or_equal("only_product", "product"),
        is_blank_or_equal("territory", "customs_territory"),
        pl.col("hs_code").is_null()
        | pl.col("heading").str.starts_with(pl.col("hs_code")),
    )
    bound = rules.join(sold, on="node", maintain_order="left_right").filter(*fits)
    return _counted(_weighed(bound, terms)).select(*BOUND)


@remembered(
    products=(
        "product",
        "powertrain",
        "is_zero_emission",
        "tailpipe_co2",
        "company",
        "hs_code",
    ),
    places=("place", "customs_territory"),
)
def _offers(tables: Tables) -> pl.DataFrame:
    products = tables["products"].select(
        "product",
        "powertrain",
        "is_zero_emission",
        "tailpipe_co2",
        party="company",
        heading="hs_code",
    )
    return products.join(
        tables["places"].select("place", "customs_territory"), how="cross"
    )


def _weighed(bound: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `weight`: the product of the rates that hold for each."""
    names = ["policy", "node", "party", "product", "powertrain"]
    rows = terms.filter(pl.col("kind") == "weight").select(
        "credit",
        "policy",
        "node",
        "rate",
        of="party",
        only_product="product",
        only_powertrain="powertrain",
    )
    sums = (
        bound.select(names)
        .unique(maintain_order=True)
        .join(rows, on=["policy", "node"], maintain_order="left_right")
        .filter(is_blank_or_equal("of", "party"))
        .sort(pl.col("of").is_null(), maintain_order=True)
        .unique(["credit", *names], keep="first", maintain_order=True)
        .filter(
            is_blank_or_equal("only_product", "product"),
            is_blank_or_equal("only_powertrain", "powertrain"),
        )
        .group_by(names, maintain_order=True)
        .agg(weight=pl.col("rate").fill_null(1.0).product())
    )
    weighed = bound.join(sums, on=names, how="left", maintain_order="left")
    return weighed.with_columns(pl.col("weight").fill_null(1.0))


def _counted(bound: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with what a vehicle earns and owes, in units of the rule."""
    is_share = pl.col("kind") == "zev_mandate"
    under = pl.col("weight") * (pl.col("target") - pl.col("tailpipe_co2")) / GRAMS
    zero = pl.col("weight") * pl.col("is_zero_emission").cast(pl.Float64)
    target = pl.col("target")
    return bound.with_columns(
        unit=pl.when(is_share).then(1.0).otherwise(GRAMS),
        earned=pl.when(is_share).then(zero).otherwise(under.clip(lower_bound=0.0)),
        owed=pl.when(is_share).then(target).otherwise((-under).clip(lower_bound=0.0)),
        asked=pl.when(is_share).then(target).otherwise(target / GRAMS),
    )


def _of_makers(terms: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Return the rows for each maker they hold for; its own before one for all."""
    rows = terms.rename({"party": "of"}).drop("year")
    return (
        rows.join(accounts, on=["policy", "node"], maintain_order="left_right")
        .filter(is_blank_or_equal("of", "party"))
        .sort(pl.col("of").is_null(), maintain_order=True)
        .unique(["credit", *ACCOUNT], keep="first", maintain_order=True)
    )


def _begun(accounts: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Return the accounts with the credits they begin with and who is free."""
    kind, volume = pl.col("kind"), pl.col("volume")
    firsts = held.group_by(ACCOUNT, maintain_order=True).agg(
        opening=total(volume.filter(kind == "opening")),
        free_below=volume.filter(kind == "free_below").max(),
    )
    every = accounts.join(firsts, on=ACCOUNT, how="left", maintain_order="left")
    return every.with_columns(pl.col("opening").fill_null(0.0))


MOVE = (
    "credit",
    "kind",
    *ACCOUNT,
    "from_policy",
    "giver",
    "price",
    "rate",
    "cap",
    "volume",
    "unit",
    "from_unit",
)


def _moves(
    derived: Derived, accounts: pl.DataFrame, held: pl.DataFrame
) -> pl.DataFrame:
    """Return what each maker may decide at each node."""
    nodes = SAME.of(derived.tree.nodes.select("node", "parent"))
    return with_transfers(derived, _open({}, accounts, held, nodes)).drop(
        "payer", "payee"
    )


@remembered()
def _open(
    _: Tables, accounts: pl.DataFrame, held: pl.DataFrame, nodes: pl.DataFrame
) -> pl.DataFrame:
    rows = held.filter(pl.col("kind").is_in(MOVES)).with_columns(
        pl.col("price").fill_null(0.0), pl.col("rate").fill_null(1.0)
    )
    other = accounts.select("party", "node", from_policy="policy", from_unit="unit")
    rows = rows.join(
        other, on=["from_policy", "party", "node"], how="left", maintain_order="left"
    )
    rows = rows.join(
        _heirs(nodes, accounts), on=ACCOUNT, how="left", maintain_order="left"
    ).filter(_is_open())
    alone = rows.filter(pl.col("kind") != "pool").with_columns(
        giver=pl.lit(None, pl.String)
    )
    parts = [alone, _handed(rows), *_owing(accounts)]
    every = pl.concat([part.select(MOVE) for part in parts])
    return every.with_columns(payer="party", payee="giver")


def _is_open() -> pl.Expr:
    """Return whether a move leads somewhere: what is kept or owed to a later year."""
    kind, heirs = pl.col("kind"), pl.col("heirs").fill_null(0)
    lost = (kind == "exchange") & pl.col("from_unit").is_null()
    unheard = (kind == "bank") & (heirs == 0)
    unowed = (kind == "borrow") & ((heirs == 0) | (heirs < pl.col("children")))
    return ~(lost | unheard | unowed)


def _heirs(nodes: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Return accounts with the nodes that follow (children), and where they go on."""
    follow = nodes.select(child="node", node="parent").drop_nulls()
    children = follow.group_by("node", maintain_order=True).agg(children=pl.len())
    heirs = (
        accounts.select("policy", "party", child="node")
        .join(follow, on="child", maintain_order="left")
        .group_by(ACCOUNT, maintain_order=True)
        .agg(heirs=pl.len())
    )
    return heirs.join(children, on="node", maintain_order="left")


def _owing(accounts: pl.DataFrame) -> list[pl.DataFrame]:
    """Return credits missing, at most 0 where none may be, and those forgiven."""
    text = pl.lit(None, pl.String)
    none = pl.lit(None, pl.Float64)
    blank = {"credit": text, "from_policy": text, "giver": text}
    rows = accounts.with_columns(**blank, rate=1.0, cap=none, from_unit=none)
    may_be_missing = pl.col("amount").is_not_null()
    missing = rows.with_columns(
        kind=pl.lit("missing"),
        price=pl.col("amount").fill_null(0.0),
        volume=pl.when(may_be_missing).then(None).otherwise(0.0),
    )
    free = rows.filter(pl.col("free_below").is_not_null())
    return [
        missing,
        *(
            free.with_columns(kind=pl.lit(kind), price=0.0, volume=none)
            for kind in ("forgiven", "small")
        ),
    ]


def _handed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return each pair of members of a pool, with the receiver's terms."""
    members = rows.filter(pl.col("kind") == "pool")
    givers = members.select("credit", "policy", "node", giver="party")
    both = members.join(
        givers, on=["credit", "policy", "node"], maintain_order="left_right"
    )
    return both.filter(pl.col("giver") != pl.col("party"))
