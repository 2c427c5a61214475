"""Which credits does each maker need under fleet rules, and where may it get them?"""

from collections import defaultdict
from dataclasses import dataclass, field

from tests.peers.third.decisions import Book, Kind
from tests.peers.third.programme import ONE, Terms, add, total
from tests.peers.third.rules_of_money import is_tax_even, stays_inside
from tests.peers.third.world import Row, Spot

GRAMS = 100.0
Who = tuple[str, str]  # policy, maker


@dataclass
class Account:
    """What comes to a maker under one rule at one node, and what of it may go on."""

    rule: Row
    spot: Spot
    balance: Terms = field(default_factory=dict)
    at_hand: Terms = field(default_factory=dict)
    asked: Terms = field(default_factory=dict)
    owed: Terms = field(default_factory=dict)
    vehicles: Terms = field(default_factory=dict)
    hands_on: bool = False
    most_owed: float = 0.0
    most_vehicles: float = 0.0

    @property
    def unit(self) -> float:
        """Credits counted as one: a vehicle, or grams."""
        return 1.0 if self.rule["kind"] == "zev_mandate" else GRAMS

    def comes(self, column: int, amount: float) -> None:
        """Add credits that may also be handed on."""
        add(self.balance, {column: amount})
        add(self.at_hand, {column: amount})

    def goes(self, column: int, amount: float) -> None:
        """Hand credits on."""
        self.comes(column, -amount)
        self.hands_on = True


Books = dict[str, dict[Who, Account]]


def state_credits(book: Book) -> None:
    """Open the accounts, deliver into them, let makers trade, and close them."""
    books: Books = {s.name: dict(_open(book, s)) for s in book.world.spots}
    for spot in book.world.spots:
        for who, account in books[spot.name].items():
            _deliver(book, spot, who, account)
    for spot in book.world.spots:
        for who, account in books[spot.name].items():
            for row in held(book, spot, who).values():
                _take(book, books, spot, who, row)
            _owe(book, spot, who, account)
    for spot in book.world.spots:
        for account in books[spot.name].values():
            _close(book, account)


def _open(book: Book, spot: Spot) -> list[tuple[Who, Account]]:
    found = []
    for rule in spot.rows["policies"]:
        last = rule["year"] if rule["to_year"] is None else rule["to_year"]
        if rule["kind"] not in ("zev_mandate", "co2_limit"):
            continue
        if not rule["year"] <= spot.year <= last:
            continue
        if not any(_is_in(rule, place) for place in spot.rows["places"]):
            continue
        makers = {
            p["company"]
            for p in spot.rows["products"]
            if p["company"] in book.world.parties and _asks(rule, p)
        }
        found += [((rule["policy"], m), Account(rule, spot)) for m in sorted(makers)]
    return found


def _is_in(rule: Row, place: Row) -> bool:
    return rule["territory"] in (None, place["customs_territory"])


def _asks(rule: Row, product: Row) -> bool:
    return (
        rule["party"] in (None, product["company"])
        and rule["product"] in (None, product["product"])
        and product["hs_code"].startswith(rule["hs_code"] or "")
    )


def held(book: Book, spot: Spot, who: Who) -> dict[str, Row]:
    """Return the rows of credits for a maker, by name; its own before any maker's."""
    found: dict[str, Row] = {}
    first = book.world.case.settings.case.first_year
    for party in (None, who[1]):
        for row in spot.all("credits", policy=who[0], party=party):
            begins, ends = row["from_year"], row["to_year"]
            if row["kind"] == "opening":
                is_due = spot.year == (first if begins is None else begins)
            else:
                is_due = (begins or 0) <= spot.year <= (ends or 9999)
            if is_due:
                found[row["credit"]] = row
    return found


def _deliver(book: Book, spot: Spot, who: Who, account: Account) -> None:
    rule = account.rule
    markets = {p["place"] for p in spot.rows["places"] if _is_in(rule, p)}
    for product in spot.rows["products"]:
        if product["company"] != who[1] or not _asks(rule, product):
            continue
        each = counts(rule, product, _weight(book, spot, who, product))
        for row in spot.all("demand", product=product["product"], year=spot.year):
            if row["place"] in markets:
                account.most_owed += each[1] * row["volume"]
                account.most_vehicles += row["volume"]
        for made in book.made[spot.name]:
            if made.recipe.option["product"] == product["product"]:
                for place, _, column in made.deliveries:
                    if place in markets:
                        _count(account, column, *each)


def _weight(book: Book, spot: Spot, who: Who, product: Row) -> float:
    found = 1.0
    for row in held(book, spot, who).values():
        asked = ((row[c], product[c]) for c in ("product", "powertrain"))
        if row["kind"] == "weight" and all(a in (None, b) for a, b in asked):
            found *= row["rate"]
    return found


def _count(
    account: Account, column: int, earned: float, owed: float, asked: float
) -> None:
    account.comes(column, earned)
    add(account.balance, {column: -owed})
    add(account.owed, {column: owed})
    add(account.asked, {column: asked})
    add(account.vehicles, {column: 1.0})


