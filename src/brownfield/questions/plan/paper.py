"""What does a board read of a plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.plan import grids
from brownfield.questions.plan.words import answer as words
from brownfield.questions.plan.words import board, jobs, law
from brownfield.tell.numbers import gain, grouped, money, percent
from brownfield.tell.paper.begin import paper_from
from brownfield.tell.paper.paper import (
    LONG_CELL,
    Bars,
    Figure,
    Sheet,
    Table,
    bars,
    lead,
    line,
    lines,
    table,
)

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.tell.paper.paper import Paper


def paper(document: Document) -> Paper:
    """Return the board paper of a study."""
    as_of = words.as_of(document)
    kicker = f"Plan for {document.period}"
    return paper_from(
        document,
        f"{kicker}. {as_of}" if as_of else kicker,
        (
            _decision(document),
            _options(document),
            _changes(document),
            _proof(document),
        ),
        f"seed {document.seed}",
        versions=document.versions,
    )


def _decision(document: Document) -> Sheet:
    """Return who builds what where, with the jobs, the money and who must agree."""
    steps = grids.steps(document)
    said = (
        jobs.agreements(document),
        board.worse_off(document),
        board.investment(document),
        jobs.jobs(document),
        board.shifts(document),
    )
    return Sheet(
        title="What is decided?",
        lead=lead(document.trouble or words.answer(document)),
        figures=_at_a_glance(document),
        tables=(table(steps, "What is begun, opened and closed"),)
        if steps.rows
        else (),
        lines=lines(said),
    )


def _at_a_glance(document: Document) -> tuple[Figure, ...]:
    """Return worth, what that is more than the next best, investment and fee."""
    currency, other = document.currency, document.next_best
    when = f"expected present value, end of {document.first_year}"
    figures = [
        Figure(f"Value, {document.period}", money(document.value, currency), when)
    ]
    if other is not None:
        more = gain(other.difference, currency) if other.is_clear else "no clear gain"
        figures.append(Figure("Against the next best", more, f"“{other.title}”"))
    if document.investment:
        back = "" if document.payback is None else f"back by end of {document.payback}"
        figures.append(Figure("Invested", money(document.investment, currency), back))
    return (*figures, *_jobs(document), *_fee(document))


def _jobs(document: Document) -> tuple[Figure, ...]:
    """Return the jobs of the last year; nothing where none are tabled."""
    counted = jobs.total(document)
    if counted is None:
        return ()
    now, later = counted
    name = f"Jobs in {document.last_year}"
    return (Figure(name, grouped(later), jobs.against_today(now, later)),)


def _fee(document: Document) -> tuple[Figure, ...]:
    """Return the first fee that is tabled; nothing without one."""
    fees = [one for one in document.agreements if one.fee is not None]
    if not fees:
        return ()
    first, more = fees[0], len(fees) - 1
    note = f"{first.guest} to {first.host}{f'; {more} more' if more else ''}"
    return (
        Figure("Fee a vehicle, as tabled", money(first.fee, document.currency), note),
    )


def _options(document: Document) -> Sheet:
    """Return what each option is worth, by party."""
    parties = grids.parties(document)
    worth = money(document.value, document.currency)
    end = f"Expected present value, {document.period}"
    return Sheet(
        title="What are the options worth, and to whom?",
        lead=lead(f"The best plan is worth {worth}{words.against(document)}."),
        chart=_by_option(document, f"{end}, by party, {document.currency} m"),
        tables=(table(parties, end),) if parties.rows else (),
        lines=lines([board.instead(document), *board.rejections(document)]),
    )


def _by_option(document: Document, title: str) -> Bars | None:
    """Return the value of the options by party; those that come to nothing undrawn."""
    drawn = ~pl.col("title").is_in(list(board.rejected_by_title(document)))
    values = document.option_values.filter(drawn)
    titles = values["title"].unique(maintain_order=True).to_list()
    return _stacked(document, title, values, ("title", titles))


def _by_future(document: Document) -> Bars | None:
    """Return the value of the plan in each future by party; nothing with one future."""
    names = document.futures["future"].to_list()
    if len(names) < 2:
        return None
    title = f"Present value in each future, by party, {document.currency} m"
    return _stacked(document, title, document.future_values, ("future", names))


def _stacked(
    document: Document,
    title: str,
    values: pl.DataFrame,
    along: tuple[str, list[str]],
) -> Bars | None:
    """Return values by party as bars, one for each name in a column."""
    column, names = along
    parties = values["party"].unique(maintain_order=True).to_list()
    worths = {
        (name, party): value
        for name, party, value in values.select(column, "party", "value").iter_rows()
    }
    series = [
        (party, [worths.get((name, party), 0.0) for name in names]) for party in parties
    ]
    sums = dict(values.group_by(column).agg(pl.col("value").sum()).iter_rows())
    ends = [money(sums[name], document.currency) for name in names]
    return bars(title, names, series, ends)


def _changes(document: Document) -> Sheet:
    """Return what would change the decision: futures, laws, and what is left out."""
    effects = document.policies or ()
    case = document.case
    said = (
        *(law.effect(document, one) for one in effects),
        *law.screens(document),
        *law.fleet_rules(document),
        *law.carbon(document),
        law.emitted(document),
        words.unplanned(document.unplanned),
        board.to_change_it(document),
    )
    stops = (
        f"What stops of plants and suppliers do to it, says brownfield stress {case}."
    )
    return Sheet(
        title="What would change it?",
        lead=lead(_ends(document)),
        chart=_by_future(document),
        lines=lines([*said, stops]),
    )


def _ends(document: Document) -> str:
    """Return between what the plan is worth over the futures."""
    if document.futures.height < 2:
        return (
            "The case has one future: other prices, volumes and laws are not planned."
        )
    low, high = document.by_future[0], document.by_future[-1]
    least, most = (money(one.amount, document.currency) for one in (low, high))
    return f"The plan is worth {least} in “{low.name}” and {most} in “{high.name}”."


def _proof(document: Document) -> Sheet:
    """Return how sure the numbers are, and what they were made from."""
    model = document.model
    count, cited = document.assumptions.height, document.evidence.height
    size = (
        f"The model has {grouped(model.rows)} rows, {grouped(model.columns)} columns "
        f"and {grouped(model.binaries)} yes/no decisions."
    )
    cells = f"{count} cells of the case are assumed and not published." if count else ""
    said = (
        f"{cells} {words.unsupported(document)}".strip(),
        f"{cited} facts and statements are cited; the report lists them with their "
        "sources."
        if cited
        else "The case cites no fact or statement.",
        words.tie_out(document),
        size,
    )
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(words.proof(document)),
        figures=_proofs(document),
        tables=_given(document),
        lines=lines(said),
        small=lines(words.notes(document)),
    )


def _proofs(document: Document) -> tuple[Figure, ...]:
    status = words.STATUS_WORDS[document.status]
    agrees = "✓ agrees" if document.is_sound else "✗ does not agree"
    return (
        Figure("No plan is worth more than", money(document.bound, document.currency)),
        Figure("Gap", percent(document.gap), status),
        Figure("Independent recount", agrees),
        Figure("Assumed cells", str(document.assumptions.height)),
    )


def _given(document: Document) -> tuple[Table, ...]:
    """Return what the answer takes from the tables as it is, with its sources."""
    rows = tuple(
        (
            one.what,
            line(", ".join(one.sources), LONG_CELL),
            line(", ".join(one.claims), LONG_CELL),
            "yes" if one.is_assumed or not one.sources else "",
        )
        for one in document.basis
    )
    heads = ("What", "Facts and statements", "Claimed by", "Assumption")
    title = "Given, and not worked out"
    return (Table(title, heads, (False,) * 4, rows),) if rows else ()
