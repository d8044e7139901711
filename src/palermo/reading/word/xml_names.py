"""Names of the WordprocessingML elements that are used."""

from typing import Any

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """Return the full name of an element or attribute of the main namespace."""
    return _MAIN + name


def is_switched_on(element: Any) -> bool:
    """Return whether a property such as bold is present and not explicitly off."""
    return element is not None and element.get(VAL) not in OFF_VALUES


VAL = w("val")
ID = w("id")
OFF_VALUES = frozenset({"0", "false", "off"})

BODY, PARAGRAPH, TABLE, ROW, CELL = w("body"), w("p"), w("tbl"), w("tr"), w("tc")
RUN, RUN_PROPERTIES, PARAGRAPH_PROPERTIES = w("r"), w("rPr"), w("pPr")
TEXT, MATHS_TEXT, SYMBOL = w("t"), _MATHS + "t", w("sym")
TEXT_BOX = w("txbxContent")
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = w("footnoteReference"), w("endnoteReference")
ALTERNATIVES, CHOICE, FALLBACK = (_COMPATIBILITY + name for name in ("AlternateContent", "Choice", "Fallback"))

WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))
"""Transparent elements around blocks or runs."""

UNPRINTED = frozenset(
    map(w, ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "customXmlPr"))
)
"""Elements that are not printed: deleted text, field codes, pronunciation of Chinese characters."""
