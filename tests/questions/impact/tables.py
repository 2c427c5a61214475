"""Input-output tables small enough for paper."""

from pathlib import Path

import numpy as np

from brownfield.case.shapes import Floats
from brownfield.questions.impact.economy.table import Economy

TWO = np.array([[150.0, 500.0], [200.0, 100.0]])
"""Sales of two sectors to each other; output 1,000 and 2,000 (Miller and Blair, 2)."""
OUTPUT = np.array([1000.0, 2000.0])
SHARES = np.array([[0.15, 0.25], [0.20, 0.05]])

PUBLISHED = """code,sector,farms,works,TOTAL,households,exports,total output
A,farms,150,500,650,350,0,1000
B,works,200,100,300,500,1200,2000
T,TOTAL,350,600,,,,
P7,imports,50,400,,,,
B1G,value added,600,1000,,,,
D1,compensation of employees,300,500,,,,
EMP,employment,30,40,,,,
P1,output,1000,2000,,,,
"""
"""Columns: 350 + 50 + 600 = 1,000 and 600 + 400 + 1,000 = 2,000."""


def two_sectors(jobs: Floats | None = None) -> Economy:
    """Return the two sectors with wages of .3 and .25 and consumption of 30 and 320."""
    unknown = np.full(2, np.nan)
    return Economy(
        ("farms", "works"),
        TWO,
        OUTPUT,
        unknown,
        np.array([300.0, 500.0]),
        unknown,
        unknown if jobs is None else jobs,
        np.array([40.0, 320.0]),
        np.array([350.0, 1700.0]),
    )


def published(folder: Path, text: str = PUBLISHED, name: str = "table.csv") -> Path:
    """Return a file that holds a table."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
