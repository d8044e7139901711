"""Right-to-left letters, and their forms in PDFs."""

import re
import unicodedata

RTL_LETTER = re.compile(r"[\u0590-\u05ff\u0600-\u0605\u0608\u061c-\u065f\u066d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew and Arabic letters and marks; Arabic digits and signs within numbers are left-to-right."""
_LTR_LETTER = re.compile(r"[a-zß-öø-ÿа-яё]")
_PRESENTATION_FORMS = re.compile(r"[\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Presentation forms: one character for each shape of a letter in its word."""
ALEFS = frozenset("اأإآٱ")
LAM = "ل"


def is_right_to_left(text: str) -> bool:
    """Return whether a line is right-to-left: most of its letters are.

    Capitals do not count, because a line of Arabic may consist of little more than a symbol.

    >>> is_right_to_left("القرار A/HRC/WG.6/5/L.3"), is_right_to_left("the word قرار in English")
    (True, False)
    """
    if text.isascii():
        return False
    return len(RTL_LETTER.findall(text)) > len(_LTR_LETTER.findall(text))


def fold_presentation_forms(text: str) -> str:
    """Convert presentation forms to letters, and put marks after their letter in Unicode's order.

    >>> fold_presentation_forms("ﺣﻤﺎﻳﺔ")
    'حماية'
    """
    if text.isascii():
        return text
    return unicodedata.normalize(
        "NFC", _PRESENTATION_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    )


def is_combining_mark(char: str) -> bool:
    """Return whether a character is a mark above or below the preceding letter."""
    return unicodedata.category(char) == "Mn"
