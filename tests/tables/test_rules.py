"""Is every rule across cells and tables kept?"""

import pytest

from tests.tables.conftest import VALID, ProblemsOf

OPTIONS = VALID["build_options.csv"].splitlines()
MEASURES = "measure,importer,exporter,hs_code,company,kind,agreement,quota_volume\n"
REACH = "measure,importer,exporter,hs_code,company,powertrain,kind,bears_on\n"
RELIEF = "measure,importer,hs_code,kind,minimum_price,ad_valorem,specific\n"
LICENSED = (
    "measure,importer,hs_code,kind,quota_volume,minimum_price,licence,licence_fee\n"
)
POOLED = "measure,importer,hs_code,kind,quota_volume,quota_pool,from_year,to_year\n"
RULES = "agreement,hs_code,test,part_group,threshold\n"
RECEIPTS = "policy,kind,territory,party,year,amount\n"
PACT = "agreement,customs_territory\npact,UK\n"
WHAT_IFS = "what_if,table,where,column,op,value\n"
ASSUMED = "table,where,column,low,mode,high,distribution\n"
PARTS = "build_option,part_group,source,unit_value,currency,cost_index\n"
CONTRACTS = "contract,payer,payee,form,amount,volume\n"
HAZARDS = "hazard,scope,target,rate_per_year,weeks_low,weeks_mode,weeks_high\n"
TREE = "node,parent,year,probability,what_if\n"
SETTINGS = VALID["case.toml"]

