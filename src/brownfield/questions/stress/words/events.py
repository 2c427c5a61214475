"""What does the replay of an event say, and what was published of it?"""

from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.weeks.backtest import RESULTS, Backtest, backtest
from brownfield.questions.stress.weeks.events import Event
from brownfield.questions.stress.weeks.resilience import Resilience
from brownfield.questions.stress.words.names import (
    currency_of,
    element_name,
    names,
    of_which,
)
from brownfield.tell.numbers import listed, money, percent, vehicles

HALF = 0.5  # vehicles below which there are none
COMPARED = dict(
    zip(
        RESULTS,
        (
            "Vehicles not built a week, before catch-up",
            "Loss a week, before catch-up",
            "Loss of the whole stop, after catch-up",
        ),
        strict=True,
    )
)


def event_lines(test: StressTest, event: Event) -> list[str]:
    """Return what happens in an event, one line each."""
    currency, case = currency_of(test), test.planned.at.plan.case
    stopped = listed([element_name(case, o.scope, o.target) for o in event.outages])
    first = event.outages[0]
    lines = [
        (
            f"{event.name}: {stopped} {_down(first.residual)} for {first.weeks:g} "
            f"weeks, then a ramp of {first.recovery:g} weeks."
        ),
        _dents(event),
        _missing(event),
        (
            f"Lost: {money(event.lost_value, currency)} "
            f"({_shares(test, event.by_party)})."
        ),
        *_penalty(event, currency),
    ]
    for party, amount in event.moved.items():
        if amount > 0:
            name = names(test).parties.get(party, party)
            lines.append(
                f"{name} receives {money(amount, currency)} of relief and damages "
                "under its contracts, counted above."
            )
    for party, amount in event.guest_damages.items():
        name = names(test).parties.get(party, party)
        lines.append(
            f"{name} is a guest where it stops; "
            f"{'further ' if event.moved else ''}damages of {money(amount, currency)} "
            "for each of its vehicles not built as planned would make it whole."
        )
    return [*lines, *_helped(event)]


def _helped(event: Event) -> list[str]:
    if event.helped_by is None:
        return []
    if not event.helped_by:
        return ["No cure of the case shortens or softens it."]
    acts = "acts" if len(event.helped_by) == 1 else "act"
    return [f"Of the cures of the case {listed(list(event.helped_by))} {acts} on it."]


def _missing(event: Event) -> str:
    """Return vehicles not built, not made up, never sold, and buyers who wait."""
    waiting = event.replay.backlog.sum(axis=0).max()
    wait = f"; at most {count(waiting)} buyers wait" if waiting >= HALF else ""
    if event.unbuilt < HALF:
        return f"All is built when planned{wait}."
    built = f"{vehicles(event.unbuilt)} are not built when planned"
    if event.lost_output < HALF:
        return f"{built}; all of them are made up{wait}."
    return (
        f"{built}; {count(event.lost_output)} of them are still missing after "
        f"{len(event.replay.quality)} weeks: {_where_from(event)}{wait}."
    )


def _where_from(event: Event) -> str:
    """Return what became of the buyers of vehicles missing: lost, or out of stock."""
    stock = event.lost_output - event.lost_vehicles
    if event.lost_vehicles < HALF:
        return "all came out of stock on the way"
    if stock < HALF:
        return "all are never sold"
    lost = count(event.lost_vehicles)
    return f"{lost} are never sold, {count(stock)} came out of stock on the way"


def count(value: float) -> str:
    """Return a number of vehicles, rounded as volumes are, without the word."""
    return vehicles(value).removesuffix(" vehicles")


def _penalty(event: Event, currency: str) -> list[str]:
    if event.penalty <= 0:
        return []
    penalty = money(event.penalty, currency)
    rest = "an assumption of the table demand; the rest is contribution"
    return [f"Of which {penalty} lost-sale penalty, {rest}."]


def never_sold(event: Event) -> str:
    """Return how many vehicles are never sold."""
    if event.lost_vehicles < HALF:
        return "every vehicle is sold in the end"
    return f"{vehicles(event.lost_vehicles)} are never sold"


def event_headline(test: StressTest, event: Event) -> str:
    """Return what an event costs in one sentence."""
    currency = currency_of(test)
    return (
        f"{event.name} costs {money(event.lost_value, currency)}"
        f"{of_which(event.penalty, currency)}, and {never_sold(event)}."
    )


