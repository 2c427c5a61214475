"""A page of any question: blocks in their order, anchors, escaped words."""

import re
from dataclasses import replace

import polars as pl
import pytest

from brownfield.tell.figures.style import Figure, Panel
from brownfield.tell.grids import Span, grid, linked
from brownfield.tell.page import (
    Bullets,
    Card,
    Cards,
    Drawing,
    Folded,
    Heading,
    Key,
    Page,
    Pairs,
    Paragraph,
    Rows,
    Section,
    render,
)

FRAME = pl.DataFrame({"year": [2026], "vehicles": [1234.0]})
FIGURE = Figure("use", "Use", "All of it.", (Panel("", {"datasets": {}}),), FRAME)
HIDDEN = Figure("cash", "Cash", "None.", (Panel("", {"datasets": {}}),), FRAME)
PAGE = Page(
    kicker="A plan",
    title="A & B",
    document_title="Plan of A & B",
    notice="Secret. For the board.",
    headline="Build it",
    keys=(
        Key("Value", "GBP 1 m", ("at most; ", Span("rows", "#rows"))),
        Key("Recount", "✗", "does not agree", "bad"),
    ),
    blocks=(Paragraph("small print", is_note=True), Bullets(("one", "two"))),
    above=(Section("past", "The past", (Paragraph("right", mark="✓"),), "tie-out"),),
    before=(Section("use", "Use", (Drawing(FIGURE),)),),
    after=(
        Section("rows", "Rows", (Heading("All"), Rows(grid(FRAME), "all rows"))),
        Section("cash", "Cash", (Folded("more", (Drawing(HIDDEN),), "more"),)),
        Section("proof", "Proof", (Pairs((("Digest", (Span("ab", is_code=True),)),)),)),
        Section("seen", "As seen", (Cards((Card("Host", (("alone", "5"),)),)),)),
    ),
    footer="The end.",
)


@pytest.fixture(scope="module")
def text() -> str:
    """Return the page without its scripts and style."""
    whole = re.sub(r"<(script|style)\b.*?</\1>", "", render(PAGE), flags=re.S)
    return whole.replace("\n", "")


@pytest.mark.parametrize(
    "piece",
    [
        "<title>Plan of A &amp; B</title>",
        '<p class="notice"><strong>Secret.</strong> For the board.</p>',
        (
            '<div><dt>Value</dt><dd>GBP 1 m</dd><dd class="small">at most; '
            '<a href="#rows">rows</a></dd></div>'
        ),
        '<div class="bad"><dt>Recount</dt>',
        '<p class="note">small print</p><ul><li>one</li><li>two</li></ul>',
        '<section id="past" class="tie-out" aria-labelledby="past-title">',
        '<p><span aria-hidden="true" class="mark">✓</span> right</p>',
        '<section aria-labelledby="use-title"><h2 id="use-title">Use</h2>',
        (
            '<h3>All</h3><div class="scroll" role="region" tabindex="0" '
            'aria-label="Table: all rows">'
        ),
        '<td class="n">2026</td><td class="n">1,234</td>',
        '<details id="more"><summary>more</summary>',
        '<dl class="facts"><dt>Digest</dt><dd><code>ab</code></dd></dl>',
        '<div class="panel"><h3>Host</h3><dl><dt>alone</dt><dd>5</dd></dl></div>',
        "<footer><p>The end.</p></footer>",
    ],
)
def test_every_block_has_its_form(text: str, piece: str) -> None:
    """Words are escaped, notes and marks are set apart, rows are aligned."""
    assert piece in text


def test_parts_of_a_page_stand_in_order(text: str) -> None:
    """The past, the answer, what comes before the contents, and what they name."""
    names = re.findall(r'<h2 id="(\w+)-title"', text)
    assert names == ["past", "answer", "use", "rows", "cash", "proof", "seen"]
    contents = text[text.index("<nav") : text.index("</nav>")]
    assert re.findall(r'href="#([\w-]+)"', contents) == [
        "rows",
        "cash-title",
        "proof",
        "seen",
    ]


def test_no_anchor_is_given_twice(text: str) -> None:
    """A section leaves its name to the figure in it that bears the same."""
    names = re.findall(r'id="([^"]+)"', text)
    assert len(names) == len(set(names))
    assert {"use", "cash", "rows"} <= set(names)


def test_figures_are_found_in_folded_blocks_too() -> None:
    """Both charts are embedded, in the order of the page."""
    assert [figure.name for figure in PAGE.figures] == ["use", "cash"]


def test_only_addresses_of_the_web_are_linked() -> None:
    """The publisher links where it may; a blank one says link."""
    assert linked("A", "https://a.example").links == (Span("A", "https://a.example"),)
    assert linked("", "https://a.example").links[0].text == "link"
    assert linked("A", "javascript:x").links == ()
    assert linked("A", "javascript:x").text == "A"


def test_a_folded_section_is_open_without_scripts_and_on_paper() -> None:
    """Its heading is what opens it; the script closes it once its charts are drawn."""
    section = Section("cash", "Cash", (Drawing(HIDDEN),), is_folded=True)
    whole = render(replace(PAGE, after=(section,)))
    part = whole[whole.index('<h2 id="cash-title"') - 60 :]
    assert '<details class="more" open><summary><h2 id="cash-title">Cash</h2>' in part
    assert 'addEventListener("beforeprint", () => fold(true))' in whole
    assert "draw().then(() => fold(false))" in whole
