"""How is a number written for a person?"""

import math

MILLION = 1e6
BILLION = 1e9
TINY = 1e-9  # shown as 0


def grouped(value: float, decimals: int = 0) -> str:
    """Return the number with thousands separated by commas, e.g. ``1,234``."""
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def significant(value: float) -> str:
    """Return the number with three to four significant digits, without exponent.

    Examples
    --------
    >>> significant(1234.4), significant(12.345), significant(0.01234)
    ('1,234', '12.3', '0.0123')
    """
    if not math.isfinite(value):
        return "not known"
    size = abs(float(f"{value:.3g}"))  # 0.9999 is 1.00 in three digits
    if size >= 100 or size < TINY:
        return grouped(value)
    decimals = 2 - math.floor(math.log10(size))
    return grouped(value, min(decimals, 9))


def money(value: float | None, currency: str) -> str:
    """Return an amount with its unit, in millions or billions where large.

    Examples
    --------
    >>> money(1_234_000_000, "GBP"), money(-45_600_000, "GBP"), money(3_210, "GBP")
    ('GBP 1,234 m', 'GBP -45.6 m', 'GBP 3,210')
    """
    if value is None or not math.isfinite(value):
        return "not known"
    if abs(value) >= 10 * BILLION:
        return f"{currency} {significant(value / BILLION)} bn"
    if abs(value) >= 0.0995 * MILLION:
        return f"{currency} {_short(value / MILLION)} m"
    return f"{currency} {grouped(value)}"


def price(value: float, currency: str) -> str:
    """Return a price of one thing, to three digits and never in millions.

    Examples
    --------
    >>> price(260_366, "GBP"), price(1_234_567, "GBP"), price(97.76, "GBP")
    ('GBP 260,000', 'GBP 1,230,000', 'GBP 97.8')
    """
    return f"{currency} {significant(float(f'{value:.3g}'))}"


def _short(value: float) -> str:
    return grouped(value, 0 if abs(value) >= 99.95 else 1 if abs(value) >= 9.95 else 2)


def gain(value: float, currency: str) -> str:
    """Return a difference in money with its sign always written."""
    text = money(abs(value), currency)
    if text == f"{currency} 0":
        return text
    return text.replace(" ", " -" if value < 0 else " +", 1)


def percent(share: float | None) -> str:
    """Return a share as a percentage, e.g. ``12.5 %``."""
    if share is None or not math.isfinite(share):
        return "not known"
    value = 100 * share
    if value and abs(value) < 0.001:
        return "under 0.001 %"
    return f"{value:.3g} %"


def vehicles(count: float) -> str:
    """Return a volume rounded to three digits, e.g. ``61,200 vehicles``."""
    if abs(count) >= 1000:
        step = 10 ** (len(str(int(abs(count)))) - 3)
        count = round(count / step) * step
    return f"{grouped(count)} vehicles"


def listed(words: list[str]) -> str:
    """Return words joined as in a sentence: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