BROKEN = [
    ({"demand": VALID["demand.csv"] + "van,home,2026,1,2\n",
      "products": VALID["products.csv"] + "van,guest,870421,bev\n"},
     ("no_build_option", 4, "product", "van")),
    ({"shift_patterns": VALID["shift_patterns.csv"].replace("plant,one", "site,two")},
     ("no_shift_pattern", 2, "facility", "plant")),
    ({"build_options": f"{OPTIONS[0]},minimum_volume\n{OPTIONS[1]},5000\n"},
     ("shortfall_charge", 2, "shortfall_charge", None)),
    ({"build_options": f"{OPTIONS[0]},is_committed\n"
      "car_plant,car,plant,guest,full,no\nnew,car,site,guest,full,yes\n"},
     ("committed_at_closed_plant", 3, "is_committed", "true")),
    ({"build_options": f"{OPTIONS[0]},first_year,last_year\n{OPTIONS[1]},2027,2026\n"},
     ("years_in_order", 2, "last_year", "2026")),
    ({"shift_patterns": VALID["shift_patterns.csv"]
      .replace("year\n", "year,is_current\n")
      .replace("230\n", "230,yes\n", 1).replace("230\n", "230,\n")
      + "plant,two,30,8,2,230,yes\n"},
     ("two_current_patterns", 4, "is_current", "true")),
    ({"places": VALID["places.csv"] + "a|b,UK\n"},
     ("reserved_character", 4, "place", "a|b")),
    ({"products": VALID["products.csv"].replace("870380", "8703.8x")},
     ("hs_code", 2, "hs_code", "8703.8x")),
    ({"ramp_curves": "ramp_curve,years_since_start,share\nr,0,0.5\nr,2,1\n"},
     ("ramp_gap", 3, "years_since_start", "2")),
    ({"ramp_curves": "ramp_curve,years_since_start,share\nr,1,0.5\nr,0,0.6\n"},
     ("ramp_falls", 2, "share", "0.5")),
    ({"products": VALID["products.csv"].replace("870380", "87038")},
     ("hs_code", 2, "hs_code", "87038")),
    ({"trade_measures": MEASURES + "m,UK,CN,870,,mfn,,\nn,UK,CN,87038,,mfn,,\n"},
     ("hs_code", 3, "hs_code", "87038")),
    ({"demand": VALID["demand.csv"].replace("1000,", "2e18,")},
     ("bounds", 2, "volume", "2e+18")),
    ({"trade_measures": MEASURES + "m,UK,CN,8703,,preference,,\n"},
     ("preference_agreement", 2, "agreement", None)),
    ({"trade_measures": MEASURES + "m,UK,CN,8703,,preference,pakt,\n",
      "agreements": PACT},
     ("unknown_reference", 2, "agreement", "pakt")),
    ({"trade_measures": MEASURES + "m,uk,CN,8703,,mfn,,\n"},
     ("territory_spelling", 2, "importer", "uk")),
    ({"policies": RECEIPTS + "r,receipts_per_vehicle,UKK,state,2026,100\n"},
     ("territory_without_place", 2, "territory", "UKK")),
    ({"trade_measures": MEASURES + "m,UK,CN,8703,,quota,,\n"},
     ("quota_volume", 2, "quota_volume", None)),
    ({"trade_measures": REACH + "m,UK,CN,8703,,,mfn,origin\n"},
     ("reach_of_remedies", 2, "bears_on", "origin")),
    ({"trade_measures": REACH + "m,UK,,8703,,,countervailing,origin\n"},
     ("reach_of_remedies", 2, "exporter", None)),
    ({"trade_measures": REACH + "m,UK,CN,8507,guest,,anti_dumping,part\n"},
     ("reach_of_remedies", 2, "company", "guest")),
    ({"trade_measures": REACH + "m,UK,CN,8507,,bev,anti_dumping,part\n"},
     ("reach_of_remedies", 2, "powertrain", "bev")),
    ({"trade_measures": RELIEF + "m,UK,8703,undertaking,,,\n"},
     ("relief", 2, "minimum_price", None)),
    ({"trade_measures": RELIEF + "m,UK,8703,mfn,9,,\n"},
     ("relief", 2, "minimum_price", "9")),
    ({"trade_measures": RELIEF + "m,UK,8703,undertaking,9,0.1,\n"},
     ("relief", 2, "ad_valorem", "0.1")),
    ({"trade_measures": RELIEF + "m,UK,85,drawback,,1.1,\n"},
     ("relief", 2, "ad_valorem", "1.1")),
    ({"trade_measures": RELIEF + "m,UK,85,drawback,,0.9,5\n"},
     ("relief", 2, "specific", "5")),
    ({"agreements": PACT,
      "trade_measures": MEASURES + "m,UK,CN,85,,drawback,pact,\n"},
     ("relief", 2, "agreement", "pact")),
    ({"trade_measures": MEASURES + "m,UK,CN,85,guest,drawback,,\n"},
     ("relief", 2, "company", "guest")),
    ({"trade_measures": REACH + "m,UK,CN,85,,bev,drawback,\n"},
     ("relief", 2, "powertrain", "bev")),
    ({"trade_measures": POOLED + "m,UK,8703,mfn,,p,,\n"},
     ("relief", 2, "quota_pool", "p")),
    ({"trade_measures": LICENSED + "m,UK,8703,mfn,,,guest,\n"},
     ("relief", 2, "licence", "guest")),
    ({"trade_measures": LICENSED + "m,UK,8703,undertaking,,9,,5\n"},
     ("relief", 2, "licence_fee", "5")),
    ({"trade_measures": POOLED + "m,UK,8703,quota,5,p,,\nn,UK,87,quota,6,p,,\n"},
     ("quota_pool", 3, "quota_volume", "6")),
    ({"trade_measures": POOLED + "m,UK,8703,quota,5,p,,2026\n"
      "n,UK,87,quota,,p,,\n"},
     ("quota_volume", 3, "quota_volume", None)),
    ({"trade_measures": POOLED + "m,UK,8703,quota,5,p,,\nn,CN,87,quota,,p,,\n"},
     ("quota_pool", 3, "quota_pool", "p")),
    ({"trade_measures": POOLED + "m,UK,8703,quota,5,n,,\nn,UK,87,quota,6,,,\n"},
     ("quota_pool", 2, "quota_pool", "n")),
    ({"agreements": PACT, "origin_rules": RULES + "pact,8703,max_non_originating,,\n"},
     ("origin_test", 2, "threshold", None)),
    ({"agreements": PACT, "origin_rules": RULES + "pact,8703,originating_part,,\n"},
     ("origin_test", 2, "part_group", None)),
    ({"agreements": PACT,
      "bill_of_materials": PARTS + "car_plant,battery,far,1,,\n",
      "origin_rules": RULES + "pact,8703,originating_part,batery,\n"},
     ("unknown_reference", 2, "part_group", "batery")),
    ({"bill_of_materials": PARTS + "car_plant,battery,far,1,CNY,\n",
      "exchange_rates": "currency,year,rate\nCNY,2026,0.1\n"},
     ("exchange_rate", 2, "currency", "CNY")),
    ({"exchange_rates": "currency,year,rate\nCNY,2026,0\n"},
     ("zero_rate", 2, "rate", "0")),
    ({"bill_of_materials": PARTS + "car_plant,battery,far,1,,steel\n"},
     ("cost_index", 2, "cost_index", "steel")),
    ({"contracts": CONTRACTS + "c,maker,maker,grant,1,\n"},
     ("contract", 2, "payee", "maker")),
    ({"contracts": CONTRACTS + "c,maker,guest,take_or_pay,1,\n"},
     ("contract", 2, "volume", None)),
    ({"contracts": CONTRACTS + "c,maker,guest,capex_share,30,\n"},
     ("contract", 2, "amount", "30")),
    ({"policies": "policy,kind,year\np,zev_mandate,2026\n"},
     ("policy_figure", 2, "target", None)),
    ({"policies": "policy,kind,year,amount\np,receipts_per_vehicle,2026,1\n"},
     ("policy_figure", 2, "party", None)),
    ({"policies": "policy,kind,year,target\np,capital_grant,2026,0.1\n"},
     ("policy_figure", 2, "amount", None)),
    ({"policies": "policy,kind,year,amount\np,capital_grant,2026,30\n"},
     ("policy_figure", 2, "amount", "30")),
    ({"policies": "policy,kind,party,year,amount\np,support_package,maker,2026,1\n"},
     ("policy_party", 2, "party", "maker")),
    ({"hazards": HAZARDS + "h,facility,plnt,1,1,2,3\n"},
     ("unknown_reference", 2, "target", "plnt")),
    ({"hazards": HAZARDS + "h,facility,plant,1,1,4,3\n"},
     ("range_order", 2, "weeks_high", "3")),
    ({"scenarios": TREE + "root,,2026,1,\nother,,2026,1,\n"},
     ("two_roots", 3, "parent", None)),
    ({"scenarios": TREE + "root,,2027,1,\n"}, ("root_year", 2, "year", "2027")),
    ({"scenarios": TREE + "root,,2026,0.5,\n"},
     ("probability_sum", 2, "probability", "0.5")),
    ({"scenarios": TREE + "root,,2026,1,\nlate,root,2026,1,\n"},
     ("parent_year", 3, "year", "2026")),
    ({"scenarios": TREE + "root,,2026,1,\nlate,root,2028,1,\n"},
     ("outside_horizon", 3, "year", "2028")),
    ({"case": SETTINGS.replace("2027", "2028"),
      "scenarios": TREE + "root,,2026,1,\na,root,2027,0.5,\nb,root,2028,0.5,\n"},
     ("sibling_year", 4, "year", "2028")),
    ({"scenarios": TREE + "root,,2026,1,boom\n"},
     ("unknown_reference", 2, "what_if", "boom")),
    ({"scenarios": TREE + "now@2026,,2026,1,\n"},
     ("reserved_character", 2, "node", "now@2026")),
    ({"what_ifs": WHAT_IFS + "w,demnd,,volume,times,2\n"},
     ("what_if", 2, "table", "demnd")),
    ({"what_ifs": WHAT_IFS + "w,demand,,volum,times,2\n"},
     ("what_if", 2, "column", "volum")),
    ({"what_ifs": WHAT_IFS + "w,demand,,volume,times,\n"},
     ("what_if", 2, "value", None)),
    ({"what_ifs": WHAT_IFS + "w,demand,,volume,plus,lots\n"},
     ("what_if", 2, "value", "lots")),
    ({"what_ifs": WHAT_IFS + "w,demand,,product,times,2\n"},
     ("what_if", 2, "column", "product")),
    ({"what_ifs": WHAT_IFS + "w,facilities,facility=plant,status,set,opened\n"},
     ("what_if", 2, "value", "opened")),
    ({"what_ifs": WHAT_IFS + "w,demand,,volume,set,\n"},
     ("what_if", 2, "value", None)),
    ({"what_ifs": WHAT_IFS + "w,demand,yeer=2026,volume,times,2\n"},
     ("what_if", 2, "where", "yeer=2026")),
    ({"what_ifs": WHAT_IFS + "w,demand,place=far,volume,times,2\n"},
     ("what_if", 2, "where", "place=far")),
    ({"what_ifs": WHAT_IFS + 'w,demand,"product=car, place=far",,add,\n'},
     ("what_if", 2, "where", "product=car, place=far")),
    ({"what_ifs": WHAT_IFS + "w,plan,,partys,set,maker\n"},
     ("what_if", 2, "column", "partys")),
    ({"what_ifs": WHAT_IFS + "w,case,,last_year,times,2\n"},
     ("what_if", 2, "op", "times")),
    ({"anchors": "anchor,what_if,result,where,expected\na,w,production,plant,5\n",
      "what_ifs": WHAT_IFS + "w,demand,,volume,times,2\n"},
     ("where", 2, "where", "plant")),
    ({"assumptions": ASSUMED + "demand,,volume,3,2,4,\n"},
     ("range_order", 2, "mode", "2")),
    ({"assumptions": ASSUMED + "demand,,volume,3,,4,point\n"},
     ("assumption", 2, "mode", None)),
    ({"assumptions": ASSUMED + "demand,place=far,volume,1,2,3,\n"},
     ("assumption", 2, "where", "place=far")),
    ({"assumptions": ASSUMED + "demand,,volumes,1,2,3,\n"},
     ("assumption", 2, "column", "volumes")),
    ({"assumptions": ASSUMED + "demnd,,volume,1,2,3,\n"},
     ("assumption", 2, "table", "demnd")),
    ({"facts": "fact,superseded_by\nF1,F9\n"},
     ("unknown_reference", 2, "superseded_by", "F9")),
    ({"facts": "fact,superseded_by\nF1,F1\n"},
     ("superseded", 2, "superseded_by", "F1")),
    ({"precedents": "precedent,kind,value\np,share_of_aid,8.1\n"},
     ("precedent", 2, "value", "8.1")),
    ({"assumptions": ASSUMED + "demand,year=soon,volume,1,2,3,\n"},
     ("assumption", 2, "where", "year=soon")),
    ({"assumptions": "table,where,column,low,mode,high\ndemand,,volume,3,2,1\n"},
     ("range_order", 2, "mode", "2")),
    ({"agreements": PACT,
      "origin_rules": RULES + "pact,8703,max_non_originating,,0.4\n"
      "pact,8703,max_non_originating,,0.5\n"},
     ("duplicate_key", 3, "agreement", "pact")),
    ({"agreements": PACT,
      "origin_rules": "agreement,hs_code,test,threshold,from_year\n"
      "pact,8703,max_non_originating,0.4,\npact,8703,max_non_originating,0.5,2027\n"},
     ("overlapping_origin_rules", 3, "from_year", "2027")),
    ({"scenarios": TREE + "a,a,2026,1,\n"},
     ("tree_cycle", 2, "parent", "a")),
    ({"facts": "fact,value\nF1,3\n",
      "places": "place,customs_territory,source\nhome,UK,F1\nfar,CN,\"F1, F2\"\n"},
     ("unknown_source", 3, "source", "F1, F2")),
    ({"case": SETTINGS + '[plan]\nparties = ["mker"]\n'},
     ("settings", 6, "plan.parties", "mker")),
    ({"case": SETTINGS + "[plan.objective_weights]\nmaker = -1\n"},
     ("settings", 6, "plan.objective_weights.maker", "-1")),
    ({"case": SETTINGS + "[plan]\nlatest_start_year = 2020\n"},
     ("settings", 6, "plan.latest_start_year", "2020")),
    ({"case": SETTINGS + '[alternatives]\nnone-such = "No such"\n'},
     ("settings", 6, "alternatives.none-such", "none-such")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), BROKEN)
