"""The page of a deal and what the command prints."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from brownfield.case.read import read_case
from brownfield.cli import app
from brownfield.errors import UseError
from brownfield.questions.deal.asked import Asked
from brownfield.questions.deal.contracts.talks import Agreed
from brownfield.questions.deal.document import document
from brownfield.questions.deal.page import page as page_of
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.text import text
from brownfield.questions.deal.words import futures as later
from brownfield.questions.deal.words import headline as words
from brownfield.questions.deal.words.precision import precision
from brownfield.questions.deal.words.terms import (
    fee_sentence,
    stated_sentence,
    taxed_sentence,
    with_states_sentence,
)
from brownfield.questions.deal.words.views import view_lines
from brownfield.tell.page import render

RUNNER = CliRunner()
EVIL = "</script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def told() -> Deal:
    """Return the deal of the three parties of mini."""
    return deal(read_case("mini"), jobs=1, is_moved=True)


@pytest.fixture(scope="module")
def page(told: Deal) -> str:
    """Return its page."""
    return render(page_of(document(told)))


def with_open(told: Deal, parties: str, more: float) -> Deal:
    """Return the deal if a group may be worth more than was found."""
    group = frozenset(parties)
    game = replace(told.game, bounds={group: told.game.values[group] + more})
    return replace(told, found=replace(told.found, game=game))


def public_fee(told: Deal, talks: Table) -> str:
    """Return the sentence on the fee if these were the talks with the government."""
    found = document(replace(told, public=talks))
    assert found.payments.public is not None
    return fee_sentence(found, found.payments.public)


def test_a_notice_of_the_case_stands_on_the_page(told: Deal, page: str) -> None:
    """Mini has none; with one, its first sentence is strong."""
    assert 'class="notice"' not in page
    case = told.case.with_settings("case", {"notice": "Secret. Burn it."})
    noticed = render(page_of(document(replace(told, case=case))))
    assert '<p class="notice"><strong>Secret.</strong> Burn it.</p>' in noticed


def test_the_page_tells_the_answer_and_every_part(told: Deal, page: str) -> None:
    """Headline, who gains what, every figure, support, views, digest."""
    shown = unescape(page)
    assert words.headline(document(told)) in shown
    assert told.case.digest in shown
    for name in ("picture", "ranges", "shares", "pairs", "stay", "sensitivity"):
        assert f'id="{name}-title"' in shown
    for heading in ("Who gains what", "Support", "The deal as each party sees it"):
        assert heading in shown
    for party in told.game.parties:
        assert f"The deal for {party}" in shown


def test_the_page_asks_for_nothing(page: str) -> None:
    """No address is loaded; charts and scripts stand in the page."""
    body = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert not re.search(r'(?:src|href)="(?!#)', body)
    charts = re.search(r'id="charts">(.*?)</script>', page, re.S)
    assert charts
    assert len(json.loads(charts[1])) >= 10


def test_names_cannot_break_out_of_the_page(told: Deal) -> None:
    """A title that would end a script is written as text."""
    settings = told.case.settings
    section = settings.case.model_copy(update={"title": EVIL})
    case = replace(told.case, settings=settings.model_copy(update={"case": section}))
    assert EVIL not in render(page_of(document(replace(told, case=case))))


def test_the_answer_names_range_splits_and_support(told: Deal) -> None:
    """3,132 to 4,581, they meet at 3,856; the package of 40 m is earned back."""
    printed = text(document(told))
    for part in ("GBP 3,132 to GBP 4,581", "3,856", "643.3", "836.0", "GBP 40.0 m"):
        assert part in printed
    assert "earned back" in printed
    assert "E would rather have acted alone in future “LO”" in printed


@pytest.mark.parametrize("party", ["E", "H", "G"])
def test_each_party_hears_what_it_gives_gets_risks_and_asks(
    told: Deal, party: str
) -> None:
    """Five lines under its name."""
    lines = view_lines(document(told), party)
    assert lines[0] == f"The deal for {party}"
    for word in ("Alone", "Gives", "Gets", "Risks", "Ask next"):
        assert any(line.strip().startswith(f"{word}: ") for line in lines)


def test_a_view_of_an_absent_party_is_refused(told: Deal) -> None:
    """The message names who is there."""
    with pytest.raises(UseError, match="View the deal as one of: E, H, G"):
        document(told, Asked(view="X"))


def test_an_empty_core_and_a_loss_by_joining_are_said(told: Deal) -> None:
    """The sentences come before any split is quoted."""
    empty = document(replace(told, is_core_empty=True))
    assert "no split is stable" in words.who_objects(empty)
    pair = (frozenset("E"), frozenset("H"), 5e6)
    losing = document(replace(told, joining=(pair,)))
    assert "E and H lose GBP 5.00 m by joining" in words.who_objects(losing)
    cross = {"nash": {frozenset("E"): 1e6}}
    crossed = document(replace(told, objecting=cross))
    assert "E to Nash" in words.who_objects(crossed)


def test_the_gap_of_the_searches_is_told_where_it_matters(told: Deal) -> None:
    """Mini is solved to the last digit; E,H, of 286 m, may be worth 5 m more.

    They share it over 197.617 thousand vehicles: 25.3 each.
    """
    assert precision(document(told)) is None
    sentence = precision(document(with_open(told, "EH", 5e6))) or ""
    assert "Of 7 groups 6 have a value proved to GBP 0.51 m" in sentence
    assert "widest is that of E and H, GBP 1,337 m to GBP 1,342 m" in sentence
    assert (
        "A better plan of E and H may be worth up to GBP 5.00 m more, "
        "GBP 25.3 per vehicle, to share on top." in sentence
    )
    assert precision(document(with_open(told, "EH", 1e-3))) is None


def test_whether_a_grant_is_legal_is_told_first(told: Deal) -> None:
    """No legal range: what a deal would need; a narrower one: both."""
    assert told.public is not None
    fee = told.public.ranges["fee_per_vehicle"]
    part = told.support[0]
    tight = replace(part, support=replace(part.support, ceiling=1e6))
    granted = replace(fee, amounts=dict(fee.amounts) | {"grant": 2e6})
    grant = replace(told.public.ranges["grant"], low=1.5e6)
    ranges = {"fee_per_vehicle": granted, "grant": grant}
    none = replace(fee, low=None, high=None, nash=None, amounts={}, gains={})
    case = replace(told, support=(tight,))
    sentence = public_fee(case, replace(told.public, ranges=ranges, legal=none))
    assert sentence.startswith(
        "No deal is legal: E building at H's plant needs packages of GBP 40.0 m and a "
        "grant of at least GBP 1.50 m, and aid rules allow GBP 1.00 m in all."
    )
    assert "they would meet at GBP 3,435, with a grant of GBP 2.00 m." in sentence
    less = replace(granted, low=2_600.0)
    limited = replace(
        told.public,
        ranges=ranges | {"fee_per_vehicle": less},
        legal=less,
        unlimited=granted,
    )
    sentence = public_fee(case, limited)
    assert "grants within aid rules, everybody gains at a fee of GBP 2,600" in sentence
    assert "If any grant were allowed: a fee of GBP 2,490 to" in sentence
    same = public_fee(case, replace(limited, ranges=ranges))
    assert same.startswith("With E building at H's plant, everybody gains at")


def test_what_companies_gain_without_the_state_is_told_apart(told: Deal) -> None:
    """1336.516 - 412.500 - 637.786 = 286.230 of 506.433; two ranges of the fee."""
    assert "E and H gain GBP 286 m of it without G" in words.headline(document(told))
    more = with_states_sentence(document(told)) or ""
    assert more.startswith("With G at the table as well, and E building")
    assert "2,490 to" in more
    other = document(replace(told, public=None))
    assert "has nobody build" in (with_states_sentence(other) or "")
    assert with_states_sentence(document(replace(told, private=None))) is None


def test_tax_on_a_grant_is_told(told: Deal) -> None:
    """506.433 less gains of 400 leave 106.433 for the tax."""
    assert taxed_sentence(document(told)) is None
    assert told.public is not None
    fee = told.public.ranges["fee_per_vehicle"]
    gains = {"E": 200e6, "H": 100e6, "G": 100e6}
    amounts = dict(fee.amounts) | {"grant": 3e8}
    ranges = {"fee_per_vehicle": replace(fee, gains=gains, amounts=amounts)}
    taxed = replace(told, public=replace(told.public, ranges=ranges))
    sentence = taxed_sentence(document(taxed)) or ""
    assert sentence.startswith("Risk that these payments cannot")
    rated = told.case.tables["parties"].with_columns(tax_rate=pl.lit(0.25))
    case = replace(told.case, tables=dict(told.case.tables) | {"parties": rated})
    of_taxed = document(replace(taxed, case=case))
    assert taxed_sentence(of_taxed) == (
        "Tax on the grant takes GBP 106 m of the GBP 506 m, so the terms leave less "
        "than the splits."
    )
    lines = view_lines(of_taxed, "G")
    assert lines[2] == (
        "  Gives: packages of GBP 40.0 m and a grant of GBP 300 m at these terms. The "
        "least that works is GBP 40.0 m."
    )
    assert "a grant of GBP 300 m" in view_lines(of_taxed, "E")[3]


def test_contracts_of_the_case_are_judged(told: Deal) -> None:
    """Amounts and what each party gains by them."""
    gains = {"E": -5e6, "H": 9e6}
    stated = {"stated": Agreed({"fee_per_vehicle": 4000.0}, gains)}
    assert stated_sentence(document(replace(told, stated=stated))) == (
        "The case's own contract (fee per vehicle: GBP 4,000) leaves "
        "E GBP -5.00 m and H GBP +9.00 m against acting alone."
    )


def test_a_party_that_had_better_leave_is_not_kept(told: Deal) -> None:
    """E loses 9 m by staying, and leaving costs the others 2 m."""
    gone = replace(told.stay[0], exit_fee=9e6, damages=2e6)
    sentence = later.stay_sentence(document(replace(told, stay=(gone,)))) or ""
    assert "it loses GBP 9.00 m by staying, the others only GBP 2.00 m" in sentence


def test_regrets_within_the_precision_are_no_regrets(told: Deal) -> None:
    """E would leave for 4.86 m; plans that may be 5 m off cannot tell."""
    assert "exit fee of GBP 4.86 m" in (later.stay_sentence(document(told)) or "")
    loose = document(with_open(told, "E", 5e6))
    assert later.stay_sentence(loose) == (
        "At the terms without governments nobody would rather have acted alone, in "
        "any future by more than the GBP 5.00 m the plans may be off."
    )


def test_without_a_guest_there_is_no_fee_to_agree_on(told: Deal) -> None:
    """No talks, no terms, and the page still stands."""
    bare = replace(
        told,
        private=None,
        public=None,
        stay=(),
        simplicity=None,
        distortion=None,
        stop_week=None,
        moved=(),
    )
    assert "no fee to agree on" in words.headline(document(bare))
    assert "Who gains what" in render(page_of(document(bare)))
    assert "contract form" not in text(document(bare))


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    """Answer on standard output, report in the file named; --view and --json."""
    target = tmp_path / "deal.html"
    done = RUNNER.invoke(
        app, ["deal", "mini", "--parties", "E,H", "--report", str(target)]
    )
    assert done.exit_code == 0, done.output
    assert f"Report: {target}" in done.stdout
    assert "What moves the fee?" in target.read_text()
    done = RUNNER.invoke(app, ["deal", "mini", "--parties", "E,H", "--view", "E"])
    assert done.stdout.startswith("The deal for E")
    done = RUNNER.invoke(app, ["deal", "mini", "--parties", "E,H,G", "--json"])
    content = json.loads(done.stdout)
    assert content["coalitions"]["E,H,G"] == pytest.approx(2060.601e6, abs=1e3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--parties", ","], "names nobody"),
        (["--parties", "E"], "2 to 5"),
        (["--report", "."], "is a folder"),
    ],
)
def test_bad_use_of_the_command_is_refused(arguments: list[str], message: str) -> None:
    """Before any plan is made."""
    done = RUNNER.invoke(app, ["deal", "mini", *arguments])
    assert isinstance(done.exception, UseError)
    assert message in str(done.exception)
