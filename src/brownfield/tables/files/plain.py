"""Has every line of a CSV file as many cells as there are columns, none in quotes?"""

import numpy as np

BLOCK = 100_000  # bytes that are looked at together; more would stay in memory
NEWLINE = ord("\n")


def is_plain(body: bytes, separator: str, width: int) -> bool:
    """Return whether no cell is quoted, and each line has a cell for each column.

    Such a file can be read column by column: a reader that takes one column does not
    see that a line has too many cells (Polars 2.1 leaves them out without a word).

    Parameters
    ----------
    body
        Lines of the file, from the header on.
    separator
        One character between cells.
    width
        Number of columns.
    """
    start, length = 0, len(body)
    if b'"' in body:
        return False
    while start < length:
        end = body.find(b"\n", start + BLOCK) + 1 or length
        block = np.frombuffer(body, np.uint8, end - start, start)
        if not (_cells_of_lines(block, ord(separator)) == width).all():
            return False
        start = end
    return True


def _cells_of_lines(block: np.ndarray, mark: int) -> np.ndarray:
    """Return how many cells each line of a block of bytes has."""
    begins = np.flatnonzero(block[:-1] == NEWLINE) + 1
    lines = np.concatenate([[0], begins])
    return np.add.reduceat(block == mark, lines, dtype=np.int64) + 1
