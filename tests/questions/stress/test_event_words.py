"""An event told in words: dent, losses, contracts, cures, published figures."""

from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import Document
from brownfield.questions.stress.document import whole as document
from brownfield.questions.stress.facts.replays import EventReplay
from brownfield.questions.stress.page import page as page_of
from brownfield.questions.stress.question import StressTest, stress
from brownfield.questions.stress.weeks.events import Event
from brownfield.questions.stress.weeks.resilience import Resilience
from brownfield.questions.stress.words import events as event_words
from brownfield.tell.page import render

LOST = "all are never sold"
WITHOUT_THEN = pl.col("what_if") != "then"


def told_of(test: StressTest, event: Event) -> tuple[Document, EventReplay]:
    """Return the document of a test with one event, and that event in it."""
    told = document(replace(test, events=(event,)))
    assert told.events is not None
    return told, told.events[0]


def lines_of(test: StressTest, event: Event) -> list[str]:
    """Return the lines of one event."""
    return event_words.event_lines(*told_of(test, event))


def test_relief_under_a_contract_is_told(stressed: StressTest) -> None:
    """The starter's fee has damages of 250 a vehicle for stops."""
    event = stressed.events[0]
    assert event.moved["importer"] > 0
    assert event.moved["host"] == -event.moved["importer"]
    whole = replace(event, guest_damages={})
    lines = "\n".join(lines_of(stressed, whole))
    assert "Importer receives GBP" in lines
    assert "is a guest where it stops" not in lines  # the damages make it whole
    bare = replace(event, moved={}, guest_damages={"importer": 264.0})
    lines = "\n".join(lines_of(stressed, bare))
    assert "stops; damages of GBP 264 for each" in lines
    more = replace(event, guest_damages={"importer": 264.0})
    assert "further damages of" in "\n".join(lines_of(stressed, more))


def test_courses_that_come_back_late_or_never_fell_are_told(
    stressed: StressTest,
) -> None:
    """Three words for the way back to nine tenths."""
    event = stressed.events[0]
    for weeks, phrase in (
        (None, "not back at 90 % within the weeks followed"),
        (0.0, "never below 90 %"),
        (4.25, "back at 90 % after 4.2 weeks"),
    ):
        built = replace(event.built, weeks_to_90=weeks)
        assert phrase in lines_of(stressed, replace(event, built=built))[1]


def test_an_event_that_hits_everything_has_one_dent(stressed: StressTest) -> None:
    """Equal measures are told once, others one after the other."""
    event = stressed.events[0]
    dent = Resilience(depth=1.0, area_weeks=7.0, weeks_to_90=8.6)
    same = replace(event, hit=dent, built=dent)
    assert lines_of(stressed, same)[1] == (
        "The whole plan: 100 % short at the worst, 7.0 weeks of all output missed, "
        "back at 90 % after 8.6 weeks."
    )
    other = replace(same, built=replace(dent, depth=0.1, area_weeks=0.7))
    assert lines_of(stressed, other)[1] == (
        "What it hits: 100 % short at the worst, 7.0 weeks of its output missed, back "
        "at 90 % after 8.6 weeks. The whole plan: 10 % short at the worst, 0.7 weeks "
        "of all output missed, back at 90 % after 8.6 weeks."
    )


def test_what_is_missing_after_an_event_is_told(stressed: StressTest) -> None:
    """Volumes round alike; none is left out or said in words."""
    event = stressed.events[0]
    waiting = np.zeros_like(event.replay.backlog)
    waiting[0, 0] = 6_836.0
    replay, nobody = (
        replace(event.replay, backlog=backlog) for backlog in (waiting, 0.0 * waiting)
    )
    short: dict[str, Any] = {
        "unbuilt": 12_142.0,
        "lost_output": 5_234.0,
        "lost_vehicles": 3_001.0,
    }
    weeks = len(event.replay.quality)
    line = lines_of(stressed, replace(event, **short, replay=replay))[2]
    assert line == (
        "12,100 vehicles are not built when planned; 5,230 of them are still missing "
        f"after {weeks} weeks: 3,000 are never sold, 2,230 came out of stock on the "
        "way; at most 6,840 buyers wait."
    )
    for lost, ending in ((0.0, "all came out of stock on the way"), (5_234.0, LOST)):
        some = replace(event, **(short | {"lost_vehicles": lost}), replay=nobody)
        assert lines_of(stressed, some)[2].endswith(f"weeks: {ending}.")
    mended: dict[str, Any] = {"unbuilt": 500.0, "lost_output": 0.0}
    line = lines_of(stressed, replace(event, **mended, replay=nobody))[2]
    assert line == ("500 vehicles are not built when planned; all of them are made up.")
    calm: dict[str, Any] = {"unbuilt": 0.0, "lost_output": 0.0}
    line = lines_of(stressed, replace(event, **calm, replay=nobody))[2]
    assert line == "All is built when planned."


