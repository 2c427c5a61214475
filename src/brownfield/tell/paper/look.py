"""Which colours do the pages and slides of a board paper share?"""

from brownfield.tell.figures.style import BLACK, PALETTE, VERMILLION

PAPER = "#f3f5f7"  # behind what is set off
WARNING = VERMILLION
SHADES = (*PALETTE, BLACK, "#7a4fa3", "#8c6d31", "#2f6f6f")
"""One for each series of a chart."""
