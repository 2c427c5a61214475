"""Every hand-made case of trade law, by the rule it is about."""

from tests.law.duty_cases import DUTY_CASES
from tests.law.gate_cases import GATE_CASES
from tests.law.law_case import LawCase
from tests.law.origin_cases import ORIGIN_CASES
from tests.law.rare_cases import RARE_CASES
from tests.law.relief_cases import RELIEF_CASES
from tests.law.remedy_cases import REMEDY_CASES

TRADE_LAW_CASES: dict[str, LawCase] = {
    **DUTY_CASES,
    **ORIGIN_CASES,
    **GATE_CASES,
    **REMEDY_CASES,
    **RELIEF_CASES,
    **RARE_CASES,
}
