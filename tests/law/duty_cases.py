"""Which regimes are open to a car, and at what duty? 20,000 ex works, 21,200 cif."""

from collections.abc import Mapping

from tests.law.law_case import LawCase, measure, members, most

MFN = measure("base", 0.10)  # 10 % of 21,200 = 2,120
CVD = {"kind": "countervailing"}
AD = {"kind": "anti_dumping"}
PREF = {"kind": "preference"}
QUOTA = {"kind": "quota", "quota_volume": 100.0}
TCA = members("TCA", "EU", "UK")
ALL_BUT_A_DIGIT = measure("all", 0.3, hs_code="870", company="maker", exporter="CN")
ANY_ORIGIN = (most(1.0),)  # a car without foreign parts originates

EXACTNESS: Mapping[str, LawCase] = {
    # 5 % of 21,200
    "a longer heading beats company, exporter and powertrain together": LawCase(
        measures=[
            measure("all", 0.3, company="maker", exporter="CN", powertrain="bev"),
            measure("heading", 0.05, hs_code="870380"),
        ],
        opens={("mfn", None): 1_060.0},
    ),
    # 5 % of 21,200
    "one more digit beats them together too": LawCase(
        measures=[
            {**ALL_BUT_A_DIGIT, "powertrain": "bev"},
            measure("heading", 0.05),
        ],
        opens={("mfn", None): 1_060.0},
    ),
    # 2,120 + 20.7 % of 21,200 = 2,120 + 4,388.40
    "a company's own rate beats the rate of its country": LawCase(
        measures=[
            MFN,
            measure("country", 0.353, exporter="CN", powertrain="bev", **CVD),
            measure("own", 0.207, company="maker", **CVD),
        ],
        opens={("mfn+countervailing", None): 6_508.4},
    ),
    # 2,120 + 35.3 % of 21,200 = 2,120 + 7,483.60
    "a country's row for the longer heading beats the company's": LawCase(
        measures=[
            MFN,
            measure("country", 0.353, exporter="CN", hs_code="870380", **CVD),
            measure("own", 0.207, company="maker", **CVD),
        ],
        opens={("mfn+countervailing", None): 9_603.6},
    ),
    # 6 % of 21,200
    "an exporter beats a powertrain": LawCase(
        measures=[
            measure("cars", 0.08, powertrain="bev"),
            measure("country", 0.06, exporter="CN"),
        ],
        opens={("mfn", None): 1_272.0},
    ),
    # 4 % of 21,200
    "a powertrain beats none": LawCase(
        measures=[MFN, measure("electric", 0.04, powertrain="bev")],
        opens={("mfn", None): 848.0},
    ),
    # 3 % of 21,200
    "of two company rows the one that names an exporter": LawCase(
        measures=[
            measure("electric", 0.09, company="maker", powertrain="bev"),
            measure("from", 0.03, company="maker", exporter="CN"),
        ],
        opens={("mfn", None): 636.0},
    ),
    # 2 % of 21,200
    "of two rows of company and exporter the one that names a powertrain": LawCase(
        measures=[
            measure("any", 0.09, company="maker", exporter="CN"),
            measure("bev", 0.02, company="maker", exporter="CN", powertrain="bev"),
        ],
        opens={("mfn", None): 424.0},
    ),
    "rows for something else do not apply": LawCase(
        measures=[
            MFN,
            measure("importer", 0.5, importer="UK", hs_code="870380"),
            measure("exporter", 0.5, exporter="TR"),
            measure("longer", 0.5, hs_code="8703801"),
            measure("heading", 0.5, hs_code="8704"),
            measure("company", 0.5, company="other"),
            measure("powertrain", 0.5, powertrain="ice"),
            measure("later", 0.5, from_year=2027),
            measure("over", 0.5, to_year=2025),
        ],
        opens={("mfn", None): 2_120.0},
    ),
    # 12 % and 7 % of 21,200; both ends of the years count
    "the row of the year, in its last year": LawCase(
        measures=[
            measure("old", 0.12, from_year=2026, to_year=2026),
            measure("new", 0.07, from_year=2027),
        ],
        opens={("mfn", None): 2_544.0},
    ),
    "the row of the year, in its first year": LawCase(
        measures=[
            measure("old", 0.12, to_year=2026),
            measure("new", 0.07, from_year=2027, to_year=2027),
        ],
        opens={("mfn", None): 1_484.0},
        year=2027,
    ),
    # 6 % of 21,200
    "the row of the year, amid its years": LawCase(
        measures=[measure("now", 0.06, from_year=2025, to_year=2027)],
        opens={("mfn", None): 1_272.0},
    ),
    # the more exact row is over: 10 % again
    "a more exact row counts only in its years": LawCase(
        measures=[MFN, measure("exact", 0.0, hs_code="870380", to_year=2025)],
        opens={("mfn", None): 2_120.0},
    ),
    # 2,120 + 17 % by company 3,604 + 2 % by exporter 424 (the company has no own)
    "each kind is compared by itself": LawCase(
        measures=[
            MFN,
            measure("own", 0.17, company="maker", **CVD),
            measure("land", 0.38, exporter="CN", **CVD),
            measure("dumped", 0.02, exporter="CN", **AD),
            measure("others", 0.05, powertrain="bev", **AD),
        ],
        opens={("mfn+countervailing+anti_dumping", None): 6_148.0},
    ),
}

