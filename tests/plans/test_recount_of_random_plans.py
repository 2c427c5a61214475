"""The recount of random plans that were solved: sound ones pass, faults are found.

A recount that works any number out wrongly disagrees with a sound plan, so these few
plans, which run every line that a plan of random tables can reach, find most mutants.
"""

import re
from itertools import islice
from random import Random

import pytest

from brownfield.plans.recount.references import COLUMNS
from tests.properties.planted_faults import faults, is_found
from tests.properties.solved import solved

FEW = (46, 171)
MORE = (170, 56, 143, 168, 29, 22, 13, 30, 157, 162, 12, 142, 55)
SEEDS = [*FEW, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE)]
WHERE = {
    "facility action node": (
        "closing of an open plant",
        "opening before its last year is over",
        "opening of a shut plant",
        "opening owner",
        "opening year",
    ),
    "facility action path_to": ("opened or closed once",),
    "facility node": (
        "capacity stated",
        "closing by its last year told",
        "committed stated",
        "guest limit",
        "guest use stated",
        "hours",
        "one shift pattern",
        "owner of the plant",
        "plant open",
        "plant runs",
        "runs until closed",
        "source plant runs",
        "use stated",
    ),
    "facility pattern node": (
        "pattern capacity",
        "pattern headcount",
        "shift pattern known",
    ),
    "facility shop node": ("shop hours",),
    "build_option node": (
        "committed start in the first year",
        "committed start told",
        "ramp",
        "shortfall",
        "site committed",
        "start names its option",
        "start year",
    ),
    "build_option path_to": ("one start per build_option",),
    "exclusive_group path_to": ("one start per exclusive_group",),
    "build_option": ("recipe of each option",),
    "quota node": ("quota",),
    "recipe": ("recipe named by its sources", "sources offered somewhere", "sourcing"),
    "recipe node": ("production",),
    "recipe place node": ("lane",),
    "recipe place regime node": (
        "duty",
        "duty per vehicle",
        "landed cost",
        "landed cost: buyer",
        "landed cost: conversion",
        "landed cost: crew",
        "landed cost: duty",
        "landed cost: fee",
        "landed cost: freight",
        "landed cost: inbound_duty",
        "landed cost: inbound_freight",
        "landed cost: insurance",
        "landed cost: materials",
        "regime open",
    ),
    "recipe agreement node": (
        "origin ex works",
        "origin foreign value",
        "origin headroom",
        "origin headroom given",
        "origin limit",
        "origin limit given",
        "origin member",
        "origin missing part",
        "origin share",
        "origin status",
    ),
    "product place node": ("demand balance",),
    "contract form": ("contract form",),
    "policy node": (
        "grant budget",
        "grant in full",
        "carbon cap",
        "package decided once",
        "package known",
        "package payer",
        "package year",
    ),
    "policy party node": (
        *("grant known", "grant paid", "grant payer", "grant received"),
        *("granted vehicles", "granted vehicles made", "grant for one thing"),
        *("carbon known", "carbon tonnes", "carbon paid", "carbon above"),
        *(
            f"credits {what}"
            for what in (
                *("asked", "at hand", "balance", "borrowed", "bought", "carried"),
                *("cash", "earned", "exchanged", "kept", "missing", "opening", "owed"),
                *("pooled", "repaid", "sold", "vehicles"),
            )
        ),
    ),
    "party stage territory node": ("tonnes emitted",),
    "policy party node credit": ("credits cap", "credits volume"),
    "credit party node": (
        "credits above 0",
        "credits allowed",
        "credits giver",
        "credits kind",
        "credits lead on",
    ),
    "party node item": tuple(
        f"cash {item}"
        for item in (
            *("closing", "contracts", "conversion", "credits", "duty", "freight"),
            *("hiring", "grants", "operating_support", "capital_grants", "carbon"),
            *("headquarters", "moving"),
            "licences",
            *("inbound_duty", "inbound_freight", "insurance", "lost_sales"),
            *("materials", "opening", "package", "receipts", "redundancy", "revenue"),
            *("shift_cost", "shortfall", "support", "tax", "terminal", "tooling"),
        )
    ),
    "party scenario": ("npv", "probability"),
    "plan": ("value",),
}
"""What names the amount that each check compares."""
OF_A_TABLE = (
    *("names known", "year of the node", "one row each", "row missing"),
    *("row without cause", "cells given"),
)
"""Checks that name the table, and a row of it only where that is wrong."""
OF_ROWS = ("no negative volume", "sources offered")
"""Checks of rows of several tables, which begin with the name of the table."""


def labels_of(check: str) -> list[str]:
    """Return what a check says of where it looked."""
    return next(labels.split() for labels, names in WHERE.items() if check in names)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_plan_passes_and_each_check_says_where_it_looked(seed: int) -> None:
    """Whoever reads a failed check finds the row by its labels."""
    outcome = solved(seed).audit()
    assert outcome.failures.is_empty()
    for check, text in outcome.lines.select("check", "where").iter_rows():
        where = re.sub(r"^largest of \d+: ", "", text)
        if check in OF_A_TABLE:
            assert where in COLUMNS
        elif check in OF_ROWS:
            assert re.match(r"[a-z_]+: (\w+=[^,]+(, |$))+$", where)
        else:
            assert re.findall(r"(?:^|, )(\w+)=", where) == labels_of(check)
        assert "=None" not in where.replace("quota=None", "")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fault_in_a_plan_is_found(seed: int) -> None:
    """A number a twentieth off, another word, a row less: the audit tells it."""
    sound = solved(seed)
    drawn = faults(sound, Random(seed))  # noqa: S311
    missed = [str(f) for f in islice(drawn, 25) if not is_found(sound, f)]
    assert missed == []
