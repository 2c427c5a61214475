"""How does a study become one HTML file? (The only file that imports jinja2.)"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from brownfield.report import layout, vendored, wording
from brownfield.report.facts import Facts, collect
from brownfield.report.figures.style import Figure
from brownfield.report.numbers import gain, money, percent
from brownfield.studies import Study
from brownfield.tables.writing.staging import staged

PAGE, STYLE, SCRIPT = "page.html.j2", "page.css", "page.js"


def write_report(study: Study, path: Path) -> None:
    """Write the report of a study as one self-contained HTML file, atomically.

    Parameters
    ----------
    study
        The study to tell.
    path
        File to write; an earlier one is replaced.
    """
    write_page(render(study), path)


def write_page(page: str, path: Path) -> None:
    """Write a page to a file, which appears whole or not at all.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    with staged(path) as stage:
        stage.write_text(page, encoding="utf-8")


def render(study: Study) -> str:
    """Return the report of a study as HTML text."""
    # Altair loads slowly, and the sentences of the command line do not need it.
    from brownfield.report.figures.gallery import figures

    facts = collect(study)
    content = _content(facts, figures(facts))
    return filled(PAGE, content | {"unplanned": wording.unplanned(study.case)})


def _content(facts: Facts, drawn: list[Figure]) -> dict[str, Any]:
    return {
        **shell(drawn),
        "facts": facts,
        "words": wording,
        "plan": facts.plan,
        "options": drawn[0],
        "details": drawn[1:],
        "parties": _party_rows(facts),
        "tie_out": _tie_out(facts),
        "assumptions": _assumptions(facts),
        "evidence": facts.evidence.to_dicts(),
        "results": layout.result_grids(facts) if facts.has_plan else [],
        "inputs": layout.input_grids(facts),
        "audit": _audit(facts),
    }


def shell(drawn: Sequence[Figure]) -> dict[str, Any]:
    """Return what every page needs: style, scripts, their policy, charts."""
    scripts = [*vendored.scripts(), text_of(SCRIPT)]
    specs = {f"{f.name}-{i}": p.spec for f in drawn for i, p in enumerate(f.panels)}
    return {
        "style": Markup(text_of(STYLE)),  # noqa: S704 (our own file)
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 (pinned files)
        "policy": policy(scripts),
        "charts": embedded(specs),
    }


def filled(template: str, content: Mapping[str, Any]) -> str:
    """Return a template of `templates/` filled with content."""
    return _environment().get_template(template).render(content)


def _party_rows(facts: Facts) -> list[tuple[str, str, str]]:
    """Return party, its value, and its gain over the first other option."""
    others = facts.options["title"].to_list()[1:2]
    first = facts.option_values.filter(pl.col("title").is_in(others))
    base = dict(first.select("party", "value").iter_rows())
    currency = facts.currency
    return [
        (
            party,
            money(value, currency),
            gain(value - base[party], currency) if party in base else "",
        )
        for party, value in facts.party_values.iter_rows()
        if value or base.get(party)
    ]


def _tie_out(facts: Facts) -> layout.Grid | None:
    if facts.tie_out is None or facts.tie_out.is_empty():
        return None
    result = pl.when("passed").then(pl.lit("✓ within")).otherwise(pl.lit("✗ outside"))
    frame = facts.tie_out.select(
        pl.col("anchor").str.replace_all("-", " ").alias("Published figure"),
        pl.col("result").alias("Compared with"),
        pl.col("expected").alias("Published (vehicles a year)"),
        pl.col("found").alias("Model (vehicles a year)"),
        (pl.col("tolerance") * 100).alias("Tolerance (%)"),
        result.alias("Result"),
        "source",
    )
    return layout.grid(frame, sources={"source": set(facts.evidence["source"])})


def _assumptions(facts: Facts) -> layout.Grid:
    frame = facts.assumptions.select(
        cell=pl.format(
            "{}, {}: {}", "table", pl.col("where").pipe(_breakable), "column"
        ),
        low="low",
        likely="mode",
        high="high",
        unit="unit",
        source="source",
        note="note",
    )
    return layout.grid(
        frame, sources={"source": set(facts.evidence["source"])}, most=frame.height
    )


def _breakable(text: pl.Expr) -> pl.Expr:
    """Return names joined by strokes so that a line may break after each."""
    return text.str.replace_all("|", "|\u200b", literal=True)


def _audit(facts: Facts) -> layout.Grid | None:
    if facts.plan.audit is None:
        return None
    return layout.grid(facts.plan.audit.lines)


def policy(scripts: list[str]) -> str:
    """Return a content security policy that runs these scripts and asks for nothing."""
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    hashes = " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def embedded(value: object) -> Markup:
    """Return a value as JSON that cannot end the script element it stands in."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 (every < > & is escaped above)


def text_of(file: str) -> str:
    """Return the text of a file in `templates/`."""
    return files("brownfield.report.templates").joinpath(file).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(text_of),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["money"] = money
    environment.filters["percent"] = percent
    environment.filters["web"] = web
    environment.globals["grid"] = layout.grid
    return environment


def web(address: str) -> str:
    """Return an address if a browser may follow it, else nothing."""
    return address if address.startswith(("https://", "http://")) else ""