def counts(rule: Row, product: Row, weight: float) -> tuple[float, float, float]:
    """Return what one vehicle earns, owes and is asked for, in units."""
    target = float(rule["target"])
    if rule["kind"] == "zev_mandate":
        return weight * float(product["is_zero_emission"]), target, target
    grams = weight * (target - product["tailpipe_co2"]) / GRAMS
    return max(grams, 0.0), max(-grams, 0.0), target / GRAMS


def _take(book: Book, books: Books, spot: Spot, who: Who, row: Row) -> None:
    """Let a maker do what one row of credits allows."""
    account = books[spot.name][who]
    kind = row["kind"]
    if kind == "opening":
        account.comes(ONE, row["volume"] / account.unit)
    elif kind == "pool":
        _pool(book, books, spot, who, row)
    elif kind in ("buy", "sell"):
        _trade(book, account, who, row)
    elif kind in ("bank", "borrow"):
        _next_year(book, books, account, who, row)
    elif kind == "exchange":
        _exchange(book, books, account, who, row)


def _new(book: Book, account: Account, who: Who, row: Row) -> int:
    name = (row["kind"], row["credit"], who, account.spot.name)
    column = book.lp.column(name)
    _limit(book, account, row, {column: 1.0})
    return column


def _rate(row: Row) -> float:
    return 1.0 if row["rate"] is None else float(row["rate"])


def _trade(book: Book, account: Account, who: Who, row: Row) -> None:
    column = _new(book, account, who, row)
    price = row["price"] * account.unit
    if row["kind"] == "sell":
        account.goes(column, 1.0)
        book.pay(who[1], account.spot, column, price, "one_off")
    else:
        account.comes(column, 1.0)
        book.pay(who[1], account.spot, column, -price, "one_off")


def _next_year(book: Book, books: Books, account: Account, who: Who, row: Row) -> None:
    """Keep credits, or borrow them, where a later year hears of it."""
    after = [s for s in book.world.spots if s.parent is account.spot]
    heirs = [books[s.name][who] for s in after if who in books[s.name]]
    is_bank = row["kind"] == "bank"
    if not heirs or (not is_bank and len(heirs) < len(after)):
        return
    column = _new(book, account, who, row)
    if is_bank:
        account.goes(column, 1.0)
    else:
        add(account.balance, {column: 1.0})
    for heir in heirs:
        if is_bank:
            heir.comes(column, _rate(row))
        else:
            add(heir.balance, {column: -_rate(row)})


def _exchange(book: Book, books: Books, account: Account, who: Who, row: Row) -> None:
    source = books[account.spot.name].get((row["from_policy"], who[1]))
    if source is not None:
        column = _new(book, account, who, row)
        account.comes(column, 1.0)
        source.goes(column, account.unit / source.unit / _rate(row))


def _limit(book: Book, account: Account, row: Row, taken: Terms) -> None:
    if row["volume"] is not None:
        book.lp.at_most(taken, row["volume"] / account.unit)
    if row["cap"] is not None:
        book.lp.at_most(add(dict(taken), account.asked, -row["cap"]))


def _pool(book: Book, books: Books, spot: Spot, who: Who, row: Row) -> None:
    """Let every other member hand credits to one, which pays its price for each."""
    account, taken = books[spot.name][who], defaultdict(float)
    for (policy, giver), other in books[spot.name].items():
        if policy != who[0] or giver == who[1]:
            continue
        if held(book, spot, (policy, giver)).get(row["credit"], {}).get("kind") != (
            "pool"
        ):
            continue
        column = book.lp.column(("pool", row["credit"], who, giver, spot.name))
        taken[column] = 1.0
        add(account.balance, {column: 1.0})
        other.goes(column, 1.0)
        sides = {"payer": who[1], "payee": giver}
        kind: Kind = "one_off"
        if stays_inside(book, sides):
            kind = "taxed only once"
            if is_tax_even(book, sides):
                continue
        price = (row["price"] or 0.0) * account.unit
        book.pay(who[1], spot, column, -price, kind)
        book.pay(giver, spot, column, price, kind)
    if taken:
        _limit(book, account, row, taken)


def _owe(book: Book, spot: Spot, who: Who, account: Account) -> None:
    """Let a maker pay for what is missing, and owe nothing while it is small."""
    amount = account.rule["amount"]
    if amount is not None:
        column = book.lp.column(("missing", who, spot.name))
        book.pay(who[1], spot, column, -amount * account.unit, "one_off")
        add(account.balance, {column: 1.0})
    free = [r for r in held(book, spot, who).values() if r["kind"] == "free_below"]
    if not free:
        return
    volume = max(row["volume"] for row in free)
    small = book.lp.binary(("small", who, spot.name))
    column = book.lp.column(("forgiven", who, spot.name))
    add(account.balance, {column: 1.0})
    book.lp.at_most(add({column: 1.0}, account.owed, -1.0))
    book.lp.at_most({column: 1.0, small: -account.most_owed})
    rest = max(0.0, account.most_vehicles - volume)
    book.lp.at_most(add(dict(account.vehicles), {small: rest}), volume + rest)


def _close(book: Book, account: Account) -> None:
    book.lp.at_most(total({c: -a for c, a in account.balance.items()}))
    if account.hands_on:
        book.lp.at_most({c: -a for c, a in account.at_hand.items()})
