"""What did the user type, and what is printed for it?"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from brownfield.console import options as allowed
from brownfield.console.options import number
from brownfield.console.say import warn
from brownfield.errors import BrownfieldError, UnansweredError, UseError
from brownfield.startup import prepare
from brownfield.tables.cells.bounds import Bounds
from brownfield.version import __version__

DONE, NO_ANSWER, BAD_INPUT = 0, 1, 2
INTERRUPTED = 130  # what typer leaves with after Ctrl-C

app = typer.Typer(
    name="brownfield",
    help="Where should each vehicle be built: imported, assembled from kits, built in "
    "a partner's spare capacity, or in a new plant?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _number(option: str, limits: Bounds, text: str) -> Any:
    """Return an option that takes a number within limits."""
    return typer.Option(help=text, parser=number(option, limits), metavar="NUMBER")


CasePath = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="Folder, .xlsx, .duckdb or .sqlite of a case, or a shipped case: "
        "mini, starter, merseyside.",
    ),
]
WhatIfs = Annotated[
    list[str] | None,
    typer.Option("--what-if", help="Apply this what-if; repeat, applied in order."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Parties = Annotated[
    str | None,
    typer.Option(help="Only these parties decide, separated by commas."),
]
Gap = Annotated[
    float | None,
    _number("--gap", allowed.GAP, "Relative gap to stop at, a share."),
]
TimeLimit = Annotated[
    float | None,
    _number(
        "--time-limit",
        allowed.SECONDS,
        "Seconds until the best plan so far is taken; processor seconds of a deal.",
    ),
]
Jobs = Annotated[
    int | None,
    _number(
        "--jobs",
        allowed.JOBS,
        "Most solves side by side; as many as there are cores if not given. "
        "The answer is the same.",
    ),
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


@app.command()
def plan(  # noqa: PLR0913 (one parameter for each documented option)
    case: CasePath,
    what_if: WhatIfs = None,
    parties: Parties = None,
    gap: Gap = None,
    time_limit: TimeLimit = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Keep the run folder: run.json, tables, plan.xlsx, report."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write the report to this HTML file.")
    ] = None,
) -> None:
    """Plan what is built where, when and how, and what it is worth to whom."""
    from brownfield.console import plan as command
    from brownfield.console.opening import Options

    options = Options(what_if or [], parties, gap, time_limit, jobs)
    _leave(command.plan(case, options, is_json=as_json, out=out, report=report))


@app.command()
def compare(  # noqa: PLR0913 (one parameter for each documented option)
    case: CasePath,
    what_if: WhatIfs = None,
    parties: Parties = None,
    gap: Gap = None,
    time_limit: TimeLimit = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Plan the case as it is and under each what-if; print only what differs."""
    from brownfield.console import plan as command
    from brownfield.console.opening import Options

    if not what_if:
        message = "Name at least one what-if: brownfield compare CASE --what-if NAME."
        raise UseError(message)
    options = Options([], parties, gap, time_limit, jobs)
    _leave(command.compare(case, what_if, options, is_json=as_json))


@app.command()
def deal(  # noqa: PLR0913 (one parameter for each documented option)
    case: CasePath,
    what_if: WhatIfs = None,
    parties: Annotated[
        str | None,
        typer.Option(help="Who talks: 2 to 5 parties, separated by commas."),
    ] = None,
    view: Annotated[
        str | None, typer.Option(help="Tell the deal to this party.")
    ] = None,
    hosts: Annotated[
        bool | None, typer.Option("--seat-hosts/--leave-hosts", help=allowed.HOSTS)
    ] = None,
    gap: Gap = None,
    time_limit: TimeLimit = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Write the report to this HTML file; plans groups more often."
        ),
    ] = None,
) -> None:
    """Work out at which terms every party gains, and what support is justified."""
    from brownfield.console import deal as table
    from brownfield.console.opening import Options

    options = Options(what_if or [], parties, gap, time_limit, jobs)
    _leave(table.run(case, options, table.Asked(view, report, as_json, hosts)))


