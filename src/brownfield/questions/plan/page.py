"""What stands on the page of a study?"""

from pathlib import Path

from brownfield.questions.plan import grids, words
from brownfield.questions.plan.document import Facts, collect
from brownfield.questions.plan.figures.gallery import figures
from brownfield.questions.plan.question import Study
from brownfield.tell import page as kit
from brownfield.tell.figures.style import Figure
from brownfield.tell.grids import Grid, Span
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

FOOTER = (
    "Written by brownfield from the tables of the case alone. It loads nothing from "
    "elsewhere; only the source links lead outside."
)


def write_report(study: Study, path: Path) -> None:
    """Write the report of a study as one self-contained HTML file, atomically.

    Parameters
    ----------
    study
        The study to tell.
    path
        File to write; an earlier one is replaced.
    """
    kit.write(page(study), path)


def render(study: Study) -> str:
    """Return the report of a study as HTML text."""
    return kit.render(page(study))


def page(study: Study) -> Page:
    """Return the page of a study."""
    facts = collect(study)
    options, *details = figures(facts)
    missing = words.unplanned(study.case)
    return Page(
        kicker=f"Plan for {facts.period}",
        title=facts.title,
        document_title=facts.title,
        notice=facts.notice,
        headline=words.answer(facts),
        keys=_keys(facts) if facts.has_plan else (),
        blocks=_of_answer(facts, missing),
        above=_tie_out(facts),
        before=(_drawn(options),),
        after=(
            *map(_drawn, details),
            _assumptions(facts),
            _sources(facts),
            _rows(facts),
            _proof(facts),
        ),
        footer=FOOTER,
    )


def _tie_out(facts: Facts) -> tuple[Section, ...]:
    """Return published figures beside the model's; nothing without anchors."""
    told, table = words.tie_out(facts), grids.tie_out(facts)
    if told is None or table is None:
        return ()
    passed = all(facts.tie_out["passed"]) if facts.tie_out is not None else True
    rows = Rows(table, "Tie-out to published figures")
    beside = Folded("Published figures beside the model's", (rows,), is_open=not passed)
    mark = Paragraph(told, mark="✓" if passed else "✗")
    look = "tie-out" if passed else "tie-out failed"
    title = "Does the model reproduce the past?"
    return (Section("tie-out", title, (mark, beside), look),)


def _keys(facts: Facts) -> tuple[Key, ...]:
    """Return worth, bound, recount and number of assumed cells."""
    when = f"end of {facts.first_year}, prices of {facts.price_base}"
    status = words.STATUS_WORDS[facts.status]
    most = f"no plan is worth more; gap {percent(facts.gap)}, {status}; "
    recount = Key(
        "Independent recount",
        "✓ agrees" if facts.is_sound else "✗ does not agree",
        (f"{words.recount(facts)} ", Span("checks", "#proof")),
        "good" if facts.is_sound else "bad",
    )
    return (
        Key(
            f"Value, {facts.period}",
            money(facts.value, facts.currency),
            (f"expected present value at the {when}; ", Span("rows", "#rows-value")),
        ),
        Key(
            "At most",
            money(facts.bound, facts.currency),
            (most, Span("proof", "#proof")),
        ),
        recount,
        Key(
            "Assumed cells",
            str(facts.assumptions.height),
            (f"{words.unsupported(facts)} ", Span("ranges", "#assumptions")),
        ),
    )


def _of_answer(facts: Facts, missing: str | None) -> tuple[Block, ...]:
    """Return notes and value by party; the conflicts where there is no plan."""
    if not facts.has_plan:
        return (Bullets(facts.plan.conflicts),)
    notes = [*facts.plan.notes, missing] if missing else facts.plan.notes
    blocks: list[Block] = [Paragraph(note, is_note=True) for note in notes]
    table = grids.parties(facts)
    if table.rows:
        title = f"Value by party, expected present value {facts.period} ("
        caption = (title, Span("rows", "#rows-value"), ")")
        blocks.append(Rows(table, "Value by party", caption=caption))
    return tuple(blocks)


def _drawn(figure: Figure) -> Section:
    return Section(figure.name, figure.title, (Drawing(figure),))


def _assumptions(facts: Facts) -> Section:
    count = facts.assumptions.height
    much = f"{count} cells of the case are not published figures. " if count else ""
    blocks: list[Block] = [Paragraph(f"{much}{words.unsupported(facts)}")]
    if count:
        table = grids.assumptions(facts)
        blocks.append(Rows(table, "Assumptions", is_tall=True))
    return Section("assumptions", "Assumptions", tuple(blocks))


def _sources(facts: Facts) -> Section:
    title = "Facts and statements"
    count = facts.evidence.height
    if not count:
        return Section("sources", title, (Paragraph("The case cites none."),))
    rows = Rows(grids.evidence(facts), title, is_tall=True)
    summary = f"{count} facts and statements that rows of the case cite"
    return Section("sources", title, (Folded(summary, (rows,)),))


def _rows(facts: Facts) -> Section:
    results = grids.result_grids(facts) if facts.has_plan else []
    first = [Heading("Results of the best plan")] if results else []
    blocks: tuple[Block, ...] = (
        *first,
        *map(_folded, results),
        Heading("Tables of the case"),
        *map(_folded, grids.input_grids(facts)),
    )
    return Section("rows", "Rows behind the numbers", blocks)


def _folded(grid: Grid) -> Folded:
    rows = Rows(grid, grid.title, is_tall=True)
    return Folded(f"{grid.title}: {grid.meaning}", (rows,), grid.name)


def _proof(facts: Facts) -> Section:
    blocks: list[Block] = [Paragraph(words.proof(facts)), _facts_of_proof(facts)]
    table = grids.audit(facts)
    if table:
        rows = Rows(table, "Checks of the recount", is_tall=True)
        summary = "Checks of the independent recount"
        blocks.append(Folded(summary, (rows,), is_open=not facts.is_sound))
    return Section("proof", "Model, proof and versions", tuple(blocks))


def _facts_of_proof(facts: Facts) -> Pairs:
    plan, model = facts.plan, facts.plan.model
    seconds = [f"{k.replace('_', ' ')} {s:.1f} s" for k, s in plan.seconds.items()]
    size = (
        f"{grouped(model.rows)} rows, {grouped(model.columns)} columns, "
        f"{grouped(model.nonzeros)} non-zeros, {grouped(model.binaries)} "
        "yes/no decisions"
    )
    return Pairs(
        (
            ("Model size", size),
            ("Gap", percent(facts.gap)),
            ("Time", ", ".join(seconds)),
            ("Seed", str(plan.seed)),
            ("Versions", ", ".join(f"{n} {v}" for n, v in plan.versions.items())),
            ("Case", facts.name),
            ("Digest of the case", (Span(facts.digest, is_code=True),)),
        )
    )
