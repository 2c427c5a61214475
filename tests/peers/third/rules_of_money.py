"""What do contracts and governments pay, what is taxed, and what is a plan worth?"""

from tests.peers.third.decisions import UNIT, Book, Kind, Made
from tests.peers.third.programme import ONE, Terms, add, total
from tests.peers.third.trade import holds
from tests.peers.third.world import Row, Spot

PUBLIC = ("receipts_per_vehicle", "support_package")
ONE_OFF = ("capex_share", "grant")
SOME = 1.0  # vehicles a year: the least that is a covered vehicle


def state_contracts(book: Book) -> None:
    """Pay every contract at every node; of what stays inside only the tax counts."""
    for spot in book.world.spots:
        for row in spot.rows["contracts"]:
            if _is_read(book, row):
                _pay(book, spot, row)


def stays_inside(book: Book, row: Row) -> bool:
    """Return whether two parties of one weight, careless of tails, just pay around."""
    asked = book.world.case.settings.plan
    pair = [row["payer"], row["payee"]]
    if asked.has_free_payments or not set(pair) <= set(book.world.parties):
        return False
    careful = [book.world.party(name) for name in pair]
    if any(one["tail"] and one["tail_weight"] for one in careful):
        return False
    first, second = (asked.objective_weights.get(name, 1.0) for name in pair)
    return bool(first == second)


def _is_read(book: Book, row: Row) -> bool:
    """Return whether both parties plan; an absent government pays from outside."""
    return all(
        name in book.world.parties or book.world.is_government(name)
        for name in (row["payer"], row["payee"])
    )


def is_tax_even(book: Book, row: Row) -> bool:
    """Return whether the tax one side saves is the tax the other pays."""
    one, other = (book.world.party(row[side]) for side in ("payer", "payee"))
    rates = [0.0 if p["kind"] == "government" else p["tax_rate"] for p in (one, other)]
    if rates[0] != rates[1]:
        return False
    at_once = one["has_other_profit"] and other["has_other_profit"]
    return bool(at_once or rates[0] == 0)


def _pay(book: Book, spot: Spot, row: Row) -> None:
    kind = _kind(book, row)
    if kind is None:
        return
    for column, amount in _owed(book, spot, row).items():
        book.pay(row["payer"], spot, column, -amount, kind)
        book.pay(row["payee"], spot, column, amount, kind)


def _kind(book: Book, row: Row) -> Kind | None:
    """Return how a payment counts; None where it changes nothing."""
    is_once = row["form"] in ONE_OFF
    if not stays_inside(book, row):
        return "one_off" if is_once else "operating"
    if is_tax_even(book, row):
        return None
    return "taxed only once" if is_once else "taxed only"


def _owed(book: Book, spot: Spot, row: Row) -> Terms:
    """Return what the payer owes at a node."""
    form, amount = row["form"], row["amount"]
    if form == "grant":
        first = row["from_year"]
        due = book.world.case.settings.case.first_year if first is None else first
        return {ONE: amount} if spot.year == due else {}
    if not holds(row, spot.year):
        return {}
    if form in ("reservation", "take_or_pay"):
        column = begun if form == "reservation" else _larger
        return {column(book, spot, row): amount}
    others = {"capex_share": _share_of_tooling, "exit_fee": _fee_of_exit}
    return others.get(form, _by_vehicle)(book, spot, row)


def _is_of(row: Row, option: Row) -> bool:
    return row["facility"] in (None, option["facility"]) and row["product"] in (
        None,
        option["product"],
    )


def _guest(book: Book, row: Row) -> str:
    """Return whose programmes a contract covers."""
    is_public = book.world.is_government(row["payer"])
    return str(row["payee"] if is_public else row["payer"])


def covered(book: Book, spot: Spot, row: Row) -> list[Made]:
    """Return what is made at a node under a contract."""
    return [
        made
        for made in book.made[spot.name]
        if _is_of(row, made.recipe.option)
        and made.recipe.option["programme_owner"] == _guest(book, row)
    ]