def test_who_gains_by_a_stop_is_told_so(stressed: StressTest) -> None:
    """A negative loss is a gain; no vehicle lost is said in words."""
    event = replace(
        stressed.events[0],
        by_party={"host": 4e6, "importer": -2e6},
        lost_vehicles=0.0,
        penalty=1e6,
    )
    lines = lines_of(stressed, event)
    assert (
        "Lost: GBP 2.00 m (Host loses GBP 4.00 m and Importer gains GBP 2.00 m)."
        in lines
    )
    assert (
        "Of which GBP 1.00 m lost-sale penalty, an assumption of the table demand; the "
        "rest is contribution." in lines
    )
    assert event_words.event_headline(*told_of(stressed, event)) == (
        "host-cyber costs GBP 2.00 m, of which GBP 1.00 m lost-sale penalty, and every "
        "vehicle is sold in the end."
    )


@pytest.mark.parametrize(
    ("helped", "line"),
    [
        ((), "No cure of the case shortens or softens it."),
        (("drill",), "Of the cures of the case drill acts on it."),
        (("drill", "own"), "Of the cures of the case drill and own act on it."),
    ],
)
def test_cures_that_act_on_an_event_are_named(
    stressed: StressTest, helped: tuple[str, ...], line: str
) -> None:
    """One acts, two act; none is said; without cures nothing is."""
    event = stressed.events[0]
    assert event.helped_by == ("guest-it", "recovery-drill")
    lines = lines_of(stressed, replace(event, helped_by=helped))
    assert lines[-1] == line
    bare = lines_of(stressed, replace(event, helped_by=None))
    assert not any("cure" in text for text in bare)


def test_published_figures_without_a_loss_are_told(found: Plan) -> None:
    """An anchor of output alone: only the share of output is compared."""
    case: Case = found.case
    anchors = pl.DataFrame(
        [
            {
                "anchor": "a",
                "what_if": "stop",
                "result": "lost_output_per_week",
                "expected": 5_000.0,
                "tolerance": 1.0,
                "source": "F1, F2",
            }
        ]
    )
    what_ifs = pl.DataFrame(
        [
            ["stop", "hazards", "hazard=host-cyber", "weeks_mode", "set", "6"],
            ["then", "case", None, "first_year", "set", "2025"],
        ],
        schema=["what_if", "table", "where", "column", "op", "value"],
        orient="row",
    )
    facts = pl.DataFrame({"fact": ["F1", "F2"], "date": ["end of 2026", "2025-10"]})
    tables = dict(case.tables)
    added = (("anchors", anchors), ("what_ifs", what_ifs), ("facts", facts))
    for name, more in added:
        old = tables[name]
        both = pl.concat([old, more], how="diagonal_relaxed")
        tables[name] = both.select(old.columns)
    asked = Asked(sweep=False, years=0, cures=False, flexibility=False)
    asked = replace(asked, events=("stop", "host-cyber"))
    other = replace(case, tables=tables)
    test = stress(replace(found, case=other), asked)
    lines = event_words.backtest_lines(*told_of(test, test.events[0]))
    assert any("Vehicles not built a week" in line for line in lines)
    assert any(line.startswith("The case covers") for line in lines)
    assert lines[1] == (
        "These figures were published for 2025; this is 2030: `--what-if then` replays "
        "it in the plants of that time."
    )
    page = unescape(render(page_of(document(test))))
    assert "Beside what was published: stop" in page
    assert lines[1] in page
    lead = unescape(render(page_of(document(test, asked))))
    assert lead.index("stop, week by week") < lead.index(lines[1])
    undated = tables | {"what_ifs": tables["what_ifs"].filter(WITHOUT_THEN)}
    bare = replace(
        test.planned.at, plan=replace(found, case=replace(case, tables=undated))
    )
    other_test = replace(test, planned=replace(test.planned, at=bare))
    (warning,) = event_words.other_year(*told_of(other_test, test.events[0]))
    assert warning.endswith("this is 2030, with other plants, volumes and prices.")
    assert event_words.backtest_lines(*told_of(test, test.events[1])) == []
