"""What is the mini case worth by a second formulation, without any of our code?

Written from its published data alone: plain dictionaries of columns and rows, one
total of production per recipe, market, branch and year, handed to HiGHS.
Millions, thousand vehicles, thousands per vehicle.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import highspy
import numpy as np

BRANCHES = {"hi": 0.3, "mid": 0.4, "lo": 0.3}
YEARS = (1, 2, 3, 4)
DISCOUNT, MULTIPLE = 1.08, 3.0
DEMAND = {
    ("VE", "UK"): ({"hi": 40.0, "mid": 25.0, "lo": 10.0}, 21.5),
    ("VE", "EU"): ({"hi": 45.0, "mid": 25.0, "lo": 5.0}, 22.0),
    ("VH", "UK"): ({"hi": 75.0, "mid": 55.0, "lo": 45.0}, 40.0),
}
STEPS = {"HAL": ((60.0, 110.0), (120.0, 170.0)), "CN": ((500.0, 0.0),)}
STEPS["NEW"] = ((80.0, 70.0),)
OWNER = {"HAL": "H", "CN": "E", "NEW": "E"}
OPENING_COST = 450.0
RAMP = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Recipe:
    """A way to build a vehicle; duties are shares of cost with freight."""

    vehicle: str
    plant: str
    owner: str
    tooling: float
    materials: float
    conversion: float
    freight: dict[str, float]
    duty: dict[str, float]
    has_ramp: bool


UK_FREIGHT, CN_FREIGHT = {"UK": 0.2, "EU": 0.5}, {"UK": 1.3, "EU": 1.3}
FREE, MFN, FROM_CN = (
    {"UK": 0.0, "EU": 0.0},
    {"UK": 0.0, "EU": 0.10},
    {"UK": 0.10, "EU": 0.307},
)
RECIPES = {
    "cbu": Recipe("VE", "CN", "E", 0, 13.5, 2.5, CN_FREIGHT, FROM_CN, has_ramp=False),
    "ckd": Recipe("VE", "HAL", "E", 90, 14.2, 2.4, UK_FREIGHT, MFN, has_ramp=True),
    "full": Recipe("VE", "HAL", "E", 150, 14.9, 2.6, UK_FREIGHT, FREE, has_ramp=True),
    "new": Recipe("VE", "NEW", "E", 150, 14.9, 2.2, UK_FREIGHT, FREE, has_ramp=True),
    "host": Recipe("VH", "HAL", "H", 0, 34.0, 1.8, {"UK": 0.0}, FREE, has_ramp=False),
}
Name = tuple[object, ...]


@dataclass
class Rows:
    """A mixed-integer model as dictionaries."""

    profit: dict[Name, float] = field(default_factory=dict)
    whole: set[Name] = field(default_factory=set)
    limits: list[tuple[dict[Name, float], float]] = field(default_factory=list)

    def maximum(self) -> float:
        """Return the largest profit."""
        names = list(self.profit)
        place = {name: position for position, name in enumerate(names)}
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)  # a thread keeps what its first solve asked
        solver.setOptionValue("mip_rel_gap", 0.0)
        for name in names:
            solver.addVar(0.0, 1.0 if name in self.whole else highspy.kHighsInf)
            solver.changeColCost(place[name], self.profit[name])
        for name in self.whole:
            solver.changeColIntegrality(place[name], highspy.HighsVarType.kInteger)
        for terms, most in self.limits:
            positions = np.array([place[name] for name in terms], dtype=np.int32)
            values = np.array(list(terms.values()))
            solver.addRow(-highspy.kHighsInf, most, len(terms), positions, values)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(solver.getInfo().objective_function_value)


def value_of(parties: Sequence[str]) -> float:
    """Return what these parties can be worth together, millions."""
    plants = [plant for plant, owner in OWNER.items() if owner in parties]
    recipes = {
        name: recipe
        for name, recipe in RECIPES.items()
        if recipe.plant in plants and recipe.owner in parties
    }
    model = Rows()
    add_starts(model, recipes, plants)
    for branch, year in product(BRANCHES, YEARS):
        add_year(model, recipes, plants, (branch, year))
    return model.maximum()


def worth(branch: str, year: int) -> float:
    """Return the expected present value of a million of yearly cash."""
    return BRANCHES[branch] * DISCOUNT**-year * (1 + MULTIPLE * (year == YEARS[-1]))


def add_starts(model: Rows, recipes: dict[str, Recipe], plants: list[str]) -> None:
    """Add starts and openings now or in year 1, once at most on each path."""
    once = {name: recipe.tooling for name, recipe in recipes.items() if recipe.has_ramp}
    once |= {"open": OPENING_COST} if "NEW" in plants else {}
    for name, cost in once.items():
        model.whole.add((name, "now"))
        model.profit[name, "now"] = -float(cost)
        for branch, chance in BRANCHES.items():
            model.whole.add((name, branch))
            model.profit[name, branch] = -cost * chance / DISCOUNT
            model.limits.append(({(name, "now"): 1.0, (name, branch): 1.0}, 1.0))
    if "new" in once:
        model.limits.append(({("new", "now"): 1.0, ("open", "now"): -1.0}, 0.0))
        for branch in BRANCHES:
            early: dict[Name, float] = {("new", branch): 1.0, ("open", "now"): -1.0}
            model.limits.append((early | {("open", branch): -1.0}, 0.0))


def add_year(
    model: Rows,
    recipes: dict[str, Recipe],
    plants: list[str],
    at: tuple[str, int],
) -> None:
    """Add sales, steps and limits of one branch and year."""
    branch, year = at
    sold: dict[tuple[str, str], dict[Name, float]] = {}
    for name, recipe in recipes.items():
        made: dict[Name, float] = {}
        for (vehicle, market), (_, price) in DEMAND.items():
            if vehicle != recipe.vehicle:
                continue
            cost = recipe.materials + recipe.conversion + recipe.freight[market]
            sale: Name = ("sell", name, market, *at)
            margin = price - cost * (1 + recipe.duty[market])
            model.profit[sale] = margin * worth(branch, year)
            sold.setdefault((vehicle, market), {})[sale] = 1.0
            made[sale] = 1.0
        add_ramp(model, name, recipe, made, at)
    for key, sales in sold.items():
        model.limits.append((sales, DEMAND[key][0][branch]))
    for plant in plants:
        add_steps(model, recipes, plant, at)


def add_ramp(
    model: Rows, name: str, recipe: Recipe, made: dict[Name, float], at: tuple[str, int]
) -> None:
    """Add production <= share of full rate since the start."""
    if not recipe.has_ramp:
        return
    branch, year = at
    wanted = sum(
        volume[branch]
        for key, (volume, _) in DEMAND.items()
        if key[0] == recipe.vehicle
    )
    rate = min(STEPS[recipe.plant][-1][0], wanted)
    row = dict(made)
    for when, age in (("now", year), (branch, year - 1)):
        row[name, when] = -rate * RAMP[min(age, len(RAMP) - 1)]
    model.limits.append((row, 0.0))


def add_steps(
    model: Rows, recipes: dict[str, Recipe], plant: str, at: tuple[str, int]
) -> None:
    """Add at most one step in force, and production within it."""
    branch, year = at
    used: dict[Name, float] = {
        sale: 1.0
        for sale in model.profit
        if sale[0] == "sell" and sale[3:] == at and recipes[str(sale[1])].plant == plant
    }
    chosen: dict[Name, float] = {}
    for capacity, cost in STEPS[plant]:
        step: Name = ("step", plant, capacity, *at)
        model.whole.add(step)
        model.profit[step] = -cost * worth(branch, year)
        used[step] = -capacity
        chosen[step] = 1.0
    model.limits.append((used, 0.0))
    if plant == "NEW":
        opened: dict[Name, float] = {("open", "now"): -1.0}
        opened |= {("open", branch): -1.0} if year > 1 else {}
        model.limits.append((chosen | opened, 0.0))
    else:
        model.limits.append((chosen, 1.0))
