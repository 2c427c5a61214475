"""How does content become one HTML file? (The only file that imports jinja2.)"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from brownfield.tables.writing.staging import staged
from brownfield.tell import grids, vendored

if TYPE_CHECKING:
    from brownfield.tell.figures.style import Figure

STYLE, SCRIPT = "page.css", "page.js"
HOME = "brownfield.tell.templates"


def write_page(page: str, path: Path) -> None:
    """Write a page to a file, which appears whole or not at all.

    Half a pair of letters, as broken text may hold, becomes a question mark.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    with staged(path) as stage:
        stage.write_text(page, encoding="utf-8", errors="replace")


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


def filled(template: str, content: Mapping[str, Any], home: str = HOME) -> str:
    """Return a template filled with content.

    Parameters
    ----------
    template
        Its file name.
    content
        What it is filled with.
    home
        Package that holds it; what is not there is looked for in `templates/`.
    """
    return _environment(home).get_template(template).render(content)


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


def text_of(file: str, home: str = HOME) -> str:
    """Return the text of a file in `templates/`, or in another package."""
    return files(home).joinpath(file).read_text("utf-8")


def _text_near(file: str, home: str) -> str:
    """Return the text of a template in its package, else in `templates/`."""
    is_there = files(home).joinpath(file).is_file()
    return text_of(file, home if is_there else HOME)


@cache
def _environment(home: str) -> Environment:
    environment = Environment(
        loader=FunctionLoader(partial(_text_near, home=home)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["grid"] = grids.grid
    return environment
