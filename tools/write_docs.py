"""Which pages of the documentation follow from the code, and what do they say?

Run ``python tools/write_docs.py`` after a change of a table, a result or a command.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer

import brownfield
from brownfield.asking.hints import hints
from brownfield.cli import app
from brownfield.plans.results import RESULTS, WORKED_OUT
from brownfield.questions.registry import Room, every_room
from brownfield.tables.columns import MOST, Column, Table, Usual
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.unplanned import UNPLANNED, in_words
from brownfield.tables.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by tools/write_docs.py from the code: change the code, not this. -->"

SHARED = ("source", "note")  # columns that every table accepts

Row = Sequence[str]


def write() -> None:
    """Write every page that follows from the code."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


def schema() -> str:
    """Return the page of the tables and settings of a case."""
    intro = (
        "A case is a folder of tables (CSV or Parquet) with a `case.toml`, one Excel "
        "workbook, one DuckDB or SQLite file, or a schema of PostgreSQL. This page "
        "lists every table and "
        "column. Every table also accepts `source` (ids of facts or statements, "
        "separated by commas; `evidence` where `source` is a place) and `note`, which "
        "change no result. A table that is not "
        "there has no rows; only the tables marked *needed* must hold at least one. "
        "Shares are written as 0.1 or 10%. A number that is not *usual* is noted by "
        "`check`, never refused; 0 is always usual, and a vehicle's price is the "
        "middle one of `demand`. The last section names "
        "what is checked but changes no plan yet."
    )
    tables = [_table_section(table) for table in TABLES.values()]
    return _page("The tables of a case", [intro, _settings(), *tables, _unplanned()])


def _unplanned() -> str:
    lines = [f"- `{in_words(entry)}`" for entry in UNPLANNED]
    return "\n".join(["## What changes no plan yet", "", *lines])


def _settings() -> str:
    lines = ["## `case.toml`", ""]
    for name, field in Settings.model_fields.items():
        section = field.annotation
        keys = getattr(section, "model_fields", None)
        lines += [f"### `[{name}]`", ""]
        if keys is None:
            lines += ["One line for each alternative of a report:", ""]
            lines += ['`what-if = "Title"`.', ""]
            continue
        told = attributes(section.__doc__ or "")
        rows = [
            (f"`{key}`", _default(key_field), _told(key_field, told.get(key, "")))
            for key, key_field in keys.items()
        ]
        lines += [*_grid(("key", "default", "meaning"), rows), ""]
    return "\n".join(lines).rstrip()


def _told(field: Any, meaning: str) -> str:
    if get_origin(field.annotation) is not Literal:
        return meaning.replace("None", "none given")
    choices = ", ".join(f"`{choice}`" for choice in get_args(field.annotation))
    return f"{meaning} One of {choices}."


def attributes(docstring: str) -> dict[str, str]:
    """Return the meaning of every name in the Attributes of a docstring.

    From Python 3.13 the compiler strips the indentation of docstrings; before, it is
    stripped here.
    """
    told: dict[str, str] = {}
    names: list[str] = []
    for line in inspect.cleandoc(docstring).split("----------")[-1].splitlines():
        if line and not line[0].isspace():
            names = [name.strip() for name in line.split(",")]
        elif line.strip():
            told |= {n: f"{told.get(n, '')} {line.strip()}".strip() for n in names}
    return told


def _default(field: Any) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    return "-" if value in (None, (), {}) else f"`{value}`"


def _table_section(table: Table) -> str:
    shown = [c for c in table.columns if c.is_key or c.name not in SHARED]
    needed = " *Needed.*" if table.is_needed else ""
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = [
        (f"`{c.name}`", c.kind, c.unit, _accepted(c), REACH[c.reach], c.meaning)
        for c in shown
    ]
    header = ("column", "type", "unit", "accepted", "by future", "meaning")
    lines = [f"## `{table.name}`", "", f"{table.meaning}{needed} Key: {key}.", ""]
    return "\n".join([*lines, *_grid(header, rows)])


REACH = {"node": "may differ", "tree": "same", "elsewhere": "may differ", "shown": "-"}
"""Whether futures may differ in a column; - where no plan reads it."""


def _accepted(column: Column) -> str:
    parts = ["required"] if column.is_required else []
    if column.allowed:
        parts.append(" ".join(f"`{text}`" for text in column.allowed))
    if column.reference:
        parts.append("a key of " + " or ".join(f"`{t}`" for t in column.reference))
    if column.lower is not None or column.upper is not None:
        parts.append(_bounds(column.lower, column.upper))
    if column.default is not None:
        parts.append(f"default {_text(column.default)}")
    parts += [_usual(usual) for usual in column.usual]
    return "; ".join(parts) or "-"


