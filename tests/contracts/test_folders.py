"""Does every folder hold few enough modules to be read as one?"""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "brownfield"
MOST_MODULES = 12
FOLDERS = sorted({path.parent for path in PACKAGE.rglob("*.py")})


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda f: str(f.relative_to(PACKAGE.parent))
)
def test_no_folder_has_more_than_a_dozen_modules(folder: Path) -> None:
    """A reader sees at a glance what a folder answers."""
    names = sorted(p.stem for p in folder.glob("*.py") if p.stem != "__init__")
    assert len(names) <= MOST_MODULES, names