def test_a_broken_rule_is_the_only_problem(
    problems_of: ProblemsOf,
    changes: dict[str, str],
    expected: tuple[str, int, str, str | None],
) -> None:
    """Each change breaks one rule, told at its line, column and value."""
    problems = problems_of(**changes)
    assert [(p.rule, p.line, p.column, p.value) for p in problems] == [expected]


KEPT = [
    {"parties": "party,kind,has_other_profit\nmaker,company,1.0\n"
     "guest,company,0.0\nstate,government,\n"},
    {"demand": VALID["demand.csv"].replace("1000,", "1e15,")},
    {"products": VALID["products.csv"].replace("870380", "8703801000")},
    {"trade_measures": MEASURES + "a,UK,CN,8703,,mfn,,\nb,UK,CN,8703,guest,mfn,,\n"},
    {"trade_measures": MEASURES + "a,UK,CN,8703,,mfn,,\nb,UK,CN,8703,,quota,,5\n"},
    {"trade_measures": POOLED + "a,UK,8703,quota,5,p,,\nb,UK,87,quota,5,p,,\n"
     "c,UK,8704,quota,,p,2027,\n"},
    {"trade_measures": POOLED + "a,UK,8703,quota,5,a,,2026\n"
     "b,UK,8703,quota,6,a,2027,\n"},
    {"trade_measures": RELIEF + "a,UK,8703,undertaking,9,,\nb,UK,85,drawback,,1,\n"},
    {"trade_measures": REACH + "a,UK,CN,8507,,part,anti_dumping,part\n"
     + "b,UK,CN,8703,guest,bev,countervailing,origin\n"},
    {"bill_of_materials": PARTS + "car_plant,battery,plant,1,,\n"
     "car_plant,battery,far,1,GBP,\n"},
    {"output_history": "facility,year,vehicles\nplant,1999,5\n"},
    {"scenarios": TREE + "root,,2026,1,\na,root,2027,0.1,\nb,root,2027,0.2,\n"
     "c,root,2027,0.7,\n"},
    {"what_ifs": WHAT_IFS + "w,demand,,volume,times,2\nw,facilities,,status,set,\n"
     'w,demand,"product=car, place=far, year=2026, volume=1, price=2",,add,\n'
     "w,demand,place=far,volume,times,2\nw,facilities,facility=site,,drop,\n"
     'w,plan,,parties,set,"maker, guest"\n'},
    {"ramp_curves": "ramp_curve,years_since_start,share\nr,1,1\nr,0,1\n"},
]  # fmt: skip


