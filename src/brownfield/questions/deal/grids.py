"""Which tables does the page of a deal show?"""

import polars as pl

from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.support.public import PublicPart
from brownfield.questions.deal.words import names as called
from brownfield.tell.figures.style import MILLION
from brownfield.tell.labels import labels, pretty
from brownfield.tell.numbers import gain, money, percent, price, significant


def gains(told: Deal) -> pl.DataFrame:
    """Return who has what alone and by each rule, in millions."""
    names = called.names_of(told)
    unit = f"{told.case.settings.case.currency}\u00a0m"  # one word in a narrow heading
    rows = [
        {
            "Party": names[party],
            f"Alone ({unit})": told.game.alone[party] / MILLION,
            **{
                f"{called.RULE_WORDS[rule]} ({unit})": split[party] / MILLION
                for rule, split in called.splits_of(told).items()
            },
            **(
                {f"Nash, offers as floors ({unit})": told.floors[party] / MILLION}
                if told.floors
                else {}
            ),
        }
        for party in told.game.parties
    ]
    return pl.DataFrame(rows)


def support(told: Deal, part: PublicPart) -> pl.DataFrame:
    """Return what a government's support changes, needs and costs."""
    currency = told.case.settings.case.currency
    rows = [*_changes(part, currency), *_limits(told, part, currency)]
    return pl.DataFrame(
        rows, schema=["What", "Without it", "With the deal", "Change"], orient="row"
    )


Cells = tuple[str, str, str, str]


def _changes(part: PublicPart, currency: str) -> list[Cells]:
    """Return what is different with the deal."""
    without, joint = part.counterfactual, part.supported
    pairs = [
        ("Companies, before support", without.companies, joint.companies),
        ("Receipts", without.receipts, joint.receipts),
        ("Spent on packages", without.spent, joint.spent),
    ]
    rows = [
        (what, money(a, currency), money(b, currency), gain(b - a, currency))
        for what, a, b in pairs
    ]
    counts = [
        ("Vehicles a year in its territory", without.vehicles, joint.vehicles),
        ("Jobs in its territory", without.jobs, joint.jobs),
    ]
    return rows + [
        (what, significant(a), significant(b), f"{'+' * (b > a)}{significant(b - a)}")
        for what, a, b in counts
        if a or b
    ]


def _limits(told: Deal, part: PublicPart, currency: str) -> list[Cells]:
    """Return the gap, the least support and its parts, its ceiling and its price."""
    found = part.support
    ceiling = "not given" if found.ceiling is None else money(found.ceiling, currency)
    grant = found.minimum - found.packages
    rows = [
        ("Gap", money(found.gap, currency)),
        ("Least support", money(found.minimum, currency)),
    ]
    if found.packages:
        rows.append(("of which packages", money(found.packages, currency)))
    if found.packages and called.is_some(told, grant):
        rows.append(("of which a grant, before tax on it", money(grant, currency)))
    rows.append(("Ceiling for packages and grant", ceiling))
    rows += [
        (what, price(cost, currency))
        for what, cost in (
            ("Support per further job", part.cost_per_job),
            ("Support per further vehicle a year", part.cost_per_vehicle),
            ("Or relief of duty on each further vehicle", part.relief_per_vehicle),
        )
        if cost
    ]
    if part.loan:
        what = "Or a loan over ten years at the state's rate"
        rows.append((what, money(part.loan, currency)))
    rows += [
        (f"To pay back if the future is {branch}", money(amount, currency))
        for branch, amount in _clawbacks(told, part)
    ]
    return [(what, "", value, "") for what, value in rows]


def _clawbacks(told: Deal, part: PublicPart) -> list[tuple[str, float]]:
    """Return what is to be paid back in futures with fewer vehicles than expected."""
    branches = dict(told.found.joint.nodes.select("node", "branch").iter_rows())
    return [
        (str(branches[leaf]), amount)
        for leaf, amount in part.clawbacks.items()
        if called.is_some(told, amount)
    ]


def built(told: Deal) -> pl.DataFrame:
    """Return what the joint plan begins, by whom, where, from when and how much."""
    made = told.found.joint
    tables, known = made.case.tables, labels(told.case)
    options = tables["build_options"].select("build_option", "mode", "is_committed")
    owners = tables["facilities"].select("facility", "owner")
    chance = made.nodes.select("node", "probability", "branch")
    begun = (
        made.tables["starts"]
        .join(options, on="build_option")
        .filter(~pl.col("is_committed"))
        .join(owners, on="facility")
        .join(chance, on="node", maintain_order="left")
    )
    volumes = _peaks(told)
    rows = [
        (
            known.products.get(row["product"], row["product"]),
            known.parties.get(row["programme_owner"], row["programme_owner"]),
            known.facilities.get(row["facility"], row["facility"]),
            pretty(row["mode"]),
            str(row["year"]),
            "every future" if row["probability"] > SURE else row["branch"],
            significant(volumes.get(row["build_option"], 0.0)),
        )
        for row in begun.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=BUILT, orient="row")


BUILT = {
    "Product": pl.String,
    "Programme of": pl.String,
    "Plant": pl.String,
    "How": pl.String,
    "From": pl.String,
    "In": pl.String,
    "Vehicles a year, at the most": pl.String,
}
SURE = 0.9995  # a chance that is printed as certain


def _peaks(told: Deal) -> dict[str, float]:
    """Return the expected vehicles of each programme in its best year."""
    made = told.found.joint
    chance = made.nodes.select("node", "probability")
    by_year = (
        made.tables["production"]
        .join(chance, on="node")
        .group_by("build_option", "year")
        .agg(expected=(pl.col("vehicles") * pl.col("probability")).sum())
        .group_by("build_option")
        .agg(pl.col("expected").max())
    )
    return dict(by_year.iter_rows())


def plans(told: Deal) -> pl.DataFrame:
    """Return the plan of every group: worth, how the search ended, gap."""
    game, currency = told.game, told.case.settings.case.currency
    known, made = called.names_of(told), told.found.plans
    rows = [
        (
            called.group(known, coalition),
            money(game.values[coalition], currency),
            made[coalition].status.replace("_", " ")
            if coalition in made
            else "none: it receives what the companies, each alone, bring",
            percent(made[coalition].gap) if coalition in made else "",
        )
        for coalition in game.coalitions()
    ]
    return pl.DataFrame(rows, schema=["Group", "Worth", "Search", "Gap"], orient="row")
