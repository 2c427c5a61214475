"""What is allowed in a case, and yet hardly meant as it is written?

Each doubt is a note: the case can be planned, and the note says what it would do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import polars as pl

from brownfield.tables.cells.currencies import MONEY
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.answered.meant import Meant
from brownfield.tables.doubts.carbon import unknown_emissions
from brownfield.tables.doubts.fleet import growing_circles
from brownfield.tables.doubts.forgotten.free import free_goods
from brownfield.tables.doubts.forgotten.parts import missing_parts
from brownfield.tables.doubts.idle import idle_hazards, idle_policies, idle_purchases
from brownfield.tables.doubts.known import DOUBTS as DOUBTS_OF_WHAT_IS_KNOWN
from brownfield.tables.doubts.numbers.capacity import strange_volumes
from brownfield.tables.doubts.numbers.named import in_own_money, with_currencies
from brownfield.tables.doubts.numbers.neighbours import jumps, outliers
from brownfield.tables.doubts.numbers.parts import strange_parts
from brownfield.tables.doubts.numbers.positions import strange_positions
from brownfield.tables.doubts.numbers.prices import strange_prices
from brownfield.tables.doubts.numbers.ramps import flat_ramps
from brownfield.tables.doubts.numbers.ranges import (
    per_cent,
    strange_money,
    strange_numbers,
)
from brownfield.tables.doubts.said.links import DOUBTS as DOUBTS_OF_LINKS
from brownfield.tables.doubts.said.words import DOUBTS as DOUBTS_OF_WORDS
from brownfield.tables.doubts.trade import (
    coarse_measures,
    duty_free_goods,
    empty_preferences,
    idle_allowances,
    rows_of_nothing,
    short_headings,
    unreached_markets,
)
from brownfield.tables.doubts.unpaid import unpaid_contracts
from brownfield.tables.doubts.unread import unread_cells
from brownfield.tables.doubts.unused import local_money, unnamed, untested_values
from brownfield.tables.doubts.years import DOUBTS as DOUBTS_OF_YEARS
from brownfield.tables.doubts.years import early_ends, market_gaps
from brownfield.tables.frames import Tables, all_tables
from brownfield.tables.memory import Memory
from brownfield.tables.problems import Finding, Problem, shown
from brownfield.tables.rule import Cells, rows_where
from brownfield.tables.rules.border.territories import strange_territories
from brownfield.tables.rules.every import unplaced
from brownfield.tables.rules.what_ifs import idle
from brownfield.tables.settings import Settings

Doubt = Callable[[Tables, Settings], Iterable[Finding]]
LABELS = (
    ("places", "customs_territory"),
    ("facilities", "outage_domain"),
    ("build_options", "exclusive_group"),
    ("bill_of_materials", "part_group"),
    *((table, "currency") for table in (*MONEY, "places", "parties")),
)
"""Columns that are no key, and in which equal words belong together."""
JUDGED = Memory()
TEXTS = ("where", "column", "table")  # parts of keys that are no names
WEEKS = ("weeks_low", "weeks_mode", "weeks_high", "recovery_weeks")
WEEKS_A_YEAR = 52
SLOW = 0.5  # share that still runs from which on a hazard slows, and does not stop


def long_stops(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield hazards that stop something, or recover, for more than a year.

    Where at least half still runs it is slow rather than stopped, which may well last:
    ships that go round Africa.
    """
    is_long = pl.max_horizontal(*WEEKS) > WEEKS_A_YEAR
    is_stop = pl.col("residual_capacity") < SLOW
    for row, cells in rows_where(tables["hazards"], is_long & is_stop):
        column = max(WEEKS, key=lambda name: cells[name] or 0.0)
        yield Finding(
            table="hazards",
            row=row,
            column=column,
            value=shown(cells[column]),
            rule="long_stop",
            message=f"A year has {WEEKS_A_YEAR} weeks, so this goes on into the next",
            hint="Leave it, if it is meant so; days are entered as weeks, e.g. 42 days "
            "as 6",
        )


