"""How are the answers of a stress test laid out as plain text?"""

from brownfield.console.show import grid
from brownfield.report.stress_event_words import backtest_lines, event_lines
from brownfield.report.stress_risk_words import risk_lines
from brownfield.report.stress_words import (
    absent_lines,
    cure_rows,
    design_lines,
    flexibility_lines,
    setting_line,
    sweep_rows,
)
from brownfield.stress.study import StressTest

SWEEP_NOTE = (
    "a year: mean over all lengths of a hazard's stops times how often they come; "
    "- where no hazard says how often."
)
MOST_ROWS = 15  # stops printed; --json and the report have all


def told(test: StressTest) -> str:
    """Return the answers in order: sweep, events, risk, cures, flexibility."""
    parts = [setting_line(test)]
    if test.sweep:
        header, rows = sweep_rows(test)
        parts.append(grid(header, rows[:MOST_ROWS]))
        if len(rows) > MOST_ROWS:
            parts.append(f"{len(rows) - MOST_ROWS} more with --json or --report.")
        parts.append(SWEEP_NOTE)
    for event in test.events:
        parts.append("\n".join(event_lines(test, event)))
        parts += ["\n".join(lines) for lines in [backtest_lines(test, event)] if lines]
    if test.risk:
        parts.append("\n".join(risk_lines(test)))
    if test.treatment:
        header, rows = cure_rows(test)
        parts.append(grid(header, rows))
    parts += absent_lines(test)
    if test.flexibility:
        parts.append("\n".join(flexibility_lines(test)))
    if test.design:
        parts.append("\n".join(design_lines(test)))
    return "\n\n".join(parts)
