"""How is an answer shown in a notebook: short, readable, with nothing unescaped?"""

from collections.abc import Iterable, Sequence
from html import escape

MOST_ROWS = 12
RIGHT = ' style="text-align:right"'


def html_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as an HTML table; numbers to the right, at most `MOST_ROWS` rows.

    Parameters
    ----------
    header
        Headings, each with its unit where it has one.
    rows
        Cells; None is shown as an empty cell.
    """
    every = [tuple(row) for row in rows]
    shown = every[:MOST_ROWS]
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown)
    rest = len(every) - len(shown)
    more = f"<p>and {rest:,} more rows</p>" if rest else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def html_block(title: str, *parts: str, lines: Iterable[str] = ()) -> str:
    """Return a heading, lines of plain text, and parts that are HTML already."""
    paragraphs = "".join(f"<div>{escape(line)}</div>" for line in lines)
    return f"<div><strong>{escape(title)}</strong>{paragraphs}{''.join(parts)}</div>"


def millions(value: float) -> str:
    """Return money in millions, one decimal; a dash where there is none."""
    return f"{value / 1e6:,.1f}" if abs(value) < float("inf") else "-"


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    if isinstance(value, int):
        text = str(value) if 1900 <= value <= 2200 else f"{value:,}"  # years stay plain
        return f"<td{RIGHT}>{text}</td>"
    if isinstance(value, float):
        text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
        return f"<td{RIGHT}>{text}</td>"
    is_number = str(value).lstrip("-+").replace(",", "").replace(".", "").isdigit()
    return f"<td{RIGHT if is_number else ''}>{escape(str(value))}</td>"
