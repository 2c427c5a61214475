"""Which cells does a text such as ``demand.volume:product=VE`` mean?"""


def cells_named(text: str) -> tuple[str, str, str]:
    """Return table, column and `where` of a text; each may be blank or unknown.

    Parameters
    ----------
    text
        ``TABLE.COLUMN`` for every row, or ``TABLE.COLUMN:key=value``.
    """
    cells, _, where = text.partition(":")
    table, _, column = cells.partition(".")
    return table.strip(), column.strip(), where.strip()