AMOUNTS: Mapping[str, LawCase] = {
    "without a base row there is no base duty": LawCase(opens={("none", None): 0.0}),
    "a base row asks for no origin, though it names an agreement": LawCase(
        measures=[measure("base", 0.10, agreement="TCA")],
        agreements=TCA,
        opens={("mfn", None): 2_120.0},
    ),
    # 17 % of 21,200, on no base
    "a remedy is due without a base row": LawCase(
        measures=[measure("added", 0.17, **CVD)],
        opens={("none+countervailing", None): 3_604.0},
    ),
    # 5 % of 21,200
    "anti-dumping alone is told by its name": LawCase(
        measures=[MFN, measure("dumped", 0.05, **AD)],
        opens={("mfn+anti_dumping", None): 3_180.0},
    ),
    "within one territory there is no duty, remedies neither": LawCase(
        measures=[MFN, measure("added", 0.3, **CVD), measure("q", 0.1, **QUOTA)],
        opens={("domestic", None): 0.0},
        sent_from="EU",
    ),
    # 10 % of 20,000
    "ex works leaves out freight and insurance": LawCase(
        measures=[measure("base", 0.10, duty_base="ex_works")],
        opens={("mfn", None): 2_000.0},
    ),
    # 10 % of 20,000 + 5 % of 21,200 + 2 % of 20,000
    "each row has its own base": LawCase(
        measures=[
            measure("base", 0.10, duty_base="ex_works"),
            measure("added", 0.05, **CVD),
            measure("dumped", 0.02, duty_base="ex_works", **AD),
        ],
        opens={("mfn+countervailing+anti_dumping", None): 3_460.0},
    ),
    # 2.5 % of 21,200 = 530, + 300; + 150 on top
    "a specific amount comes beside the rate": LawCase(
        measures=[
            measure("base", 0.025, specific=300.0),
            measure("added", 0.0, specific=150.0, **CVD),
        ],
        opens={("mfn+countervailing", None): 980.0},
    ),
}

PREFERENCES: Mapping[str, LawCase] = {
    # 2 % of 21,200 instead of 10 %
    "a preference stands beside the base": LawCase(
        measures=[MFN, measure("p", 0.02, agreement="TCA", **PREF)],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0, ("TCA", None): 424.0},
        sent_from="UK",
    ),
    # + 5 % of 21,200 = 1,060 on both
    "remedies come on top of a preference": LawCase(
        measures=[
            MFN,
            measure("p", 0.02, agreement="TCA", **PREF),
            measure("added", 0.05, **CVD),
        ],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={
            ("mfn+countervailing", None): 3_180.0,
            ("TCA+countervailing", None): 1_484.0,
        },
        sent_from="UK",
    ),
    "a preference needs an exporter that is a member": LawCase(
        measures=[MFN, measure("p", 0.0, agreement="TCA", **PREF)],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0},
        sent_from="TR",
    ),
    "a preference needs an importer that is a member": LawCase(
        measures=[MFN, measure("p", 0.0, agreement="TCA", **PREF)],
        agreements=members("TCA", "UK", "TR"),
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0},
        sent_from="UK",
    ),
    "a preference needs origin: without a rule there is none": LawCase(
        measures=[MFN, measure("p", 0.0, agreement="TCA", **PREF)],
        agreements=TCA,
        opens={("mfn", None): 2_120.0},
        sent_from="UK",
    ),
    # TCA: 4 % of 21,200 by the longer heading; OLD: 1 %
    "each agreement has its most exact preference, though dearer": LawCase(
        measures=[
            MFN,
            measure("wide", 0.02, agreement="TCA", company="maker", **PREF),
            measure("long", 0.04, agreement="TCA", hs_code="870380", **PREF),
            measure("other", 0.01, agreement="OLD", **PREF),
        ],
        agreements=[*TCA, *members("OLD", "EU", "UK")],
        rules=[*ANY_ORIGIN, most(1.0, agreement="OLD")],
        opens={("mfn", None): 2_120.0, ("TCA", None): 848.0, ("OLD", None): 212.0},
        sent_from="UK",
    ),
    # 12 % of 21,200: nobody has to claim it
    "a preference may be dearer than the base": LawCase(
        measures=[MFN, measure("p", 0.12, agreement="TCA", **PREF)],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0, ("TCA", None): 2_544.0},
        sent_from="UK",
    ),
}

