"""Has every line of a CSV file as many cells as there are columns, none in quotes?"""

BLOCK = 100_000  # bytes that are looked at together; more would stay in memory


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
    mark, start, length = separator.encode(), 0, len(body)
    if b'"' in body:
        return False
    while start < length:
        end = body.find(b"\n", start + BLOCK) + 1 or length
        lines = body[start:end].removesuffix(b"\n").split(b"\n")
        if {line.count(mark) for line in lines} != {width - 1}:
            return False
        start = end
    return True
