"""A headquarters with three places, small enough for paper."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import brownfield
from brownfield.case.case import Case

MINI = Path(brownfield.__file__).parent / "case" / "examples" / "mini"

FUNCTIONS = "function,staff,space\noffice,100,10\nworks,50,40\n"
SITES = "site,name,pay,rent,talent_pool\na,Alpha,,,\nb,Beta,,,\nc,Gamma,,,\n"
CRITERIA = """criterion,site,score,worst,best,swing
price,a,180,300,100,100
price,b,300,,,
price,c,220,,,
travel,a,30,60,20,60
travel,b,50,,,
travel,c,24,,,
quality,a,6,0,10,40
quality,b,9,,,
quality,c,2,,,
"""
"""Worth: a .6 .75 .6, b 0 .25 .9, c .4 .9 .2; weights .5 .3 .2."""


def site_case(folder: Path, **texts: str) -> Case:
    """Return mini with a headquarters, its three tables as given.

    Parameters
    ----------
    folder
        Where it may be written.
    texts
        Text of each further table by name; blank leaves a table out.
    """
    return brownfield.read_case(write(folder, texts))


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    """Return the folder of mini with a headquarters."""
    home = folder / "case"
    shutil.copytree(MINI, home)
    tables = {"functions": FUNCTIONS, "sites": SITES, "criteria": CRITERIA, **texts}
    for name, text in tables.items():
        if text:
            (home / f"{name}.csv").write_text(text, encoding="utf-8")
    return home
