"""How are the answers of a stress test laid out as plain text?"""

from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.words.cures import cure_lines, cure_rows
from brownfield.questions.stress.words.events import backtest_lines, event_lines
from brownfield.questions.stress.words.headline import (
    TABLE_NOTE,
    absent_lines,
    design_lines,
    flexibility_lines,
    setting_line,
    sweep_rows,
)
from brownfield.questions.stress.words.names import groups
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.tell.text import grid

MOST_ROWS = 15  # stops printed; --json and the report have all


def swept(test: StressTest) -> str:
    """Return the ranking: the dearest stops, and companies however cheap."""
    header, rows = sweep_rows(test)
    has_company = [group.has("party") for group in groups(test)]
    shown = [
        row
        for place, (row, is_company) in enumerate(zip(rows, has_company, strict=True))
        if place < MOST_ROWS or is_company
    ]
    lines = [grid(header, shown), ""]
    if len(rows) > len(shown):
        lines += [f"{len(rows) - len(shown)} more with --json or --report.", ""]
    return "\n".join([*lines, TABLE_NOTE])


def told(test: StressTest) -> str:
    """Return the answers in order: sweep, events, risk, cures, flexibility."""
    parts = [setting_line(test)]
    if test.sweep:
        parts.append(swept(test))
    for event in test.events:
        parts.append("\n".join(event_lines(test, event)))
        parts += ["\n".join(lines) for lines in [backtest_lines(test, event)] if lines]
    if test.risk:
        parts.append("\n".join(risk_lines(test)))
    if test.treatment:
        header, rows = cure_rows(test)
        parts += [grid(header, rows), "\n".join(cure_lines(test))]
    parts += absent_lines(test)
    if test.flexibility:
        parts.append("\n".join(flexibility_lines(test)))
    if test.design:
        parts.append("\n".join(design_lines(test)))
    return "\n\n".join(parts)
