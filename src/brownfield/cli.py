"""What did the user type, and what is printed for it?"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from brownfield.asking.options import options_of
from brownfield.asking.shared import Options, shared_with
from brownfield.console.options import Before
from brownfield.console.say import warn
from brownfield.console.typed import (
    AS_JSON,
    CASE,
    REPORT,
    Worded,
    command,
    values_of,
)
from brownfield.errors import BrownfieldError, UnansweredError, UseError
from brownfield.questions.registry import COMPARE, ROOMS, Room
from brownfield.startup import prepare
from brownfield.tables.databases.address import address_of, place_of
from brownfield.version import __version__

DONE, NO_ANSWER, BAD_INPUT = 0, 1, 2
WITHOUT_STATES = ("every", "out", "bridge", "report")  # options of what-ifs alone
INTERRUPTED = 130  # what typer leaves with after Ctrl-C

app = typer.Typer(
    name="brownfield",
    cls=Worded,
    help="Where should each vehicle be built: imported, assembled from kits, built in "
    "a partner's spare capacity, or in a new plant?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


WhatIfs = Annotated[
    list[str] | None,
    typer.Option("--what-if", help="Apply this what-if; repeat, applied in order."),
]
STRICT = Annotated[
    bool, typer.Option("--strict", help="Count each note as an error: exit code 1.")
]


def main() -> None:
    """Run the command line; turn errors of the user into a message and exit code 2."""
    prepare()
    try:
        app()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            warn("brownfield: stopped by Ctrl-C; no file is half-written.\n")
            sys.exit(NO_ANSWER)
        raise
    except UnansweredError as error:
        warn(f"brownfield: {error}\n")
        sys.exit(NO_ANSWER)
    except BrownfieldError as error:
        warn(f"brownfield: {error}\n")
        sys.exit(BAD_INPUT)
    except OSError as error:
        warn(f"brownfield: a file cannot be read or written: {error}\n")
        sys.exit(BAD_INPUT)


def _version(value: bool) -> None:  # noqa: FBT001 (typer calls it so)
    if value:
        typer.echo(f"brownfield {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Plan where vehicles are built, with proof attached to every number."""


def _question(room: Room) -> Callable[..., None]:
    """Return the command of a question."""

    def run(given: dict[str, Any]) -> None:
        from brownfield.console.ask import ask

        _leave(ask(room, given))

    asked = room.module("asked").Asked
    options = [*shared_with(asked), *options_of(asked)]
    has_paper = room.has_paper
    return command(room.name, room.meaning, options, run, has_paper=has_paper)


def _compare(given: dict[str, Any]) -> None:
    from brownfield.console import ask, states

    if given["before"] is not None:
        if any(given[name] for name in WITHOUT_STATES):
            message = (
                "--case sets two states side by side; leave out --all, --out, --bridge "
                "and --report."
            )
            raise UseError(message)
        both = Options(**values_of(options_of(Options), given))
        before, path, is_json = given["before"], given["case"], given["as_json"]
        _leave(states.compare_states(before, path, both, is_json=is_json))
    if not (given["what_ifs"] or given["every"]):
        message = (
            "Name at least one what-if, all of them, or another state of the case: "
            "brownfield compare CASE --what-if NAME, brownfield compare CASE --all, or "
            "brownfield compare CASE --case OLD."
        )
        raise UseError(message)
    _leave(ask.ask(COMPARE, given))


def add(room: Room) -> None:
    """Add the command of a question."""
    app.command(room.name)(_question(room))


for _room in ROOMS:
    add(_room)
_asked = COMPARE.module("asked").Asked
_options = [*shared_with(_asked), *options_of(_asked), *options_of(Before)]
app.command(COMPARE.name)(command(COMPARE.name, COMPARE.meaning, _options, _compare))


@app.command()
def check(
    case: CASE,
    strict: STRICT = False,
    as_json: AS_JSON = False,
    fix: Annotated[
        Any,
        typer.Option(
            parser=place_of,
            metavar="OUT",
            help="Write a copy with all that is safe to mend mended.",
        ),
    ] = None,
) -> None:
    """List every problem of a case by its cause, with file, line, value and a hint."""
    from brownfield.console import checking

    if fix is not None:
        _leave(checking.fix(case, fix))
    _leave(checking.check(case, is_strict=strict, is_json=as_json))


@app.command("evidence read")
def evidence_read(  # noqa: PLR0913 (one parameter for each option)
    case: CASE,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Articles: text, web page, PDF, .docx or .eml."
        ),
    ],
    out: Annotated[
        Any,
        typer.Option(
            parser=place_of,
            metavar="DIR",
            help="Write the case with these drafts there.",
        ),
    ] = None,
    as_json: AS_JSON = False,
    report: REPORT = None,
    publisher: Annotated[str, typer.Option(help="Who printed them.")] = "",
    date: Annotated[
        str, typer.Option(metavar="DAY", help="When, e.g. 2026-01-30.")
    ] = "",
    url: Annotated[str, typer.Option(help="Where.")] = "",
) -> None:
    """Draft the statements of articles: who says what, how firm, in which words."""
    from brownfield.console.evidence import reading

    to, printed = reading.Written(out, report), reading.Printed(publisher, date, url)
    _leave(reading.read(case, files, to, printed, is_json=as_json))


