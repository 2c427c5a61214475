"""What do all charts have in common?"""

import altair as alt

from brownfield.tell.figures.style import named, to_spec


def test_what_draws_nothing_is_no_layer() -> None:
    """Vega gives it a role without a name, at which a screen reader would stop."""
    lines = named("lines").mark_rule().encode(x="x:Q")
    points = named("points").mark_point().encode(x="x:Q")
    chart = alt.layer(lines, points)
    drawn = to_spec(chart, lines=[], points=[{"x": 1}])
    assert [one["mark"]["type"] for one in drawn["layer"]] == ["point"]
    both = to_spec(chart, lines=[{"x": 1}], points=[{"x": 1}])
    assert [one["mark"]["type"] for one in both["layer"]] == ["rule", "point"]
    assert len(to_spec(chart)["layer"]) == 2  # data are given later
