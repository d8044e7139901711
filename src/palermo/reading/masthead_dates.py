"""Dates as printed in UN mastheads in six languages, converted to ISO dates."""

import re
from datetime import date

_MONTH_NAMES = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
MONTHS = {name: month for names in _MONTH_NAMES.values() for month, name in enumerate(names.split(), start=1)}

_MONTH_PATTERN = "|".join(sorted(MONTHS, key=len, reverse=True))
_WRITTEN_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:er)?\s+(?:de\s+)?({_MONTH_PATTERN})(?:/\S+)?\s+(?:de\s+)?(\d{{4}})\b",
    re.IGNORECASE,
)
_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def parse_iso_day(text: str) -> str | None:
    """Return the day with which an ISO time begins; None for a text that begins with none.

    >>> parse_iso_day("2026-11-29T10:00:00Z"), parse_iso_day("2026-99-99"), parse_iso_day("soon")
    ('2026-11-29', None, None)
    """
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def find_first_date(text: str) -> str | None:
    """Return the first full date in a text as YYYY-MM-DD, or None.

    >>> find_first_date("Distr.: General\\n4 January 2010")
    '2010-01-04'
    >>> find_first_date("1er mars 2012"), find_first_date("2010年1月4日")
    ('2012-03-01', '2010-01-04')
    """
    written_dates = [
        (m.start(), m.group(3), MONTHS[m.group(2).lower()], m.group(1)) for m in _WRITTEN_DATE.finditer(text)
    ]
    written_dates += [(m.start(), m.group(1), int(m.group(2)), m.group(3)) for m in _CHINESE_DATE.finditer(text)]
    for _, year, month, day in sorted(written_dates):
        if 1 <= month <= 12 and 1 <= int(day) <= 31 and "1945" <= year <= "2100":
            return f"{year}-{month:02d}-{int(day):02d}"
    return None