def _most(book: Book, spot: Spot, found: list[Made]) -> float:
    """Return the most vehicles that could be covered."""
    products = {made.recipe.option["product"] for made in found}
    return sum(book.sold(spot, name) for name in products)


def _by_vehicle(book: Book, spot: Spot, row: Row) -> Terms:
    if row["form"] == "fee_per_vehicle":
        return {made.column: row["amount"] for made in covered(book, spot, row)}
    return {
        made.column: (1.0 + row["amount"]) * made.recipe.conversion
        for made in covered(book, spot, row)
    }


def _share_of_tooling(book: Book, spot: Spot, row: Row) -> Terms:
    found: Terms = {}
    for option in spot.rows["build_options"]:
        column = book.start.get((option["build_option"], spot.name))
        is_theirs = option["programme_owner"] == row["payee"] and _is_of(row, option)
        if column is not None and is_theirs and not option["is_committed"]:
            found[column] = row["amount"] * option["tooling_cost"]
    return found


def begun(book: Book, spot: Spot, row: Row) -> int:
    """Return a column that is 1 once a programme under the contract has started."""
    column = book.lp.binary(("begun", row["contract"], spot.name))
    started: Terms = {}
    for option in spot.rows["build_options"]:
        if option["programme_owner"] == _guest(book, row) and _is_of(row, option):
            name = option["build_option"]
            for before in spot.way:
                start = book.start.get((name, before.name))
                if start is not None:
                    add(started, {start: 1.0})
                    book.lp.at_most({start: 1.0, column: -1.0})
    book.lp.at_most(add({column: 1.0}, started, -1.0))
    return column


def _larger(book: Book, spot: Spot, row: Row) -> int:
    """Return a column that is the larger of covered vehicles and the volume.

    The volume counts only once a programme has begun.
    """
    found = covered(book, spot, row)
    volume, has_begun = row["volume"], begun(book, spot, row)
    limit = max(_most(book, spot, found), volume)
    owed = book.lp.column(("owed", row["contract"], spot.name), 0.0, limit)
    more = book.lp.binary(("over volume", row["contract"], spot.name))
    built = {made.column: 1.0 for made in found}
    book.lp.at_most({has_begun: volume, owed: -1.0})
    book.lp.at_most(add(total(built), {owed: -1.0}))
    short = add({owed: 1.0}, built, -1.0)
    book.lp.at_most(add(short, {more: limit}), limit)
    book.lp.at_most({owed: 1.0, more: -limit, has_begun: -volume})
    return owed


def _fee_of_exit(book: Book, spot: Spot, row: Row) -> Terms:
    """Pay in a year without a covered vehicle that follows a year with some."""
    if spot.parent is None:
        return {}
    then = spot.parent.find("contracts", contract=row["contract"])
    if then is None:
        return {}
    before = _some(book, spot.parent, then, spot)
    now = _some(book, spot, row, spot)
    left = book.lp.binary(("exit", row["contract"], spot.name))
    book.lp.at_most({before: 1.0, now: -1.0, left: -1.0})
    book.lp.at_most({left: 1.0, before: -1.0})
    book.lp.at_most({left: 1.0, now: 1.0}, 1.0)
    return {left: row["amount"]}


def _some(book: Book, spot: Spot, row: Row, asked: Spot) -> int:
    name = ("some", row["contract"], spot.name, asked.name)
    column = book.lp.binary(name)
    found = covered(book, spot, row)
    terms: Terms = {made.column: 1.0 for made in found}
    least = add({column: SOME}, terms, -1.0)
    book.lp.at_most(add(terms, {column: -_most(book, spot, found)}))
    book.lp.at_most(least)
    return column


