"""How does a study become one HTML file? (The only file that imports jinja2.)"""

import json
import os
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from brownfield.report import wording
from brownfield.report.facts import Facts, collect
from brownfield.report.numbers import money
from brownfield.report.page import chapters
from brownfield.studies import Study

SCRIPTS = ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js")
WORLD = "countries-110m.json"
MOST_ROWS = 400  # rows of a table printed in the page; the run folder holds them all


def write_report(study: Study, path: Path) -> None:
    """Write the report of a study as one self-contained HTML file, atomically.

    Parameters
    ----------
    study
        The study to tell.
    path
        File to write; an earlier one is replaced.
    """
    page = render(study)
    handle, name = tempfile.mkstemp(suffix=".html", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(page)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def render(study: Study) -> str:
    """Return the report of a study as HTML text."""
    facts = collect(study)
    environment = Environment(
        loader=PackageLoader("brownfield.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["embedded"] = embedded
    environment.filters["rows"] = rows
    environment.filters["money"] = lambda value: money(value, facts.currency)
    template = environment.get_template("page.html.j2")
    missing = wording.unplanned(study.case)
    return template.render(facts=facts, unplanned=missing, **_content(facts))


def _content(facts: Facts) -> dict[str, Any]:
    vendor = files("brownfield.report") / "vendor"
    return {
        "answer": wording.answer(facts),
        "proof": wording.proof(facts),
        "tie_out": wording.tie_out(facts),
        "chapters": chapters(facts) if facts.has_plan else [],
        "scripts": [Markup((vendor / s).read_text("utf-8")) for s in SCRIPTS],  # noqa: S704 (our own pinned files)
        "world": Markup((vendor / WORLD).read_text("utf-8")),  # noqa: S704 (pinned)
    }


def embedded(value: object) -> Markup:
    """Return a value as JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 (every < > & is escaped above)


def rows(frame: pl.DataFrame) -> list[list[str]]:
    """Return the rows of a frame as text for a table, numbers grouped."""
    return [[_cell(value) for value in row] for row in frame.head(MOST_ROWS).rows()]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.4g}"
    return str(value)
