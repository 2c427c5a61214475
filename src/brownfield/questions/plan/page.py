"""What stands on the page of a study?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brownfield.questions.plan import grids
from brownfield.questions.plan.figures.gallery import figures
from brownfield.questions.plan.words import answer as words
from brownfield.questions.plan.words import basis, board, jobs, law
from brownfield.tell.grids import Grid, Span, grid
from brownfield.tell.numbers import grouped, money, percent
from brownfield.tell.page import (
    Block,
    Bullets,
    Drawing,
    Folded,
    Heading,
    Key,
    Page,
    Pairs,
    Paragraph,
    Rows,
    Section,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.tell.figures.style import Figure

FOLDED = frozenset(
    [
        "futures",
        "jobs",
        "landed-cost",
        "origin",
        "cash",
        "duty",
        "quotas",
        "fleet",
        "carbon",
        "assumptions",
        "sources",
        "rows",
        "proof",
    ]
)
"""Sections of which only the heading shows at first."""
TESTS = frozenset({"published", "not stated"})  # kinds of figures that may fail
FOOTER = (
    "Written by brownfield from the tables of the case alone. It loads nothing from "
    "elsewhere; only the source links lead outside."
)


def page(document: Document) -> Page:
    """Return the page of a study."""
    options, *details = figures(document)
    return Page(
        kicker=_kicker(document),
        title=document.title,
        document_title=document.title,
        notice=document.notice,
        headline=words.answer(document),
        keys=_keys(document) if document.has_plan else (),
        blocks=_of_answer(document),
        above=_tie_out(document),
        before=(*_outcomes(document), _drawn(options), *_policies(document)),
        after=tuple(
            replace(section, is_folded=section.name in FOLDED)
            for section in (
                *map(_drawn, details),
                *_duty(document),
                *_rents(document),
                *_fleet(document),
                *_carbon(document),
                _assumptions(document),
                _sources(document),
                _rows(document),
                _proof(document),
            )
        ),
        footer=FOOTER,
    )


def _kicker(document: Document) -> str:
    sentence = words.as_of(document)
    kicker = f"Plan for {document.period}"
    return f"{kicker}. {sentence}" if sentence else kicker


def _verdict(document: Document) -> tuple[str, str]:
    """Return sign and look of figures that agree; no tick where none is a test."""
    kinds = {one.kind for one in document.tied_out or ()}
    return ("✓", "tie-out") if kinds & TESTS else ("", "tie-out untested")


def _tie_out(document: Document) -> tuple[Section, ...]:
    """Return figures of the past beside the model's; nothing without anchors."""
    sentence = words.tie_out(document)
    if sentence is None or document.tie_out is None:
        return ()
    passed = words.is_met(document)
    rows = Rows(grids.tie_out(document, document.tie_out), "Tie-out to the past")
    beside = Folded(
        "Figures of the past beside the model's", (rows,), is_open=not passed
    )
    sign, look = _verdict(document) if passed else ("✗", "tie-out failed")
    mark = Paragraph(sentence, mark=sign)
    title = "Does the model reproduce the past?"
    return (Section("tie-out", title, (mark, beside), look),)


def _outcomes(document: Document) -> tuple[Section, ...]:
    """Return what happened after the day of the case; nothing without outcomes."""
    if document.outcomes is None:
        return ()
    rows = Rows(grids.outcomes(document, document.outcomes), words.OUTCOMES)
    return (Section("outcomes", words.OUTCOMES, (rows,)),)


def _keys(document: Document) -> tuple[Key, ...]:
    """Return worth, bound, recount and number of assumed cells."""
    when = f"end of {document.first_year}, {words.money_words(document)}"
    status = words.STATUS_WORDS[document.status]
    most = f"no plan is worth more; gap {percent(document.gap)}, {status}; "
    recount = Key(
        "Independent recount",
        "✓ agrees" if document.is_sound else "✗ does not agree",
        (f"{words.recount(document)} ", Span("checks", "#proof")),
        "good" if document.is_sound else "bad",
    )
    return (
        Key(
            f"Value, {document.period}",
            money(document.value, document.currency),
            (f"expected present value at the {when}; ", Span("rows", "#rows-value")),
        ),
        Key(
            "At most",
            money(document.bound, document.currency),
            (most, Span("proof", "#proof")),
        ),
        recount,
        Key(
            "Assumed cells",
            str(document.assumptions.height),
            (f"{words.unsupported(document)} ", Span("ranges", "#assumptions")),
        ),
    )


def _of_answer(document: Document) -> tuple[Block, ...]:
    """Return decision, value by party and notes; the conflicts without a plan."""
    if not document.has_plan:
        return (Bullets(tuple(document.conflicts)),)
    of_rows = case_notes(document)
    said = (jobs.jobs(document), jobs.agreements(document), board.instead(document))
    first = (*board.lines(document), *said, board.to_change_it(document))
    blocks: list[Block] = []
    if document.steps:
        blocks.append(Rows(grids.steps(document), "What is decided"))
    blocks += [Paragraph(line) for line in first if line]
    table = grids.parties(document)
    if table.rows:
        title = f"Value by party, expected present value {document.period} ("
        caption = (title, Span("rows", "#rows-value"), ")")
        blocks.append(Rows(table, "Value by party", caption=caption))
    given = basis.basis(document)
    small = (*words.notes(document), *([given] if given else ()), *of_rows)
    return (*blocks, *(Paragraph(line, is_note=True) for line in small))