QUOTAS: Mapping[str, LawCase] = {
    # 5 % of 21,200; + 10 % on both
    "remedies come on top of a quota": LawCase(
        measures=[MFN, measure("q", 0.05, **QUOTA), measure("added", 0.10, **CVD)],
        opens={
            ("mfn+countervailing", None): 4_240.0,
            ("q+countervailing", "q"): 3_180.0,
        },
    ),
    # 0 and 5 % of 21,200
    "a quota of the country and one for all are both open": LawCase(
        measures=[
            MFN,
            measure("country", 0.0, exporter="CN", **QUOTA),
            measure("all", 0.05, **QUOTA),
        ],
        opens={
            ("mfn", None): 2_120.0,
            ("country", "country"): 0.0,
            ("all", "all"): 1_060.0,
        },
    ),
    # 1, 2, 3 and 4 % of 21,200: none is shut by a more exact one
    "every quota that matches is open": LawCase(
        measures=[
            MFN,
            measure("long", 0.01, hs_code="870380", **QUOTA),
            measure("company", 0.02, company="maker", **QUOTA),
            measure("bev", 0.03, powertrain="bev", **QUOTA),
            measure("any", 0.04, **QUOTA),
        ],
        opens={
            ("mfn", None): 2_120.0,
            ("long", "long"): 212.0,
            ("company", "company"): 424.0,
            ("bev", "bev"): 636.0,
            ("any", "any"): 848.0,
        },
    ),
    "quotas for something else are shut": LawCase(
        measures=[
            MFN,
            measure("exporter", 0.0, exporter="TR", **QUOTA),
            measure("company", 0.0, company="other", **QUOTA),
            measure("powertrain", 0.0, powertrain="ice", **QUOTA),
            measure("heading", 0.0, hs_code="8704", **QUOTA),
            measure("later", 0.0, from_year=2027, **QUOTA),
        ],
        opens={("mfn", None): 2_120.0},
    ),
    # 3 % and 0 of 21,200
    "preference and quota of one agreement are two regimes": LawCase(
        measures=[
            MFN,
            measure("p", 0.03, agreement="TCA", **PREF),
            measure("q", 0.0, agreement="TCA", **QUOTA),
        ],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0, ("TCA", None): 636.0, ("q", "q"): 0.0},
        sent_from="UK",
    ),
    "a quota of an agreement needs origin": LawCase(
        measures=[MFN, measure("q", 0.0, agreement="TCA", **QUOTA)],
        agreements=TCA,
        opens={("mfn", None): 2_120.0},
        sent_from="UK",
    ),
    "a quota of an agreement needs members at both ends": LawCase(
        measures=[
            MFN,
            measure("q", 0.0, agreement="TCA", **QUOTA),
            measure("free", 0.02, **QUOTA),
        ],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0, ("free", "free"): 424.0},
        sent_from="TR",
    ),
    "a quota of an agreement needs an importer that is a member": LawCase(
        measures=[MFN, measure("q", 0.0, agreement="TCA", **QUOTA)],
        agreements=members("TCA", "UK", "TR"),
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0},
        sent_from="UK",
    ),
    # two quotas of one agreement, at 1 % and 2 % of 21,200
    "two quotas of one agreement are both open": LawCase(
        measures=[
            MFN,
            measure("q1", 0.01, agreement="TCA", hs_code="870380", **QUOTA),
            measure("q2", 0.02, agreement="TCA", **QUOTA),
        ],
        agreements=TCA,
        rules=ANY_ORIGIN,
        opens={("mfn", None): 2_120.0, ("q1", "q1"): 212.0, ("q2", "q2"): 424.0},
        sent_from="UK",
    ),
}

DUTY_CASES = {**EXACTNESS, **AMOUNTS, **PREFERENCES, **QUOTAS}
