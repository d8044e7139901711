"""English verb forms out of their stems: what stands in a sentence as its finite verb."""

from collections.abc import Iterable, Iterator

VOWELS = frozenset("aeiou")
DOUBLING = frozenset({"ban", "begin", "cut", "fit", "map", "plan", "put", "refer", "run", "set", "step", "stop", "win"})
"""Verbs that double their last letter."""

_AUXILIARY = r"will|shall|should|must|ought\ to|would|may|can|could|has|have|had|is|are|was|were|does|do|did|continues?|continued|plans?\ to|intends?\ to"


_NO_OBJECT = r"(?:of|in|on|for|and|or|is|are|will|has|have|was|were|should|may|can|at|by|which|that)\b"
"""What does not follow a plural's verb: `workers support the ...`, but `human rights work of the ...`."""


def finite_forms(stems: Iterable[str], irregular: str) -> str:
    """An alternation of auxiliaries, and of the forms of the verbs that end in -s and -ed, and the irregular ones."""
    listed = sorted(set(stems), key=len, reverse=True)
    forms = sorted({form for stem in listed for form in _forms(stem)}, key=len, reverse=True)
    plural = rf"(?<=[a-z]s )(?:{'|'.join(listed)})(?= (?!{_NO_OBJECT}))|(?:(?<=they )|(?<=ople )|(?<=dren )|(?<=omen )|(?<=[tT]hose )|(?<= men )|(?<=[wW]e ))(?:{'|'.join(listed)})"
    return f"{_AUXILIARY}|{'|'.join(forms)}|{irregular}|{plural}"


def _forms(stem: str) -> Iterator[str]:
    """
    >>> list(_forms("study"))
    ['studies', 'studied']
    """
    if stem.endswith("y") and stem[-2] not in VOWELS:
        yield from (f"{stem[:-1]}ies", f"{stem[:-1]}ied")
    elif stem.endswith(("s", "x", "z", "ch", "sh")):
        yield from (f"{stem}es", f"{stem}ed")
    elif stem.endswith("e"):
        yield from (f"{stem}s", f"{stem}d")
    else:
        doubled = stem + stem[-1] if stem in DOUBLING else stem
        yield from (f"{stem}s", f"{doubled}ed")