def _drawn(figure: Figure) -> Section:
    return Section(figure.name, figure.title, (Drawing(figure),))


def _policies(document: Document) -> tuple[Section, ...]:
    """Return what each policy did, a line each; nothing if nobody asked."""
    if document.policies is None:
        return ()
    title = "What does each policy do to the plan?"
    paragraph = Paragraph(law.policies(document))
    if not document.policies:
        return (Section("policies", title, (paragraph,)),)
    rows = Rows(grids.policies(document, document.policies), title)
    return (Section("policies", title, (paragraph, rows)),)


def _duty(document: Document) -> tuple[Section, ...]:
    """Return the rows of law behind the duty; nothing where nothing is delivered."""
    if document.duty_by_delivery.is_empty():
        return ()
    title = "Duty by delivery"
    rows = Rows(grids.duty(document), title, is_tall=True)
    opened = Folded("Rows of law by delivery and years", (rows,))
    paragraph = Paragraph(law.duty(document))
    return (Section("duty", title, (paragraph, opened, *_screens(document))),)


def _screens(document: Document) -> tuple[Block, ...]:
    """Return what rulings might ask of kits; nothing where none is in question."""
    lines = law.screens(document)
    if not lines:
        return ()
    summary = f"Kits that customs might look at twice: {len(lines)} questions"
    return (Folded(summary, (Bullets(lines),), "screens"),)


def _rents(document: Document) -> tuple[Section, ...]:
    """Return what scarce volumes are worth and who has it; nothing without one."""
    if not document.quota_rents:
        return ()
    title = "What are quotas worth?"
    rows = Rows(grids.rents(document), title, is_tall=True)
    return (Section("quotas", title, (Paragraph(law.rents(document)), rows)),)


def _fleet(document: Document) -> tuple[Section, ...]:
    """Return what fleet rules ask and cost; nothing where none holds."""
    if document.fleet.is_empty():
        return ()
    said = tuple(Paragraph(line) for line in law.fleet_rules(document))
    rows = Rows(grids.fleet(document), "Makers under each rule", is_tall=True)
    return (Section("fleet", "Fleet rules and credits", (*said, rows)),)


def _carbon(document: Document) -> tuple[Section, ...]:
    """Return what is emitted and what it costs; nothing where no table says it."""
    if document.emitted.is_empty() and document.carbon is None:
        return ()
    lines = (*law.carbon(document), law.emitted(document))
    said = [Paragraph(line) for line in lines if line]
    rows = []
    if not document.emitted.is_empty():
        rows.append(Rows(grids.emitted(document), f"Emitted in {document.period}"))
    if document.carbon is not None:
        prices = grids.carbon(document, document.carbon)
        rows.append(Rows(prices, "Prices and caps", is_tall=True))
    return (Section("carbon", "Carbon", (*said, *rows)),)


def _assumptions(document: Document) -> Section:
    count = document.assumptions.height
    much = f"{count} cells of the case are not published figures. " if count else ""
    blocks: list[Block] = [Paragraph(f"{much}{words.unsupported(document)}")]
    if count:
        table = grids.assumptions(document)
        blocks.append(Rows(table, "Assumptions", is_tall=True))
    return Section("assumptions", "Assumptions", tuple(blocks))


def _sources(document: Document) -> Section:
    title = "Facts and statements"
    count = document.evidence.height
    if not count:
        return Section("sources", title, (Paragraph("The case cites none."),))
    rows = Rows(grids.evidence(document), title, is_tall=True)
    summary = f"{count} facts and statements that rows of the case cite"
    return Section("sources", title, (Folded(summary, (rows,)),))


def _rows(document: Document) -> Section:
    results = document.results if document.has_plan else ()
    first = [Heading("Results of the best plan")] if results else []
    blocks: tuple[Block, ...] = (
        *first,
        *(_folded(grids.result(table)) for table in results),
        Heading("Tables of the case"),
        *(_folded(grids.given(document, table)) for table in document.inputs),
    )
    return Section("rows", "Rows behind the numbers", blocks)


def _folded(table: Grid) -> Folded:
    rows = Rows(table, table.title, is_tall=True)
    return Folded(f"{table.title}: {table.meaning}", (rows,), table.name)


def _proof(document: Document) -> Section:
    blocks: list[Block] = [Paragraph(words.proof(document)), _facts_of_proof(document)]
    if document.checks is not None:
        rows = Rows(grid(document.checks), "Checks of the recount", is_tall=True)
        summary = "Checks of the independent recount"
        blocks.append(Folded(summary, (rows,), is_open=not document.is_sound))
    return Section("proof", "Model, proof and versions", tuple(blocks))


def _facts_of_proof(document: Document) -> Pairs:
    model, versions = document.model, document.versions
    seconds = [f"{k.replace('_', ' ')} {s:.1f} s" for k, s in document.seconds.items()]
    size = (
        f"{grouped(model.rows)} rows, {grouped(model.columns)} columns, "
        f"{grouped(model.nonzeros)} non-zeros, {grouped(model.binaries)} "
        "yes/no decisions"
    )
    return Pairs(
        (
            ("Model size", size),
            ("Gap", percent(document.gap)),
            ("Time", ", ".join(seconds)),
            ("Seed", str(document.seed)),
            ("Versions", ", ".join(f"{n} {v}" for n, v in versions.items())),
            ("Case", document.case),
            ("Digest of the case", (Span(document.case_digest, is_code=True),)),
        )
    )
