"""Do bought parts pay the duty of their heading at the plant's border?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from brownfield.derive.landed_cost import part_duties

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Rows = dict[str, Sequence[Mapping[str, Any]]]


def bought(source: str, **more: object) -> dict[str, object]:
    """Return a pack of value 1,000 with freight 100 and heading 850760."""
    return {
        "build_option": "build",
        "part_group": "pack",
        "source": source,
        "unit_value": 1_000.0,
        "inbound_freight": 100.0,
        "hs_code": "850760",
        **more,
    }


PARTS_DUTIES: list[dict[str, object]] = [
    {
        "measure": "mfn-parts",
        "importer": "UK",
        "hs_code": "85",
        "kind": "mfn",
        "ad_valorem": 0.04,
    },
    {
        "measure": "tca-parts",
        "importer": "UK",
        "hs_code": "85",
        "kind": "preference",
        "agreement": "tca",
    },
    {
        "measure": "company-parts",
        "importer": "UK",
        "hs_code": "85",
        "kind": "anti_dumping",
        "company": "maker",
        "ad_valorem": 0.5,
    },
    {
        "measure": "car-parts",
        "importer": "UK",
        "hs_code": "85",
        "kind": "countervailing",
        "powertrain": "bev",
        "ad_valorem": 0.5,
    },
    {
        "measure": "quota-parts",
        "importer": "UK",
        "hs_code": "85",
        "kind": "quota",
        "quota_volume": 1.0,
    },
]


@pytest.mark.parametrize(
    ("row", "duty"),
    [
        (bought("china"), 44.0),  # 4 % of 1,000 + 100; rows for others do not match
        (bought("uk"), 0.0),  # no border
        (bought("eu"), 0.0),  # from a member: preference
        (bought("eu", is_originating=False), 44.0),  # a Chinese pack shipped on
        (bought("china", is_originating=True), 44.0),  # not exported by a member
        (bought("china", hs_code=None), 0.0),  # no heading
        (bought("china", hs_code="870899"), 0.0),  # no measure on that heading
    ],
)
def test_parts_pay_the_duty_of_their_heading_at_the_border_of_the_plant(
    make_tables: MakeTables,
    trade: Rows,
    row: dict[str, object],
    duty: float,
) -> None:
    """Only general rows and rows for powertrain `part` bear on parts."""
    trade["bill_of_materials"] = [row]
    trade["trade_measures"] = PARTS_DUTIES
    paid = part_duties(make_tables(**trade), [2025])
    assert paid["inbound_duty"].to_list() == pytest.approx([duty])
