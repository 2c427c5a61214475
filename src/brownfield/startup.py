"""What is set before the libraries load, for a command and its workers?"""

import gc
import os
import sys
import warnings

ONE_EACH = "POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS"
MOST_NEW = 50_000  # objects until Python looks for circles among them


def prepare() -> None:
    """Set threads, warnings, plugins and memory as commands need them.

    Tables of a case are small: more threads of Polars cost a third more CPU and save
    no time; those of NumPy's sums wait for work in a loop, which is a twentieth of
    `why`. Recounts make many small rows and no circles of them, so looking for
    circles less often saves a twentieth of a plan. Plugins of pydantic, of which we use
    none, are not looked for among all packages. Worker processes take the rest from the
    environment.
    """
    for threads in ONE_EACH:
        os.environ.setdefault(threads, "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(MOST_NEW)
    _without_warnings()


def _without_warnings() -> None:
    """Keep warnings of libraries from users; python -W shows them."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
        os.environ.setdefault("PYTHONWARNINGS", "ignore")