@app.command("evidence review")
def evidence_review(
    case: CASE,
    out: Annotated[
        Any,
        typer.Option(
            parser=place_of, metavar="DIR", help="Write the reviewed case there."
        ),
    ] = None,
    reviewer: Annotated[
        str, typer.Option(help="Who reviews; kept with each statement.")
    ] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also what is confirmed or rejected.")
    ] = False,
    report: REPORT = None,
) -> None:
    """Confirm, reject, grade and link drafts one by one, by keys typed."""
    from brownfield.console.evidence import reviewing

    asked = reviewing.Asked(out, report, reviewer, is_all=every)
    _leave(reviewing.review(case, asked))


@app.command("evidence take")
def evidence_take(
    case: CASE,
    out: Annotated[
        Any,
        typer.Option(
            parser=place_of,
            metavar="DIR",
            help="Write the case with the what-if there.",
        ),
    ],
    name: Annotated[str, typer.Option(help="Name of the what-if.")] = "claims",
    without: Annotated[
        list[str] | None,
        typer.Option(help="Leave out what this statement says; repeat."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="Only what was said up to this day, e.g. 2026-01-30."),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Write what the claims say as a what-if, which a plan can be asked for."""
    from brownfield.console.evidence import taking

    heard = taking.Heard(tuple(without or ()), as_of)
    _leave(taking.take(case, out, name, heard, is_json=as_json))


@app.command()
def capacity(
    case: CASE,
    what_if: WhatIfs = None,
    as_json: AS_JSON = False,
) -> None:
    """Show how much of each plant is free, and how much a careful owner would lease."""
    from brownfield.console import capacity as table

    _leave(table.capacity(case, what_if or [], is_json=as_json))


@app.command()
def recipes(
    case: CASE,
    every: Annotated[
        bool,
        typer.Option("--all", help="Also those that no plan would choose."),
    ] = False,
    what_if: WhatIfs = None,
    as_json: AS_JSON = False,
) -> None:
    """Show what each recipe costs in each market, and whether a plan may choose it."""
    from brownfield.console.recipes import show_recipes

    _leave(show_recipes(case, what_if or [], is_every=every, is_json=as_json))


@app.command()
def convert(
    case: CASE,
    target: Annotated[
        Any,
        typer.Argument(
            parser=place_of,
            metavar="TARGET",
            help="Folder (CSV), a file ending in .xlsx, .duckdb or .sqlite, or "
            "postgresql://USER@HOST/DATABASE#SCHEMA.",
        ),
    ],
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Write a folder of Parquet files.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what is there.")
    ] = False,
    wide: Annotated[
        bool,
        typer.Option("--wide", help="One column a year in tables keyed by year."),
    ] = False,
) -> None:
    """Write a case in another format; the content and digest stay the same."""
    from brownfield.console.written import files

    _leave(
        files.convert(
            case,
            target,
            is_parquet=parquet,
            is_overwriting=overwrite,
            is_wide=wide,
        )
    )


@app.command()
def export(
    case: CASE,
    target: Annotated[
        Path, typer.Argument(metavar="FILE.mps", help="File for the model.")
    ],
    what_if: WhatIfs = None,
) -> None:
    """Write the model of a case for any other solver, with what its names mean."""
    from brownfield.console.written.exporting import export as write

    _leave(write(case, target, what_if or []))


@app.command()
def new(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it.")],
    excel: Annotated[
        bool,
        typer.Option("--excel", help="A workbook with drop-downs and units instead."),
    ] = False,
) -> None:
    """Make a small filled-in starter case of your own to edit."""
    from brownfield.console.written import files

    _leave(files.new(target, is_excel=excel))


@app.command()
def serve(  # noqa: PLR0913 (one parameter for each option)
    cases: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CASE...]", help="Cases to put on the desk."),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Where to listen; 0 = a free port.")
    ] = 0,
    host: Annotated[
        str, typer.Option(help="Address to listen at; another one needs --token.")
    ] = "127.0.0.1",
    workspace: Annotated[
        Path,
        typer.Option(
            metavar="DIR", help="Folder that keeps cases, their history and runs."
        ),
    ] = Path("brownfield-desk"),
    store: Annotated[
        Any,
        typer.Option(
            parser=address_of,
            metavar="ADDRESS",
            help="Keep all that in PostgreSQL instead, for a team: "
            "postgresql://USER@HOST/DATABASE.",
        ),
    ] = None,
    token: Annotated[str, typer.Option(help="Word that readers must know.")] = "",
    jobs: Annotated[
        int, typer.Option(min=1, help="Most runs at work side by side.")
    ] = 1,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser.")
    ] = True,
) -> None:
    """Open the desk: load, edit, ask and compare cases in a browser."""
    from brownfield.console.say import say
    from brownfield.desk.served import Served, check_libraries

    check_libraries()
    from brownfield.desk.serve import serve as open_desk

    asked = Served(host, port, store or workspace, token, jobs, has_browser=browser)
    open_desk(cases or [], asked, say)


def _leave(code: Any) -> None:
    raise typer.Exit(code)
