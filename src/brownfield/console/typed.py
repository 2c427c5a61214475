"""How do the options of a question become those of a command?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

import typer
from typer.core import TyperGroup

from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.asking.options import Given
    from brownfield.tables.bounds import Bounds

Reader = Callable[[object], float]
Values = dict[str, Any]

CASE = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="Folder, .xlsx, .duckdb or .sqlite of a case, postgresql://...#SCHEMA, or "
        "a shipped case: mini, starter, merseyside, merseyside-2026-01, harley-2018.",
    ),
]
AS_JSON = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
REPORT = Annotated[
    Path | None, typer.Option("--report", help="Write the report to this HTML file.")
]
PDF = Annotated[
    Path | None,
    typer.Option("--pdf", help="Write four pages for a board to this PDF (extra pdf)."),
]
SLIDES = Annotated[
    Path | None,
    typer.Option(
        "--slides", help="Write them as slides to this .pptx file (extra slides)."
    ),
]


class Worded(TyperGroup):
    """Commands of which some have two words, as `evidence read`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command of the first two words if there is one, else of one."""
        name = " ".join(args[:2])
        if len(args) > 1 and name in self.commands:
            return super().resolve_command(ctx, [name, *args[2:]])
        return super().resolve_command(ctx, args)


def command(
    name: str,
    help_text: str,
    options: Iterable[Given],
    run: Callable[[Values], None],
    *,
    has_page: bool = True,
    has_paper: bool = False,
) -> Callable[..., None]:
    """Return a function with one parameter an option, as typer reads it.

    Parameters
    ----------
    name, help_text
        Name and one sentence of help.
    options
        Its options besides case, ``--json`` and ``--report``.
    run
        Called with what was typed, by parameter: `case`, `as_json`, `report` and the
        fields of the options.
    has_page
        Whether it takes ``--report``.
    has_paper
        Whether it takes ``--pdf`` and ``--slides``.
    """

    def typed(**given: Any) -> None:
        run(given)

    parameters = [
        _parameter("case", CASE, inspect.Parameter.empty),
        *(_parameter(one.name, *_annotated(one)) for one in options),
        _parameter("as_json", AS_JSON, default=False),
    ]
    if has_page:
        parameters.append(_parameter("report", REPORT, None))
    if has_paper:
        parameters += [_parameter("pdf", PDF, None), _parameter("slides", SLIDES, None)]
    typed.__name__, typed.__doc__ = name, help_text
    typed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    typed.__annotations__ = {one.name: one.annotation for one in parameters}
    return typed


def _parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:
    either = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, either, default=default, annotation=kind)


def _annotated(one: Given) -> tuple[Any, Any]:
    """Return annotation and default of the parameter for an option."""
    option, default = one.option, one.default
    if option.typed_default is not ...:
        default = option.typed_default or None  # nothing typed is no number
    flag = f"{one.flag}/{option.off_flag}" if option.off_flag else one.flag
    extras: Mapping[str, Any] = {}
    if option.limits is not None:
        extras = {"parser": number(one.flag, option.limits), "metavar": "NUMBER"}
    kind, default = _as_typed(one.kind, default)
    return Annotated[kind, typer.Option(flag, help=option.help, **extras)], default


def _as_typed(kind: Any, default: Any) -> tuple[Any, Any]:
    """Return type and default as typer knows them: a list for a tuple, else text."""
    if get_origin(kind) is tuple:
        return list[get_args(kind)[0]] | None, None  # type: ignore[misc]
    return (str if get_origin(kind) is Literal else kind), default


def values_of(options: Iterable[Given], given: Mapping[str, Any]) -> Values:
    """Return the fields of options as they were typed; lists as tuples."""
    return {one.name: _value(one, given[one.name]) for one in options}


def _value(one: Given, typed: Any) -> Any:
    if get_origin(one.kind) is tuple:
        return tuple(typed or ())
    if typed is None and one.option.typed_default is not ...:
        return one.option.typed_default
    return typed


def number(option: str, allowed: Bounds) -> Reader:
    """Return a function that reads what was typed for an option.

    Raises
    ------
    UseError
        By the function, if it is not a number or not allowed.
    """

    def read(given: object) -> float:
        number_read = allowed.read(str(given))
        if number_read is None:
            message = f"{option} is {given}. {allowed.must(str(given))}."
            raise UseError(message)
        return number_read

    return read
