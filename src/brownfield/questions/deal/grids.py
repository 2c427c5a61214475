"""Which tables does the page of a deal show?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.deal.words.names import RULE_WORDS, future, group
from brownfield.tell.figures.style import MILLION
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import gain, money, percent, price, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.support import Support

Cells = tuple[str, str, str, str]


def gains(document: Document) -> pl.DataFrame:
    """Return who has what alone and by each rule, in millions."""
    unit = f"{document.currency}\u00a0m"  # one word in a narrow heading
    columns = {f"Alone ({unit})": document.groups.disagreement}
    columns |= {
        f"{RULE_WORDS[rule]} ({unit})": split
        for rule, split in document.shares.splits.items()
    }
    floors = document.nash_with_outside_as_floor
    columns |= {f"Nash, offers as floors ({unit})": floors} if floors else {}
    rows = [
        {"Party": document.names[party]}
        | {name: own[party] / MILLION for name, own in columns.items()}
        for party in document.parties
    ]
    return pl.DataFrame(rows)


def support(document: Document, part: Support) -> pl.DataFrame:
    """Return what a government's support changes, needs and costs."""
    rows = [*_changes(part, document.currency), *_limits(part, document.currency)]
    return pl.DataFrame(
        rows, schema=["What", "Without it", "With the deal", "Change"], orient="row"
    )


def _changes(part: Support, currency: str) -> list[Cells]:
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


def _limits(part: Support, currency: str) -> list[Cells]:
    """Return the gap, the least support and its parts, its ceiling and its price."""
    ceiling = "not given" if part.ceiling is None else money(part.ceiling, currency)
    rows = [
        ("Gap", money(part.gap, currency)),
        ("Least support", money(part.minimum, currency)),
    ]
    if part.packages:
        rows.append(("of which packages", money(part.packages, currency)))
    if part.packages and part.grant:
        rows.append(("of which a grant, before tax on it", money(part.grant, currency)))
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
        (f"To pay back if the future is {future(branch)}", money(amount, currency))
        for branch, amount in part.paid_back
    ]
    return [(what, "", value, "") for what, value in rows]


def built(document: Document) -> pl.DataFrame:
    """Return what the joint plan begins, by whom, where, from when and how much."""
    rows = [
        (
            one.product,
            one.owner,
            one.plant,
            pretty(one.mode),
            str(one.year),
            "never" if one.first_built is None else str(one.first_built),
            "every future" if one.branch is None else pretty(one.branch),
            significant(one.vehicles),
        )
        for one in document.built
    ]
    return pl.DataFrame(rows, schema=BUILT, orient="row")


BUILT = {
    "Product": pl.String,
    "Programme of": pl.String,
    "Plant": pl.String,
    "How": pl.String,
    "Decided in": pl.String,
    "First vehicle": pl.String,
    "In": pl.String,
    "Vehicles a year, at the most": pl.String,
}


def plans(document: Document) -> pl.DataFrame:
    """Return the plan of every group: worth, how the search ended, gap."""
    by_group = document.plans
    rows = [
        (
            group(document, label),
            money(value, document.currency),
            by_group[label].status.replace("_", " ")
            if label in by_group
            else "none: it receives what the companies, each alone, bring",
            percent(by_group[label].gap) if label in by_group else "",
        )
        for label, value in document.groups.coalitions.items()
    ]
    return pl.DataFrame(rows, schema=["Group", "Worth", "Search", "Gap"], orient="row")


def precedents(document: Document) -> pl.DataFrame:
    """Return what a job cost elsewhere, and which share of the capital was aid."""
    rows = [
        (
            one.precedent,
            "" if one.year is None else str(one.year),
            price(one.value, document.currency)
            if one.kind == "cost_per_job"
            else percent(one.value),
            COMPARED[one.kind],
            one.source,
        )
        for one in document.precedents or ()
    ]
    return pl.DataFrame(rows, schema=ELSEWHERE, orient="row")


COMPARED = {
    "cost_per_job": "support for each job",
    "share_of_aid": "aid as a share of the capital spent",
}
ELSEWHERE = {
    "Plant": pl.String,
    "Year": pl.String,
    "Paid": pl.String,
    "What": pl.String,
    "Source": pl.String,
}
