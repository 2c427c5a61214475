"""Where are plants and markets on the map, and which of them are named?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.tell.figures.style import INK, named, tip

if TYPE_CHECKING:
    from brownfield.tell.labels import Labels

WHOLE, NEAR = "All places", "Close up"
CROWDED = 9.0  # degrees, weighted; nearer places share one name on the whole map
TOUCHING = 1.2  # degrees, weighted; nearer places share one name in the close-up

Spot = dict[str, Any]


def spots(names: Labels, flows: pl.DataFrame) -> list[Spot]:
    """Return plants, then markets, with position and where their name is shown."""
    plants = flows.unique("facility", maintain_order=True).select(
        key="facility", longitude="from_longitude", latitude="from_latitude"
    )
    markets = flows.unique("place", maintain_order=True).select(
        key="place", longitude="to_longitude", latitude="to_latitude"
    )
    built = [_spot(row, names.facilities, "plant") for row in plants.to_dicts()]
    sold = [_spot(row, names.places, "market") for row in markets.to_dicts()]
    return _named_where_free([*built, *sold])


def _spot(row: Spot, names: dict[str, str], kind: str) -> Spot:
    return row | {"name": names.get(row["key"], row["key"]), "kind": kind}


def _named_where_free(spots: list[Spot]) -> list[Spot]:
    """Return the spots with the views that name them, so that names do not collide.

    A name goes to the left of a spot that lies west of most others, else right.
    """
    west = sorted(spot["longitude"] for spot in spots)[len(spots) // 2]
    done: list[Spot] = []
    for spot in spots:
        far = all(_apart(s, spot) >= CROWDED for s in done if s["is_far"])
        near = all(_apart(s, spot) >= TOUCHING for s in done if s["is_near"])
        side = "left" if _has_room_west(spot, spots, west) else "right"
        done.append(spot | {"is_far": far, "is_near": near, "side": side})
    return done


def _has_room_west(spot: Spot, spots: list[Spot], west: float) -> bool:
    is_last = spot["longitude"] >= max(s["longitude"] for s in spots)
    is_first = spot["longitude"] <= min(s["longitude"] for s in spots)
    return is_last or (spot["longitude"] < west and not is_first)


def _apart(one: Spot, other: Spot) -> float:
    """Return how far apart two names are; names are wider than they are tall."""
    across = abs(one["longitude"] - other["longitude"]) / 3
    return float(across + 2 * abs(one["latitude"] - other["latitude"]))


def marks() -> tuple[Any, ...]:
    """Return the layers of dots and names over the data `spots`."""
    base = named("spots").encode(longitude="longitude:Q", latitude="latitude:Q")
    shape = "datum.kind === 'plant' ? 'square' : 'circle'"
    dots = base.mark_point(
        filled=True, size=75, opacity=1, stroke="#ffffff", shape={"expr": shape}
    ).encode(color={"value": INK}, tooltip=[tip("name", "Place"), tip("kind", "Is a")])
    halo = {"stroke": "#ffffff", "strokeWidth": 3}
    return (dots, *(_names(base, s, h) for s in ("left", "right") for h in (halo, {})))


def _names(base: Any, side: str, style: dict[str, Any]) -> Any:
    align, shift = ("right", -9) if side == "left" else ("left", 9)
    shown = f"zoom === '{NEAR}' ? datum.is_near : datum.is_far"
    kept = base.transform_filter(f"datum.side === '{side}' && ({shown})")
    words = kept.mark_text(align=align, dx=shift, fontWeight="bold", **style)
    return words.encode(text="name:N")