def state_policies(book: Book) -> None:
    """Pay receipts, and let governments decide on support packages."""
    decided: dict[tuple[str, int], list[tuple[Spot, int]]] = {}
    for spot in book.world.spots:
        for row in spot.all("policies", kind="support_package", year=spot.year):
            column = book.lp.binary(("package", row["policy"], spot.name))
            decided.setdefault((row["policy"], row["year"]), []).append((spot, column))
            book.pay(row["party"], spot, column, -row["one_off_cost"], "one_off")
    for spot in book.world.spots:
        for row in spot.rows["policies"]:
            if row["kind"] not in PUBLIC:
                continue
            last = row["year"] if row["to_year"] is None else row["to_year"]
            if row["year"] <= spot.year <= last:
                key = row["policy"], row["year"]
                columns = [c for s, c in decided.get(key, []) if s in spot.way]
                _support(book, spot, row, columns)


def _support(book: Book, spot: Spot, row: Row, columns: list[int]) -> None:
    for made in book.made[spot.name]:
        option = made.recipe.option
        if not (
            row["territory"] in (None, made.recipe.territory)
            and row["product"] in (None, option["product"])
            and row["mode"] in (None, option["mode"])
        ):
            continue
        amount = row["amount"]
        if row["kind"] == "receipts_per_vehicle":
            book.pay(row["party"], spot, made.column, amount, "operating")
        elif columns:
            cheaper = _cheaper(book, spot, made, columns)
            book.pay(made.recipe.plant["owner"], spot, cheaper, amount, "operating")


def _cheaper(book: Book, spot: Spot, made: Made, columns: list[int]) -> int:
    """Return the vehicles made once a package is decided."""
    most = book.sold(spot, made.recipe.option["product"])
    column = book.lp.column(("supported", made.option, spot.name), 0.0, most)
    book.lp.at_most({column: 1.0, made.column: -1.0})
    terms: Terms = {column: 1.0}
    book.lp.at_most(add(terms, dict.fromkeys(columns, -most)))
    terms = {made.column: 1.0, column: -1.0}
    book.lp.at_most(add(terms, dict.fromkeys(columns, most)), most)
    return column


def aim(book: Book) -> Terms:
    """Return what a plan is worth: the sum of values by weight."""
    found: Terms = {}
    weights = book.world.case.settings.plan.objective_weights
    for party in book.world.parties:
        add(found, _value(book, party), weights.get(party, 1.0))
    return found


def _value(book: Book, party: str) -> Terms:
    taxes = {} if book.world.is_government(party) else _taxes(book, party)
    futures = {leaf: npv(book, party, leaf, taxes) for leaf in book.world.leaves}
    mean: Terms = {}
    for leaf, worth in futures.items():
        add(mean, worth, leaf.chance)
    row = book.world.party(party)
    weight = row["tail_weight"]
    if not weight or not row["tail"]:
        return mean
    quantile = book.lp.column(("quantile", party), -1e6, 1e6)  # million
    worst: Terms = {quantile: 1.0}
    for leaf, worth in futures.items():
        short = book.lp.column(("short", party, leaf.name))
        terms: Terms = {quantile: 1.0, short: -1.0}
        book.lp.at_most(add(terms, worth, -1.0))
        add(worst, {short: -leaf.chance / row["tail"]})
    found: Terms = {}
    return add(add(found, mean, 1.0 - weight), worst, weight)


def factor(book: Book, party: str, spot: Spot) -> float:
    """Return what a unit of cash at a node is worth at the end of the first year."""
    asked = book.world.case.settings.case
    years = float(spot.year - asked.first_year)
    if asked.discounting == "mid_year":
        years -= 0.5
    return float((1.0 + book.world.party(party)["discount_rate"]) ** -years)


def npv(book: Book, party: str, leaf: Spot, taxes: dict[str, Terms]) -> Terms:
    """Return the present value of one future to a party."""
    found: Terms = {}
    for spot in leaf.way:
        cash: Terms = total(*(book.cash.get((party, spot.name, k), {}) for k in KINDS))
        add(cash, taxes.get(spot.name, {}), -1.0)
        add(found, cash, factor(book, party, spot))
    return add(found, _terminal(book, party, leaf), factor(book, party, leaf))


