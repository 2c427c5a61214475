"""What do all maps share: the world's outline, and a view fitted into the chart?"""

import json
from collections.abc import Callable
from typing import Any

import altair as alt

from brownfield.tell.vendored import text_of

FIT = {"type": "fit", "contains": "padding", "resize": True}


def countries() -> Any:
    """Return the outline of all countries, the data `world` of a map."""
    return json.loads(text_of("countries-110m.json"))


def outline() -> Any:
    """Return the layer that draws the data `world`."""
    shape: Any = alt.TopoDataFormat(type="topojson", feature="countries")
    world = alt.Chart(alt.NamedData(name="world", format=shape))
    return world.mark_geoshape(
        fill="#e9edf0", stroke="#c8d0d7", strokeWidth=0.7, clip=True, tooltip=None
    )


def fitted(centre: float, edge: Callable[[str], str]) -> dict[str, Any]:
    """Return the projection that fits a frame into the chart's size.

    Parameters
    ----------
    centre
        Longitude of the middle of the map, degrees.
    edge
        Gives x, y, width or height of the frame as an expression.
    """
    scale = f"min(width / {edge('width')}, height / {edge('height')})"
    across = f"width / 2 - {edge('x')} * {scale}"
    down = f"height / 2 + {edge('y')} * {scale}"
    return {
        "type": "naturalEarth1",
        "rotate": [-centre, 0, 0],
        "scale": {"expr": scale},
        "translate": {"expr": f"[{across}, {down}]"},
    }