def _down(residual: float) -> str:
    return f"at {percent(residual)} of its rate" if residual > 0 else "down"


def _dents(event: Event) -> str:
    """Return the dent of what is hit, then that of the whole plan if it differs."""
    hit, whole = _dent(event.hit, "all"), _dent(event.built, "all")
    if hit == whole:
        return f"The whole plan: {whole}."
    return f"What it hits: {_dent(event.hit, 'its')}. The whole plan: {whole}."


def _dent(found: Resilience, whose: str) -> str:
    return (
        f"{percent(found.depth)} short at the worst, {found.area:.1f} weeks of {whose} "
        f"output missed, {_back(found.weeks_to_90)}"
    )


def _back(weeks: float | None) -> str:
    if weeks is None:
        return "not back at 90 % within the weeks followed"
    return f"back at 90 % after {weeks:.1f} weeks" if weeks else "never below 90 %"


def _shares(test: StressTest, by_party: dict[str, float]) -> str:
    known, currency = names(test).parties, currency_of(test)
    is_mixed = any(v < 0 for v in by_party.values())
    parts = [
        f"{known.get(p, p)} {_verb(v) * is_mixed}{money(abs(v), currency)}"
        for p, v in by_party.items()
        if v
    ]
    return listed(parts) or "nobody loses"


def _verb(lost: float) -> str:
    return "gains " if lost < 0 else "loses "


def backtest_of(test: StressTest, event: Event) -> Backtest | None:
    """Return published figures of the event beside ours; None without any."""
    return backtest(test.planned, event)


def backtest_rows(test: StressTest, event: Event) -> list[list[str]]:
    """Return what is compared, published, ours, ours over published, source, note."""
    found, currency = backtest_of(test, event), currency_of(test)
    if found is None:
        return []
    return [
        [
            COMPARED[row.result],
            _figure(row.result, row.published, currency),
            _figure(row.result, row.ours, currency) + of_which(row.penalty, currency),
            percent(row.ratio),
            row.source,
            row.note,
        ]
        for row in found.comparisons
    ]


def _figure(result: str, value: float, currency: str) -> str:
    return vehicles(value) if result == RESULTS[0] else money(value, currency)


def backtest_lines(test: StressTest, event: Event) -> list[str]:
    """Return the published figures beside ours and what explains the difference."""
    found, currency = backtest_of(test, event), currency_of(test)
    if found is None:
        return []
    lines = [
        f"{COMPARED[row.result]}: published "
        f"{_figure(row.result, row.published, currency)}, here "
        f"{_figure(row.result, row.ours, currency)} ({percent(row.ratio)})"
        f"{of_which(row.penalty, currency)}. {row.note} [{row.source}]"
        for row in found.comparisons
    ]
    return [
        "Beside what was published (nothing is tuned):",
        *other_year(test, event),
        *lines,
        difference(test, event),
    ]


def other_year(test: StressTest, event: Event) -> list[str]:
    """Return a warning if the figures were published for another year than this."""
    found, year = backtest_of(test, event), test.planned.at.year
    if found is None or found.year in (None, year):
        return []
    warning = f"These figures were published for {found.year}; this is {year}"
    if found.what_if is None:
        return [f"{warning}, with other plants, volumes and prices."]
    return [
        f"{warning}: `--what-if {found.what_if}` replays it in the plants of that time."
    ]


def difference(test: StressTest, event: Event) -> str:
    """Return why ours differs: how much the case covers, what a vehicle is worth."""
    found, currency = backtest_of(test, event), currency_of(test)
    if found is None or found.share_of_output is None:
        return ""
    covered = (
        f"The case covers {percent(found.share_of_output)} of the published output"
    )
    if found.loss_per_vehicle is None or found.published_per_vehicle is None:
        return f"{covered}."
    worth = found.loss_per_vehicle / found.published_per_vehicle
    return (
        f"{covered}, and a vehicle not built loses "
        f"{money(found.loss_per_vehicle, currency)} here against "
        f"{money(found.published_per_vehicle, currency)} published ({percent(worth)}). "
        "The two shares multiplied give the share of the weekly loss."
    )