def _usual(usual: Usual) -> str:
    """Return what is usual in a column; another number is noted, not refused."""
    unit = " vehicles' price" if usual.scale == "vehicles" else ""
    said = [f"at least {usual.least:g}{unit}"] if usual.least is not None else []
    if usual.most is not None:
        word = "below" if usual.is_below else "at most"
        said.append(
            f"{word} {usual.most:,.0f}{unit}" if unit else f"{word} {usual.most:g}"
        )
    if usual.fold:
        said.append(f"within {usual.fold:,.0f} times the middle of the column")
    if usual.jump:
        said.append(f"within {usual.jump:g} times the years beside it")
    rows = "".join(f" `{word}`" for word in usual.words)
    return f"usual{' for' * bool(rows)}{rows}: {', '.join(said)}"


def _bounds(lower: float | None, upper: float | None) -> str:
    if upper in (None, MOST):
        return f"at least {lower:g}" if lower is not None else "any number"
    return f"at most {upper:g}" if lower is None else f"{lower:g} to {upper:g}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def results() -> str:
    """Return the page of the tables of a plan."""
    intro = (
        "`plan.tables` in Python, one Parquet file each in the run folder of `--out`, "
        "and one sheet each of its `tables.xlsx`. Money is undiscounted unless it says "
        "present value; labels are the short names of the case's tables."
    )
    sections = [
        "\n".join(
            [
                f"## `{table.name}`",
                "",
                table.meaning,
                "",
                *_grid(
                    ("column", "type", "unit", "meaning"),
                    [(f"`{c.name}`", c.kind, c.unit, c.meaning) for c in table.columns],
                ),
            ]
        )
        for table in (RESULTS | WORKED_OUT).values()
    ]
    return _page("The tables of a plan", [intro, *sections])


def command_line() -> str:
    """Return the page of the commands and their options."""
    intro = (
        "Answers go to standard output, messages and progress to standard error. Exit "
        "codes: 0 done; 1 finished without an answer (infeasible, no plan within the "
        "limit), with a failed audit or with notes under check --strict; 2 bad input "
        "or bad use. "
        "[how-to.md](how-to.md) shows every command at work."
    )
    group = typer.main.get_command(app)
    commands: dict[str, Any] = getattr(group, "commands", {})
    sections = [_command("brownfield", group, ["--help"])]
    for name, command in commands.items():
        sections.append(_command(f"brownfield {name}", command, []))
    return _page("The command line", [intro, *sections])


def _command(title: str, command: Any, extra: Sequence[str]) -> str:
    kinds = hints(inspect.unwrap(command.callback))
    rows = [_parameter(p, _value(kinds[p.name])) for p in command.params]
    rows += [(f"`{name}`", "-", "Show the help and leave.") for name in extra]
    lines = [f"## `{title}`", "", (command.help or "").strip(), ""]
    return "\n".join([*lines, *_grid(("name", "value", "meaning"), rows)])


def _parameter(parameter: Any, value: str) -> Row:
    is_option = parameter.param_type_name == "option"
    shown = ", ".join(parameter.opts) if is_option else _argument_name(parameter)
    return (f"`{shown}`", value, parameter.help or "")


def _value(kind: Any) -> str:
    """Return in words what a parameter of this type takes."""
    inner = next((k for k in get_args(kind) if k is not type(None)), kind)
    if get_origin(inner) is list:
        return "text, repeatable"
    return {bool: "-", float: "number", int: "number", Path: "path"}.get(inner, "text")


