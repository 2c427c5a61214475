"""What a joint plan begins: decided in one year, first built in another."""

from brownfield.case.case import Case
from brownfield.questions.deal import grids
from brownfield.questions.deal.document import document
from brownfield.questions.deal.facts.plans import Built, built_from
from brownfield.questions.deal.question import deal
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, small_case

LATE: list[Row] = [
    {"ramp_curve": "late", "years_since_start": 0, "share": 0.0},
    {"ramp_curve": "late", "years_since_start": 1, "share": 1.0},
]


def guest_at_a_plant() -> Case:
    """Return a guest whose tooling takes a year, at the plant of a host.

    Its 100 cars sell in 2031 only, in two futures for 900 and 800 over tooling of 1.
    """
    what_if = {"what_if": "cheap", "table": "demand", "rows": "*"}
    what_if |= {"column": "price", "op": "set", "value": "800"}
    later: Row = {"parent": "now", "year": 2031, "probability": 0.5}
    futures: list[Row] = [
        {"node": "now", "year": 2030, "probability": 1.0},
        {"node": "dear", **later},
        {"node": "low", **later, "what_if": "cheap"},
    ]
    return small_case(
        {
            "parties": [{"party": "host"}, {"party": "guest"}],
            "facilities": [{"facility": "plant", "place": "home", "owner": "host"}],
            "products": [
                {
                    "product": "car",
                    "company": "guest",
                    "hs_code": "870380",
                    "powertrain": "bev",
                }
            ],
            "build_options": [
                option(
                    "make",
                    programme_owner="guest",
                    ramp_curve="late",
                    tooling_cost=1.0,
                    full_rate=100.0,
                )
            ],
            "ramp_curves": LATE,
            "demand": [buyers(100, 900, year=2031)],
            "what_ifs": [what_if],
            "scenarios": futures,
        },
        years=2,
    )


def test_decision_and_first_vehicle_have_a_year_each() -> None:
    """Share 0 in 2030, 1 in 2031: decided in 2030, 100 cars from 2031 in any future."""
    answer = deal(guest_at_a_plant(), jobs=1)
    (built,) = built_from(answer)
    expected = Built("car", "Guest", "plant", "full", 2030, 2031, None, 100.0)
    assert built == expected
    table = grids.built(document(answer))
    assert table.select("Decided in", "First vehicle").rows() == [("2030", "2031")]
