"""Does an assumption about a site move a plan only where a function stands?"""

from pathlib import Path

import pytest

from brownfield.asking.ranges.assumed import assumptions
from brownfield.questions.risk.ranges.idle import Had, is_idle
from tests.questions.site.small import site_case

PAY = "table,where,column,low,mode,high\nsites,site=a,pay,30000,40000,50000\n"
SITES = "site,pay\na,40000\nb,40000\n"


@pytest.mark.parametrize(("site", "idle"), [("", True), ("b", True), ("a", False)])
def test_pay_counts_where_a_function_stands(
    site: str,
    idle: bool,
    tmp_path: Path,
) -> None:
    """Nowhere or elsewhere nothing moves."""
    case = site_case(
        tmp_path,
        functions=f"function,staff,owner,site\noffice,100,E,{site}\n",
        sites=SITES,
        criteria="",
        assumptions=PAY,
    )
    (row,) = assumptions(case, ())
    assert is_idle(case, Had(frozenset(), frozenset()), row) is idle