def _argument_name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _page(title: str, sections: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", MADE, *sections]) + "\n"


def _grid(header: Row, rows: Iterable[Row]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def json_documents() -> str:
    """Return the page of the JSON documents, one a question."""
    intro = (
        "What `--json` prints, `answer.to_json()` returns and `answer.document` holds, "
        "by question. Fields are listed in the order they are printed; a number that "
        "is not finite is printed as `null`. Money is in the currency of the case."
    )
    sections = [_document(room) for room in every_room()]
    return _page("JSON documents", [intro, *sections])


def _document(room: Room) -> str:
    """Return the fields of the document of a question, with those of its parts."""
    told = room.module("document").Document
    parts = [f"## `brownfield {room.name} --json`", ""]
    for kind in _with_parts(told):
        meaning = attributes(kind.__doc__ or "")
        rows = [
            (f"`{one.name}`", meaning.get(one.name, ""))
            for one in fields(kind)
            if "is_told_only" not in one.metadata
        ]
        if kind is not told:
            first = inspect.cleandoc(kind.__doc__ or "").splitlines()[0]
            parts += [f"### `{kind.__name__}`", "", first, ""]
        parts += [*_grid(("field", "meaning"), rows), ""]
    return "\n".join(parts).rstrip()


def _with_parts(kind: type) -> list[type]:
    """Return a dataclass and those that its JSON fields hold, each once, in order."""
    found = [kind]
    for one in found:
        types = hints(one)
        for field in fields(one):
            if "is_told_only" not in field.metadata:
                found += [k for k in _dataclasses(types[field.name]) if k not in found]
    return found


def _dataclasses(kind: Any) -> list[type]:
    """Return the dataclasses that stand in a type."""
    if is_dataclass(kind) and isinstance(kind, type):
        return [kind]
    inner = [one for part in get_args(kind) for one in _dataclasses(part)]
    return list(dict.fromkeys(inner))


def api() -> str:
    """Return the page of the Python interface."""
    intro = (
        "Every public name with what its docstring says. [python.md](python.md) shows "
        "them at work."
    )
    return _page("Python, name by name", [intro, *api_sections()])


def api_sections() -> list[str]:
    """Return one section for each public name: signature, then what its docstring says.

    Classes come with their public methods and properties; methods that take something
    have a part of their own.
    """
    names = [name for name in brownfield.__all__ if not name.startswith("_")]
    return [_api_section(name, getattr(brownfield, name)) for name in names]


def _api_section(name: str, thing: Any) -> str:
    if not inspect.isclass(thing):
        return f"## `{name}`\n\n{_signature(name, thing)}\n\n{_api_told(thing)}"
    head = "" if is_dataclass(thing) else f"{_signature(name, thing)}\n\n"
    members = "\n".join(_members(thing))
    section = f"## `{name}`\n\n{head}{_api_told(thing)}\n\n{members}".rstrip()
    return "\n\n".join([section, *_methods(name, thing)])


def _methods(name: str, kind: type) -> Iterator[str]:
    """Yield signature and docstring of each public method that takes something."""
    for called, member in inspect.getmembers_static(kind):
        if called.startswith("_") or not inspect.isfunction(member):
            continue
        if "Parameters\n---" in (inspect.getdoc(member) or ""):
            head = f"### `{name}.{called}`\n\n{_signature(called, member)}"
            yield f"{head}\n\n{_api_told(member)}"


def _members(kind: type) -> Iterator[str]:
    """Yield a line for each public method and property, with its first sentence."""
    for name, member in inspect.getmembers_static(kind):
        is_told = isinstance(member, property) or inspect.isfunction(member)
        if name.startswith("_") or not (is_told or hasattr(member, "attrname")):
            continue
        first = (inspect.getdoc(member) or "").split("\n\n")[0]
        called = name if not inspect.isfunction(member) else f"{name}()"
        yield f"- `.{called}`: {' '.join(first.split())}"


def _signature(name: str, thing: Any) -> str:
    """Return a call with its parameters, without their types, which are told below."""
    parameters = inspect.signature(thing).parameters.values()
    shown = [
        one.replace(annotation=inspect.Parameter.empty)
        for one in parameters
        if one.name != "self"
    ]
    call = re.sub(r"<function (\w+) at \w+>", r"\1", str(inspect.Signature(shown)))
    return f"```text\n{name}{call}\n```"


def _api_told(thing: Any) -> str:
    """Return a docstring as Markdown: sections in bold, their entries as a list."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    told: list[str] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else ""
        is_heading = bool(after) and set(after) == {"-"}
        if is_heading:
            told += [f"**{line}**", ""]
        elif line and set(line) == {"-"}:
            continue
        elif line.startswith("    "):
            told[-1] = f"{told[-1]} {line.strip()}"
        elif line and _is_entry(lines, at):
            told.append(f"- `{line}`:")
        else:
            told.append(line)
    return "\n".join(told).strip().replace("``", "`")


def _is_entry(lines: list[str], at: int) -> bool:
    """Return whether a line is the name of something that the next line explains."""
    return at + 1 < len(lines) and lines[at + 1].startswith("    ")


PAGES: dict[str, Callable[[], str]] = {
    "schema.md": schema,
    "results.md": results,
    "cli.md": command_line,
    "json.md": json_documents,
    "api.md": api,
}

if __name__ == "__main__":
    write()
