"""Which errors can brownfield raise, and what does each one mean?

BrownfieldError
├── DataError            the tables of a case are wrong (exit code 2)
│   └── LabelError       labels that should match do not
├── UseError             the call itself is wrong (exit code 2)
│   ├── FileError        a file cannot be written there
│   └── RefusedError     the solver does not take the numbers of the model
├── UnansweredError      no answer within the limits, or none that holds (exit code 1)
├── WorkerError          a worker process died or failed in a way it cannot tell
└── MissingExtraError    an optional dependency is not installed (exit code 2)

Infeasible, time limit and interruption are statuses of one plan, not errors; an answer
that needs several plans and lacks one is not given.
"""


class BrownfieldError(Exception):
    """Any error that brownfield raises on purpose."""


class DataError(BrownfieldError):
    """The tables of a case are wrong.

    The message says where, what was found, what is allowed and what to do next.
    """


class LabelError(DataError):
    """Labels that should match do not, so a join would lose or invent rows."""


class UseError(BrownfieldError):
    """A command or function was called in a way that cannot work."""


class FileError(UseError, OSError):
    """A file or folder cannot be written: disk full, not allowed, no such place.

    An OSError too, for callers who expect one.
    """


class RefusedError(UseError):
    """The solver does not take a model: its numbers are too large or too small."""


class UnansweredError(BrownfieldError):
    """A question has no answer: none exists, none in time, or its audit failed."""


class WorkerError(BrownfieldError):
    """A worker process died again and again, or failed with an error of others."""


class MissingExtraError(BrownfieldError):
    """An optional dependency is needed and not installed."""