KINDS: tuple[Kind, ...] = ("operating", "one_off", "capital", "granted")
SPREAD: tuple[Kind, ...] = ("capital", "granted")


def _terminal(book: Book, party: str, leaf: Spot) -> Terms:
    """Return what the years after the last are worth in the last."""
    asked = book.world.case.settings.case
    found: Terms = {}
    if asked.terminal == "salvage":
        for spot in leaf.way:
            spent = book.cash.get((party, spot.name, "capital"), {})
            add(found, spent, -_sold_for(book, party, spot, leaf))
        return found
    if asked.terminal == "none":
        return {}
    later: Terms = {}
    cash = book.cash.get((party, leaf.name, "operating"), {})
    add(later, cash, asked.terminal_multiple)
    row = book.world.party(party)
    if book.world.is_government(party) or not row["tax_rate"]:
        return later
    moved = book.cash.get((party, leaf.name, "taxed only"), {})
    base = total(later)
    add(base, moved, asked.terminal_multiple)
    if row["has_other_profit"]:
        return add(later, base, -row["tax_rate"])
    tax = book.lp.column(("later tax", party, leaf.name))
    book.lp.at_most(add({tax: -1.0}, base, row["tax_rate"]))
    return add(later, {tax: -1.0})


def _sold_for(book: Book, party: str, spot: Spot, leaf: Spot) -> float:
    """Return what one unit of capital of a year is sold for, the gain taxed."""
    price = float(book.world.case.settings.case.terminal_multiple)
    if book.world.is_government(party):
        return price
    row = book.world.party(party)
    in_the_books = 1.0
    for year in range(spot.year, leaf.year + 1):
        if year - spot.year < row["allowance_years"]:
            in_the_books -= 1.0 / row["allowance_years"]
    return price - float(row["tax_rate"]) * max(0.0, price - in_the_books)


def _taxes(book: Book, party: str) -> dict[str, Terms]:
    """Return the tax of a company at every node."""
    row = book.world.party(party)
    if not row["tax_rate"]:
        return {}
    if row["has_other_profit"]:
        return {
            spot.name: {
                c: a * row["tax_rate"] for c, a in _profit(book, party, spot).items()
            }
            for spot in book.world.spots
        }
    found: dict[str, Terms] = {}
    balance: dict[str, int] = {}
    for spot in book.world.spots:
        before = balance.get(spot.parent.name) if spot.parent else None
        taxed, after = _carry_losses(book, party, spot, before)
        found[spot.name] = {taxed: row["tax_rate"]}
        balance[spot.name] = after
    return found


def _profit(book: Book, party: str, spot: Spot) -> Terms:
    years = book.world.party(party)["allowance_years"]
    taxed: tuple[Kind, ...] = (*KINDS[:2], "taxed only", "taxed only once")
    found = total(*(book.cash.get((party, spot.name, k), {}) for k in taxed))
    for before in spot.way:
        if spot.year - before.year < years:
            for kind in SPREAD:
                part = book.cash.get((party, before.name, kind), {})
                add(found, part, 1.0 / years)
    return found


def _carry_losses(
    book: Book, party: str, spot: Spot, before: int | None
) -> tuple[int, int]:
    """Return taxable income and the losses carried on."""
    row = book.world.party(party)
    names = ("income", "relief", "loss", "balance")
    columns = [book.lp.column((name, party, spot.name)) for name in names]
    income, relief, loss, after = columns
    result: Terms = {income: 1.0, relief: 1.0, loss: -1.0}
    book.lp.equal(add(result, _profit(book, party, spot), -1.0))
    carried: Terms = {after: 1.0, relief: 1.0, loss: -1.0}
    old: Terms = {} if before is None else {before: 1.0}
    book.lp.equal(add(carried, old, -1.0))
    book.lp.at_most(add({relief: 1.0}, old, -1.0))
    share = row["loss_relief_share"]
    if share < 1.0:
        limit = (1.0 - share) * row["loss_allowance"] * UNIT
        book.lp.at_most({relief: 1.0 - share, income: -share}, limit)
    return income, after
