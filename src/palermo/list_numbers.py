"""Numbers of the items of lists, in the formats of Word: decimal, lowerLetter, upperRoman and so on."""

from collections.abc import Callable

_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_NUMERALS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


def format_list_number(count: int, number_format: str) -> str:
    """Return a number in one of Word's formats; an unknown format is written as decimal.

    >>> format_list_number(4, "lowerRoman"), format_list_number(28, "lowerLetter")
    ('iv', 'bb')
    """
    write = _FORMATTERS.get(number_format)
    return write(count) if write and count > 0 else str(count)


def _format_letter(count: int) -> str:
    """Return letters as Word does: after z come aa, bb, cc."""
    return chr(ord("a") + (count - 1) % 26) * min(20, (count - 1) // 26 + 1)


def _format_roman(count: int) -> str:
    digits = []
    for value, numeral in zip(_ROMAN_VALUES, _ROMAN_NUMERALS, strict=True) if count < 4000 else ():
        times, count = divmod(count, value)
        digits.append(numeral * times)
    return "".join(digits) or str(count)


_FORMATTERS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "lowerLetter": _format_letter,
    "upperLetter": lambda count: _format_letter(count).upper(),
    "lowerRoman": _format_roman,
    "upperRoman": lambda count: _format_roman(count).upper(),
}
