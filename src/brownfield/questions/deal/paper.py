"""What does a board read of a deal?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.deal import grids
from brownfield.questions.deal.words import headline as words
from brownfield.questions.deal.words.futures import (
    leave_sentence,
    menu_sentence,
    stay_sentence,
)
from brownfield.questions.deal.words.keys import keys
from brownfield.questions.deal.words.names import RULE_WORDS
from brownfield.questions.deal.words.precision import precision
from brownfield.questions.deal.words.support import (
    distortion_sentence,
    larger_sentence,
    simplicity_sentence,
    support_sentence,
)
from brownfield.questions.deal.words.terms import (
    stated_sentence,
    taxed_sentence,
    unpaid_sentence,
    with_states_sentence,
)
from brownfield.tell.grids import grid
from brownfield.tell.numbers import money, significant
from brownfield.tell.paper.begin import paper_from
from brownfield.tell.paper.paper import (
    Bars,
    Sheet,
    Table,
    bars,
    figures,
    lead,
    lines,
    table,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.ranges import Moved
    from brownfield.tell.paper.paper import Paper

BUILT = (
    *("Product", "Programme of", "Plant", "First vehicle"),
    "Vehicles a year, at the most",
)
"""Columns that a board reads of what is begun."""
BEHIND = (
    "Every group is planned by the same model, those outside it act alone, and an "
    "independent recount agreed with every plan."
)
SPLITS = (
    "Nash: what is added is split by bargaining power. Shapley: everybody gets what it "
    "adds, averaged over every order of joining. Nucleolus: the group that is worst "
    "off is as well off as can be."
)


def paper(document: Document) -> Paper:
    """Return the board paper of a deal."""
    source = document.source
    applied = [f"with what-ifs {', '.join(source.what_ifs)}"] if source.what_ifs else []
    return paper_from(
        source,
        f"The deal, {source.first_year}-{source.last_year}",
        (
            _decision(document),
            _gains(document),
            _changes(document),
            _proof(document),
        ),
        *applied,
        versions=source.versions,
    )


def _decision(document: Document) -> Sheet:
    """Return who builds where, at which terms everybody gains."""
    built = grid(grids.built(document).select(BUILT)) if document.built else None
    said = (
        with_states_sentence(document),
        stated_sentence(document),
        *(
            support_sentence(document, o)
            for o in document.support_by_government.values()
        ),
        larger_sentence(document),
    )
    return Sheet(
        title="What is the deal?",
        lead=lead(words.headline(document)),
        figures=figures(keys(document)),
        tables=(table(built, "What the joint plan begins"),) if built else (),
        lines=lines(said),
    )


def _gains(document: Document) -> Sheet:
    """Return what each party has by each rule of sharing."""
    surplus = money(document.groups.surplus, document.currency)
    sentence, objecting = "There is nothing to split.", None
    if document.groups.has_surplus:
        sentence = f"The deal adds {surplus} to what all have alone; rules split it."
        objecting = words.who_objects(document)
    said = (objecting, taxed_sentence(document), unpaid_sentence(document))
    return Sheet(
        title="Who gains what?",
        lead=lead(sentence),
        chart=_by_rule(document),
        tables=(_each(document),),
        lines=lines(said),
        small=lines([SPLITS if document.groups.has_surplus else None]),
    )


def _each(document: Document) -> Table:
    """Return what each party has alone and by each rule, the unit told once."""
    unit = f"{document.currency} m"
    gains = table(grid(grids.gains(document)), f"Present value of each party, {unit}")
    return replace(gains, heads=tuple(head.partition(" (")[0] for head in gains.heads))


def _by_rule(document: Document) -> Bars | None:
    """Return what each party has more than alone, a bar for each rule."""
    splits, alone = document.shares.splits, document.groups.disagreement
    currency = document.currency
    series = [
        (name, [split[party] - alone[party] for split in splits.values()])
        for party, name in document.names.items()
    ]
    ends = [money(document.groups.surplus, currency)] * len(splits)
    labels = [RULE_WORDS[rule] for rule in splits]
    return bars(f"More than alone by each rule, {currency} m", labels, series, ends)


def _changes(document: Document) -> Sheet:
    """Return who would leave, and what moves the fee."""
    stay, leave = stay_sentence(document), leave_sentence(document)
    said = (
        leave if stay else None,
        distortion_sentence(document),
        simplicity_sentence(document),
        menu_sentence(document),
        _stop_week(document),
    )
    return Sheet(
        title="What would change it?",
        lead=lead(stay or leave or "Nothing is promised that a party could leave."),
        tables=_moved(document),
        lines=lines(said),
    )


def _stop_week(document: Document) -> str | None:
    """Return what a week without the host's plant costs the guest."""
    if document.stop_week is None:
        return None
    lost = money(document.stop_week, document.currency)
    return f"A week without the host's plant costs the guest {lost} before any fee."


def _moved(document: Document) -> tuple[Table, ...]:
    """Return the range of the fee if one thing changes; nothing if nobody asked."""
    if not document.sensitivity:
        return ()
    rows = tuple(_change(one) for one in document.sensitivity)
    heads = ("If one thing changes", "Least fee", "Largest fee", "They meet at")
    title = f"Fee, {document.currency} per vehicle"
    return (Table(title, heads, (False, True, True, True), rows),)


def _change(one: Moved) -> tuple[str, ...]:
    fees = (one.fee.low, one.fee.high, one.fee.nash) if one.fee else (None,) * 3
    return (one.change, *("none" if v is None else significant(v) for v in fees))


def _proof(document: Document) -> Sheet:
    """Return how the plan of every group was found, and what was read."""
    source = document.source
    noted = case_notes(source)
    plans = grid(_plans(document))
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(BEHIND),
        tables=(table(plans, "Plans of every group"),),
        lines=lines([precision(document)]),
        small=lines(noted),
    )


def _plans(document: Document) -> pl.DataFrame:
    """Return the plans of groups, the largest group first: it is the deal."""
    return grids.plans(document).reverse()
