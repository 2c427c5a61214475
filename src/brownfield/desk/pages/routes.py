"""Which page stands at which address?"""

from collections.abc import Callable
from dataclasses import dataclass

from brownfield.desk.pages import asking, running, start
from brownfield.desk.pages.visit import Desk, Given, Visit

View = Callable[[Desk, Visit], Given]
JSON = ".json"


@dataclass(frozen=True)
class Route:
    """A page, or what a form does.

    Attributes
    ----------
    path
        Its address; words in braces are parts of it.
    view
        Gives the page.
    is_change
        Whether it changes something, so that it is only reached by a form.
    has_twin
        Whether it is also given as JSON.
    """

    path: str
    view: View
    is_change: bool = False
    has_twin: bool = False

    @property
    def twin(self) -> str:
        """Address of its JSON."""
        return f"{'/index' if self.path == '/' else self.path}{JSON}"


def _page(path: str, view: View) -> Route:
    return Route(path, view, has_twin=True)


def _file(path: str, view: View) -> Route:
    return Route(path, view)


def _change(path: str, view: View) -> Route:
    return Route(path, view, is_change=True)


ROUTES = (
    _page("/", start.start),
    _change("/cases", start.add),
    _page("/runs", running.run_list),
    _file("/runs/{run}/page", running.answer),
    _file("/runs/{run}/document.json", running.document),
    _file("/runs/{run}/report.html", running.report),
    _change("/runs/{run}/stop", running.stop),
    _change("/runs/{run}/again", running.again),
    _page("/runs/{run}", running.run_page),
    _page("/cases/{case}/ask/{question}", asking.form),
    _change("/cases/{case}/ask/{question}", asking.post),
    _page("/cases/{case}", asking.case_page),
)
"""More exact addresses stand before those with fewer parts."""
