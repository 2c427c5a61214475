"""Do statements about one thing stand side by side in time?"""

import brownfield
from brownfield.case.case import Case
from brownfield.questions.evidence import grids, words
from brownfield.questions.evidence.facts.sides import Timeline
from brownfield.questions.evidence.text import text
from tests.questions.evidence.small import C, claimed, link, said

DEAL = "a deal of near and far"


def story() -> Case:
    """Return a deal that is considered, denied, planned and signed."""
    rows = [
        said("A", about=DEAL, modality="considering", date="2025-01-10", speaker="Ann"),
        said("B", about=DEAL, modality="denied", date="2025-02-01", speaker="Bob"),
        said("C", about=DEAL, modality="planned", date="2025-03", speaker="Ann"),
        said("D", about=DEAL, modality="done", date="2025-04-01", speaker="Cid"),
        said(
            "E", about=DEAL, attribution="refusal", modality="none", date="2025-02-01"
        ),
        said("X", modality="done", date="2025-01-01"),
    ]
    rows[1] = {**rows[1], "superseded_by": "D"}
    rows[4] = {**rows[4], "modality": "none"}
    links = [
        link(C, "A", low=1700.0, mode=1800.0, high=2000.0),
        link(C, "C", mode=1900.0),
        link(C, "X", "bounds_high", high=2500.0),
    ]
    return claimed(rows, links)


def told(as_of: str | None = None) -> dict[str, Timeline]:
    """Return what is told of each thing."""
    found = brownfield.evidence(story(), draws=0, as_of=as_of).document.timelines
    return {one.about: one for one in found}


def test_in_order_of_their_days() -> None:
    """Who is denied by whom, and who stands in whose place.

    B is superseded by its row, A by what Ann says in March. C and D affirm what B
    denies; but B has been superseded, so nothing contradicts them.
    """
    found = told()[DEAL]
    assert [(s.statement, s.stance, s.superseded_by) for s in found.seen] == [
        ("A", "considered", "C"),
        ("B", "denied", "D"),
        ("E", "nothing said", ""),
        ("C", "agreed or planned", ""),
        ("D", "signed or done", ""),
    ]
    assert found.holds == ("E", "C", "D")
    against = {seen.statement for seen in found.seen if seen.is_contradicted}
    assert against == {"B"}
    assert not found.is_contested  # D stands in its place
    assert not list(words.contested([found]))


def test_as_it_was_known() -> None:
    """At the end of March the denial still stood against the plan; D was not said."""
    found = told("2025-03-31")[DEAL]
    assert [seen.statement for seen in found.seen] == ["A", "B", "E", "C"]
    assert {s.statement for s in found.seen if s.is_contradicted} == {"B", "C"}
    assert found.seen[1].superseded_by == ""
    line = next(words.contested([found]))
    assert line == f"{DEAL} is contested: denied by B; agreed or planned by C."


def test_values_of_a_cell() -> None:
    """Each observation with what it says, in the unit of the cell."""
    found = told()["build_options.conversion_cost (build_option=there)"]
    assert found.is_cell
    assert found.unit == "case currency per vehicle"
    values = [words.value(seen, "GBP") for seen in found.seen]
    assert values == ["2,500 GBP", "1,700 to 2,000 GBP, likely 1,800", "1,900 GBP"]
    assert [seen.relation for seen in found.seen] == [
        "bounds high",
        "supports",
        "supports",
    ]


def test_what_is_told_twice_has_rows() -> None:
    """Five about the deal, three about the cell; nothing else is told twice."""
    frame = grids.timelines(brownfield.evidence(story(), draws=0).document)
    assert frame.group_by("About").len().sort("len")["len"].to_list() == [3, 5]


def test_a_thing_of_one_statement_has_no_row() -> None:
    """It is in the JSON alone."""
    case = claimed([said("P", about="a truce")], [])
    document = brownfield.evidence(case, draws=0).document
    assert [one.about for one in document.timelines] == ["a truce"]
    assert grids.timelines(document).is_empty()


def test_the_terminal_names_a_thing_once() -> None:
    """In the first of its rows."""
    told = text(brownfield.evidence(story(), draws=0).document)
    assert told.count(DEAL) == 1