def letter_case(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield names of one column that differ in nothing but letter case."""
    keys = ((t.name, c.name) for t in TABLES.values() for c in t.columns if c.is_key)
    for table, column in dict.fromkeys((*keys, *LABELS)):
        if TABLES[table].column(column).kind != "text" or column in TEXTS:
            continue
        if not TABLES[table].column(column).reference:
            yield from _alike(tables[table][column], table, column)


def _alike(cells: pl.Series, table: str, column: str) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name in cells.unique(maintain_order=True).to_list():
        if name is None:
            continue
        other = first.setdefault(name.casefold(), name)
        if other != name:
            yield Finding(
                table=table,
                row=cells.index_of(name),
                column=column,
                value=name,
                rule="letter_case",
                message=f"{other} differs from it in nothing but letter case, and is "
                "read as another name",
                hint=f"Write {other!r}, if they are the same",
            )


def plants_like_places(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield plants named like a place, where the name can be misunderstood.

    A plant that stands at the place of its name may have it, unless parts are bought
    from that name.
    """
    places = tables["places"]["place"].to_list()
    sources = tables["bill_of_materials"]["source"].to_list()
    is_bought = pl.col("facility").is_in(sources)
    is_elsewhere = pl.col("place") != pl.col("facility")
    is_like = pl.col("facility").is_in(places) & (is_elsewhere | is_bought)
    for row, cells in rows_where(tables["facilities"], is_like):
        yield _like_a_place(row, cells, is_source=cells["facility"] in sources)


def _like_a_place(row: int, cells: Cells, *, is_source: bool) -> Finding:
    what = (
        "a source of this name in bill_of_materials means the plant"
        if is_source
        else f"it stands at {cells['place']}"
    )
    return Finding(
        table="facilities",
        row=row,
        column="facility",
        value=cells["facility"],
        rule="plant_like_place",
        message=f"A place has the same name as the plant; {what}",
        hint="Give the plant or the place another name",
    )


def terminal_rule(_: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield a terminal rule without its number, or the number without the rule."""
    rule, number = settings.case.terminal, settings.case.terminal_multiple
    if (rule == "none") == (number == 0):
        return
    what = {
        "none": "terminal is none, so terminal_multiple does nothing",
        "multiple": "Years after the last one count nothing: terminal is multiple, but "
        "terminal_multiple is not given, or 0",
        "salvage": "No capital is recovered: terminal is salvage, but "
        "terminal_multiple is not given, or 0",
    }
    do = {
        "none": 'Write terminal = "multiple" (or "salvage"), or take it out',
        "multiple": "Write the extra years of the last operating cash, e.g. 3; or "
        'terminal = "none"',
        "salvage": 'Write the share recovered, e.g. 0.3; or terminal = "none"',
    }
    yield Finding(
        table="case",
        column="case.terminal" if number == 0 else "case.terminal_multiple",
        value=rule if number == 0 else shown(number),
        rule="terminal",
        message=what[rule],
        hint=do[rule],
    )


IMPLAUSIBLE: tuple[Doubt, ...] = (
    per_cent,
    strange_money,
    strange_numbers,
    strange_prices,
    strange_parts,
    jumps,
    outliers,
    strange_volumes,
    strange_positions,
    flat_ramps,
    free_goods,
)


def implausible(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield numbers that are hardly plausible, each cell once."""
    cells: set[tuple[str, int | None, str | None]] = set()
    named = with_currencies(tables, settings)
    for find in IMPLAUSIBLE:
        for doubt in find(named, settings):
            cell = (doubt.table, doubt.row, doubt.column)
            if cell not in cells:
                yield doubt
            cells.add(cell)


INCOMPLETE: tuple[Doubt, ...] = (
    in_own_money(missing_parts),
    short_headings,
    duty_free_goods,
    coarse_measures,
    empty_preferences,
    rows_of_nothing,
    idle_policies,
    idle_hazards,
    idle_purchases,
    unnamed,
    untested_values,
    unreached_markets,
    unpaid_contracts,
)
DOUBTS: tuple[Doubt, ...] = (
    terminal_rule,
    local_money,
    growing_circles,
    unknown_emissions,
    unread_cells,
    implausible,
    *DOUBTS_OF_WHAT_IS_KNOWN,
    *DOUBTS_OF_LINKS,
    *DOUBTS_OF_WORDS,
    *DOUBTS_OF_YEARS,
    *(doubt for doubt in INCOMPLETE if doubt is not unpaid_contracts),
    idle_allowances,
    long_stops,
    letter_case,
    plants_like_places,
    idle,
)


def doubts_of_years(
    tables: Mapping[str, pl.DataFrame], settings: Settings
) -> list[Finding]:
    """Return markets that leave out years, as a change of demand may bring.

    Parameters
    ----------
    tables
        Typed frames by name; at least that of demand.
    settings
        Content of case.toml.
    """
    finders = (market_gaps, early_ends)
    return [doubt for find in finders for doubt in find(dict(tables), settings)]


def doubts(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield a note for each thing that is allowed and hardly meant so.

    Parameters
    ----------
    tables
        Every declared table, typed, without problems.
    settings
        Content of case.toml.
    """
    for find in DOUBTS:
        yield from JUDGED.findings(
            find, partial(_judged, find, settings), tables, settings
        )


def _judged(find: Doubt, settings: Settings, tables: Tables) -> Iterable[Finding]:
    return find(tables, settings)


def notes_of(tables: Mapping[str, pl.DataFrame], settings: Settings) -> list[Problem]:
    """Return notes on rows of a changed case that apply to nothing, or hardly so.

    Territories in which no place lies, years left out between others, numbers that are
    not plausible. A market that ends early is left to the check: most are meant so.

    Parameters
    ----------
    tables
        Typed frames by name; an absent table counts as empty.
    settings
        Content of case.toml.
    """
    return _noted(tables, settings, (_strange_territories, market_gaps, implausible))


def notes_as_written(
    tables: Mapping[str, pl.DataFrame], settings: Settings
) -> list[Problem]:
    """Return every note of the check on rows: whoever plans is told what it tells.

    Of a case to which no what-if was applied, and from which no party was taken: either
    leaves rows behind that bear on nothing, and rightly so.

    Parameters
    ----------
    tables
        Typed frames by name; an absent table counts as empty.
    settings
        Content of case.toml.
    """
    finders = (_strange_territories, *DOUBTS, unpaid_contracts)
    return _noted(tables, settings, finders)


def _noted(
    tables: Mapping[str, pl.DataFrame], settings: Settings, doubted: Iterable[Doubt]
) -> list[Problem]:
    complete = all_tables(tables)
    doubts = (note for find in doubted for note in find(complete, settings))
    left, _ = Meant(complete, settings).split(doubts)
    return [replace(unplaced(note, complete), severity="note") for note in left]


def _strange_territories(tables: Tables, _: Settings) -> Iterable[Finding]:
    return strange_territories(tables)
