"""What is asked about: a plant, a programme, a start, an alternative of the case?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.problems import did_you_mean, listed
from brownfield.tell.labels import labels

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

USED = 0.5  # vehicles, expected over the horizon, from which a programme is used
ALTERNATIVE = "option"


@dataclass(frozen=True)
class Target:
    """Something that a plan may have or not.

    Attributes
    ----------
    kind
        facility, build_option, start or option.
    name
        Short name of the plant, programme or alternative.
    year
        Calendar year of a start; None = any.
    title
        Printed name.
    options
        Build options that make it; none for an alternative.
    """

    kind: str
    name: str
    title: str
    year: int | None = None
    options: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """As typed."""
        end = "" if self.year is None else f"@{self.year}"
        return f"{self.kind}={self.name}{end}"


def targets_of(
    case: Case, asked: tuple[str, ...], *, is_every: bool = False
) -> tuple[Target, ...]:
    """Return what is asked about by name, and everything else where that is asked.

    Parameters
    ----------
    case
        The case.
    asked
        Targets as typed.
    is_every
        Whether every alternative, plant and programme is asked about, too.

    Raises
    ------
    UseError
        If a target cannot be read, or the case does not have it.
    """
    named = tuple(target_of(case, text) for text in dict.fromkeys(asked))
    if not is_every:
        return named
    alternatives = (alternative(case, name) for name in case.settings.alternatives)
    every = (*named, *alternatives, *plants(case), *_programmes(case))
    return tuple({target.word: target for target in every}.values())


def plants(case: Case) -> tuple[Target, ...]:
    """Return the plants at which something new may be built."""
    targets = (plant(case, name) for name in case.tables["facilities"]["facility"])
    return tuple(target for target in targets if target.options)


def _programmes(case: Case) -> tuple[Target, ...]:
    """Return the programmes of plants that have several."""
    several = [place.options for place in plants(case) if len(place.options) > 1]
    return tuple(_programme(case, name) for options in several for name in options)


def target_of(case: Case, text: str) -> Target:
    """Return the target that a text names.

    Raises
    ------
    UseError
        If it cannot be read, or the case does not have it.
    """
    kind, _, name = (part.strip() for part in text.partition("="))
    by_kind = _known(case)
    if kind not in by_kind or not name:
        message = (
            f"--not is {text!r}. Write facility=NAME, build_option=NAME, "
            "start=NAME@YEAR or option=NAME."
        )
        raise UseError(message)
    name, _, year = name.partition("@")
    if name not in by_kind[kind]:
        hint = did_you_mean(name, by_kind[kind], "")
        words = f"--not {text}: the case has no such {kind.replace('_', ' ')}."
        message = f"{words} It has: {listed(by_kind[kind]) or 'none'}. {hint}"
        raise UseError(message.strip())
    if kind == "start":
        return _start(case, name, _year(case, text, year))
    if kind == ALTERNATIVE:
        return alternative(case, name)
    return plant(case, name) if kind == "facility" else _programme(case, name)


def _known(case: Case) -> Mapping[str, tuple[str, ...]]:
    """Return the names that each kind of target can have."""
    free = case.tables["build_options"].filter(~pl.col("is_committed"))
    names = tuple(free["build_option"])
    places = tuple(free["facility"].unique(maintain_order=True))
    alternatives = tuple(case.tables["what_ifs"]["what_if"].unique(maintain_order=True))
    return {
        "facility": places,
        "build_option": names,
        "start": names,
        ALTERNATIVE: alternatives,
    }


def _year(case: Case, text: str, year: str) -> int:
    first, last = case.settings.case.first_year, case.settings.case.last_year
    if not year.isdigit() or not first <= int(year) <= last:
        message = f"--not {text}: write the year, {first} to {last}: start=NAME@{first}"
        raise UseError(message)
    return int(year)


def plant(case: Case, name: str) -> Target:
    """Return a plant as a place for what its guests build; its own, if none can."""
    owner = dict(case.tables["facilities"].select("facility", "owner").iter_rows())
    free = case.tables["build_options"].filter(
        ~pl.col("is_committed"), pl.col("facility") == name
    )
    guests = free.filter(pl.col("programme_owner") != owner[name])
    options = tuple((guests if guests.height else free)["build_option"])
    return Target("facility", name, labels(case).facilities[name], None, options)


def _programme(case: Case, name: str) -> Target:
    return Target("build_option", name, labels(case).options[name], None, (name,))


def _start(case: Case, name: str, year: int) -> Target:
    title = f"{labels(case).options[name]} from {year}"
    return Target("start", name, title, year, (name,))


def alternative(case: Case, name: str) -> Target:
    """Return an alternative of the case under its printed name."""
    return Target(ALTERNATIVE, name, case.settings.alternatives.get(name, name))


def is_used(target: Target, plan: Plan) -> bool:
    """Return whether a plan builds what a target names, in some future."""
    if target.year is not None:
        starts = plan.tables["starts"].filter(pl.col("year") == target.year)
        return bool(starts["build_option"].is_in(target.options).any())
    return vehicles(target, plan) > USED


def vehicles(target: Target, plan: Plan) -> float:
    """Return the vehicles a plan builds of it, expected over the whole horizon."""
    built = plan.vehicles_by_option
    return sum(built.get(name, 0.0) for name in target.options)