@app.command()
def stress(  # noqa: PLR0913 (one parameter for each documented option)
    case: CasePath,
    what_if: WhatIfs = None,
    parties: Parties = None,
    gap: Gap = None,
    time_limit: TimeLimit = None,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="What does each possible stop cost?")
    ] = False,
    event: Annotated[
        list[str] | None,
        typer.Option(help="Replay this hazard, or what-if that makes one; repeat."),
    ] = None,
    design: Annotated[
        str | None,
        typer.Option(help="Plan again, reckoning with this hazard in --year."),
    ] = None,
    years: Annotated[
        int | None,
        _number(
            "--years", allowed.YEARS, "Simulate this many years of stops, 2 or more."
        ),
    ] = None,
    cures: Annotated[
        bool, typer.Option("--cures", help="Which mitigations pay?")
    ] = False,
    flexibility: Annotated[
        bool, typer.Option("--flexibility", help="Which link is the best next one?")
    ] = False,
    budget: Annotated[
        float | None,
        _number(
            "--budget",
            allowed.BUDGET,
            "Most that cures may cost a year, case currency.",
        ),
    ] = None,
    tail_weight: Annotated[
        float,
        _number(
            "--tail-weight",
            allowed.SHARE,
            "Weight of bad years when cures are weighed, a share.",
        ),
    ] = 0.0,
    lengths: Annotated[
        str, typer.Option(help="How lengths spread: lognormal or triangular.")
    ] = "lognormal",
    year: Annotated[
        int | None,
        _number(
            "--year", allowed.YEAR, "Year of the plan; else that of largest output."
        ),
    ] = None,
    future: Annotated[
        str | None, typer.Option(help="Branch of the tree; else the likeliest.")
    ] = None,
    weeks: Annotated[
        float,
        _number("--weeks", allowed.WEEKS, "Length of stops without a hazard, weeks."),
    ] = 6.0,
    patience: Annotated[
        float,
        _number("--patience", allowed.SHARE, "Share of buyers who wait."),
    ] = 0.5,
    overtime: Annotated[
        float,
        _number("--overtime", allowed.SHARE, "Hours added after a stop, share."),
    ] = 0.1,
    spread: Annotated[
        float,
        _number(
            "--spread",
            allowed.SPREAD,
            "Spread of demand over its mean, for --flexibility; to 0.5.",
        ),
    ] = 0.3,
    correlation: Annotated[
        float,
        _number(
            "--correlation",
            allowed.CORRELATION,
            "How far demands move together, for --flexibility; below 1.",
        ),
    ] = 0.0,
    seed: Annotated[
        int,
        _number("--seed", allowed.SEED, "Seed of every draw."),
    ] = 0,
    jobs: Annotated[
        int,
        _number(
            "--jobs",
            allowed.JOBS,
            "Most processes side by side; the answer is the same.",
        ),
    ] = 1,
    run: Annotated[
        Path | None,
        typer.Option(help="Test the plan in this run folder instead of planning."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write the report to this HTML file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what breaks in a plan, for how long, at what cost, and which cure pays."""
    from brownfield.console import stress as command
    from brownfield.console.opening import Options
    from brownfield.questions.stress.setting import Setting

    wanted = command.Wanted(
        is_sweep=sweep,
        events=tuple(event or ()),
        design=design,
        years=years or 0,
        is_cures=cures,
        is_flexibility=flexibility,
        budget=budget,
        tail_weight=tail_weight,
        lengths=lengths,
        year=year,
        future=future,
    )
    figures = Setting(
        weeks=weeks,
        patience=patience,
        overtime=overtime,
        demand_spread=spread,
        demand_correlation=correlation,
        seed=seed,
    )
    options = Options(what_if or [], parties, gap, time_limit, jobs)
    target = command.Target(run, report, is_json=as_json)
    _leave(command.stress(case, options, wanted, figures, target))


@app.command()
def check(case: CasePath, as_json: AsJson = False) -> None:
    """List every problem of a case: file, line, column, value, rule and a hint."""
    from brownfield.console import checking

    _leave(checking.check(case, is_json=as_json))


@app.command()
def capacity(
    case: CasePath,
    what_if: WhatIfs = None,
    as_json: AsJson = False,
) -> None:
    """Show how much of each plant is free, and how much a careful owner would lease."""
    from brownfield.console import capacity as table

    _leave(table.capacity(case, what_if or [], is_json=as_json))


@app.command()
def convert(
    case: CasePath,
    target: Annotated[
        Path,
        typer.Argument(
            help="Folder (CSV), or a file ending in .xlsx, .duckdb or .sqlite."
        ),
    ],
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Write a folder of Parquet files.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what is there.")
    ] = False,
) -> None:
    """Write a case in another format; the content and digest stay the same."""
    from brownfield.console import files

    _leave(files.convert(case, target, is_parquet=parquet, is_overwriting=overwrite))


@app.command()
def new(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it.")],
    excel: Annotated[
        bool,
        typer.Option("--excel", help="A workbook with drop-downs and units instead."),
    ] = False,
) -> None:
    """Make a small filled-in starter case of your own to edit."""
    from brownfield.console import files

    _leave(files.new(target, is_excel=excel))


def _leave(code: Any) -> None:
    raise typer.Exit(code)
