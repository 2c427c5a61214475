"""Do the board papers of all rooms hold nine long names on their four pages?"""

from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

import brownfield
from brownfield.questions.evidence.paper import paper as evidence_paper
from brownfield.questions.impact.document import Document as ImpactDocument
from brownfield.questions.impact.paper import paper as impact_paper
from brownfield.questions.risk.paper import paper as risk_paper
from brownfield.questions.site.paper import paper as site_paper
from brownfield.questions.why.facts.reasons import BridgeStep
from brownfield.questions.why.paper import paper as why_paper
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.paper.slides import HIGH, slides
from tests.questions.evidence.small import two
from tests.questions.risk.toy import toy as ranged_toy
from tests.questions.site.small import site_case
from tests.questions.why.toy import toy
from tests.tell.paper.papers import LONG, lowest, outside, pages, shown

NINE = [LONG.format(number) for number in range(9)]
ITEMS = ("tooling", "duty", "freight", "sales")


def _why() -> Paper:
    """Return a why of nine things, whose money is that of nine parties."""
    told = brownfield.why(toy(), targets=("facility=near",), break_evens=1).document
    (one,) = told.why_not
    steps = tuple(
        BridgeStep(item, name, 1e6 * number, None)
        for number, (name, item) in enumerate(zip(NINE, cycle(ITEMS), strict=False), 1)
    )
    asked = tuple(replace(one, title=name, bridge=steps) for name in NINE)
    return why_paper(replace(told, why_not=asked))


def _risk() -> Paper:
    """Return a risk of nine assumptions."""
    told = brownfield.risk(ranged_toy()).document
    moved = tuple(replace(told.assumptions[0], title=name) for name in NINE)
    return risk_paper(replace(told, assumptions=moved))


def _site(folder: Path) -> Paper:
    """Return nine places."""
    rows = "\n".join(f"s{number},{name}" for number, name in enumerate(NINE))
    scores = "\n".join(f"price,s{n},{150 + n},300,100" for n in range(9))
    tables = {
        "sites": f"site,name\n{rows}\n",
        "criteria": f"criterion,site,score,worst,best\n{scores}\n",
    }
    return site_paper(brownfield.site(site_case(folder, **tables)).document)


def _impact(told: ImpactDocument) -> Paper:
    """Return an impact on nine regions, with nine taxes."""
    found = told.brought
    assert found is not None
    regions = tuple(replace(found.regions[0], name=name) for name in NINE)
    state = found.exchequer
    heads = tuple(replace(state.heads[0], name=name, worth=1e6) for name in NINE)
    purse = replace(state, heads=heads)
    brought = replace(found, regions=regions, exchequer=purse)
    return impact_paper(replace(told, brought=brought))


def _evidence() -> Paper:
    """Return nine claims of nine people about nine numbers."""
    told = brownfield.evidence(two("A"), draws=500).document
    claim, number, asked = told.claims[0], told.assumptions[0], told.questions[0]
    return evidence_paper(
        replace(
            told,
            claims=tuple(replace(claim, speaker=name, claim=name) for name in NINE),
            assumptions=tuple(replace(number, name=name) for name in NINE),
            questions=tuple(replace(asked, whom=name, about=(name,)) for name in NINE),
        )
    )


@pytest.fixture(params=["why", "risk", "site", "impact", "evidence"])
def paper(request: pytest.FixtureRequest, tmp_path: Path) -> Paper:
    """Return a paper full of long names."""
    if request.param == "impact":
        return _impact(brownfield.impact(brownfield.read_case("starter")).document)
    if request.param == "site":
        return _site(tmp_path)
    made = {"why": _why, "risk": _risk, "evidence": _evidence}
    return made[request.param]()


def test_nine_long_names_stay_on_four_pages(paper: Paper) -> None:
    """Each stands in full on one of them, and nothing beyond an edge."""
    made = pdf(paper)
    found = " ".join(pages(made))
    assert len(pages(made)) == 4
    assert outside(made) == []
    assert [name for name in NINE if name not in found] == []


def test_nine_long_names_stay_on_the_slides(paper: Paper) -> None:
    """No box and no row of a table ends beyond the edge."""
    made = shown(slides(paper))
    assert len(made) == 4
    assert max(map(lowest, made)) <= HIGH