@pytest.mark.parametrize("changes", KEPT)
def test_what_is_allowed_is_not_told(
    problems_of: ProblemsOf, changes: dict[str, str]
) -> None:
    """Look-alikes of broken rules that are in order give no problem."""
    assert problems_of(**changes) == ()


@pytest.mark.parametrize("target", ["far>home", "far"])
def test_a_hazard_may_stop_one_lane_or_all_from_a_place(
    problems_of: ProblemsOf, target: str
) -> None:
    """The case has one lane, from far to home."""
    hazards = (
        f"hazard,scope,target,rate_per_year,weeks_mode\nstorm,lane,{target},0.1,2\n"
    )
    lanes = "origin,destination,freight\nfar,home,100\n"
    assert problems_of(hazards=hazards, lanes=lanes) == ()


def test_a_hazard_on_a_lane_that_is_not_there_is_told(problems_of: ProblemsOf) -> None:
    """No lane leads from home to far."""
    hazards = (
        "hazard,scope,target,rate_per_year,weeks_mode\nstorm,lane,home>far,0.1,2\n"
    )
    lanes = "origin,destination,freight\nfar,home,100\n"
    (problem,) = problems_of(hazards=hazards, lanes=lanes)
    assert (problem.rule, problem.value) == ("unknown_reference", "home>far")


