"""Cases small enough to work by hand: one firm, one car, plants of one hour a year."""

from collections.abc import Mapping, Sequence

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, all_tables, typed_frame
from brownfield.tables.settings import Settings

MILLION = 1e6
Rows = Mapping[str, Sequence[Row]]


def small_case(
    rows: Rows, *, years: int = 1, parties: Sequence[str] = (), **case_keys: object
) -> Case:
    """Return a valid case of 2030 and the years after it, solved to the last digit.

    Parameters
    ----------
    rows
        Rows by table; tables of the firm, its plant and its car are filled in.
    years
        Length of the horizon.
    parties
        Parties that plan together; none = every company.
    case_keys
        Further keys of the section [case].
    """
    content: dict[str, Sequence[Row]] = dict(BASE) | dict(rows)
    typed = {name: typed_frame(TABLES[name], some) for name, some in content.items()}
    section = {"first_year": 2030, "last_year": 2029 + years} | case_keys
    settings = Settings.model_validate(
        {
            "case": section,
            "plan": {"parties": tuple(parties)},
            "solve": {"gap": 0.0},
        }
    )
    return Case("small", settings, all_tables(typed)).checked()


def pattern(facility: str, capacity: float, **cells: str | float | bool) -> Row:
    """Return a shift pattern of a given capacity, standard vehicles a year."""
    once: dict[str, str | float | bool] = {
        "facility": facility,
        "pattern": "all",
        "jobs_per_hour": capacity,
        "hours_per_shift": 1.0,
        "shifts_per_day": 1.0,
        "days_per_year": 1.0,
    }
    return once | cells


def option(name: str, **cells: str | float | bool | None) -> Row:
    """Return a build option of the car at the plant for the firm."""
    usual: dict[str, str | float | bool | None] = {
        "build_option": name,
        "product": "car",
        "facility": "plant",
        "programme_owner": "firm",
        "mode": "full",
    }
    return usual | cells


def product(name: str, **cells: str) -> Row:
    """Return an electric car of the firm."""
    usual = {"company": "firm", "hs_code": "870380", "powertrain": "bev"}
    return {"product": name} | usual | cells


def buyers(volume: float, price: float, **cells: str | float) -> Row:
    """Return demand for the car at home in 2030."""
    usual: dict[str, str | float] = {"product": "car", "place": "home", "year": 2030}
    return usual | {"volume": volume, "price": price} | cells


def every_year(years: int, volume: float, price: float) -> list[Row]:
    """Return the same demand for the car at home in each year."""
    return [buyers(volume, price, year=2030 + age) for age in range(years)]


BASE: Rows = {
    "parties": [{"party": "firm"}],
    "places": [{"place": "home", "customs_territory": "HL"}],
    "facilities": [{"facility": "plant", "place": "home", "owner": "firm"}],
    "shift_patterns": [pattern("plant", 10_000)],
    "products": [product("car")],
    "build_options": [option("make")],
    "demand": [buyers(10_000, 1_000)],
}