CURES = "mitigation,kind,target,value,one_off_cost,annual_cost\n"


def test_a_misspelt_hazard_is_told_once_and_never_offered(
    problems_of: ProblemsOf,
) -> None:
    """`drill` speeds the plant the hazard means; `other` gets sound names only."""
    hazards = HAZARDS + "late,facility,plnt,0.1,1,2,3\n"
    cures = CURES + "drill,faster_recovery,plant,0.5,1,1\n"
    (problem,) = problems_of(hazards=hazards, mitigations=cures)
    assert (problem.file, problem.value) == ("hazards.csv", "plnt")
    cures += "other,faster_recovery,plntt,0.5,1,1\n"
    _, other = problems_of(hazards=hazards, mitigations=cures)
    assert other.message == "faster_recovery cannot protect this. Allowed: late"
    assert other.hint == "Correct the target or the kind"


def test_a_cell_outside_its_bounds_is_told_once(problems_of: ProblemsOf) -> None:
    """A negative year lies outside the horizon too; one of both is enough."""
    demand = "product,place,year,volume,price\ncar,home,-2026,1000,30000\n"
    (problem,) = problems_of(demand=demand)
    assert (problem.rule, problem.column, problem.value) == ("bounds", "year", "-2026")


def test_a_row_that_is_there_twice_is_judged_all_the_same(
    problems_of: ProblemsOf,
) -> None:
    """The key says nothing of what the cell holds: both are told."""
    hazards = HAZARDS + "h,facility,plant,1,1,2,3\n" * 2
    assert [p.rule for p in problems_of(hazards=hazards)] == ["duplicate_key"]
    nodes = "node,parent,year,probability,what_if\na@,,2026,1,\na@,,2026,1,\n"
    rules = [(p.rule, p.line) for p in problems_of(scenarios=nodes)]
    assert ("duplicate_key", 3) in rules
    assert ("reserved_character", 3) in rules


def test_parts_cite_their_evidence(problems_of: ProblemsOf) -> None:
    """An id in `evidence` that is no fact is told; the place in `source` is none."""
    head = "build_option,part_group,source,unit_value,evidence\n"
    parts = f"{head}car_plant,battery,far,5000,X99\n"
    (problem,) = problems_of(bill_of_materials=parts)
    assert (problem.rule, problem.column) == ("unknown_source", "evidence")
