"""Requests: one printed item may hold several, each signed by those who ask for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from palermo.extraction.lists.grammar import Grammar
from palermo.extraction.lists.recommenders import Signature, signatures
from palermo.extraction.state_names import is_state
from palermo.statements import normalised

_BEFORE = re.compile(r"^(?:[\s;,.:/؛،；，。]|\((?:[a-z]|[ivx]+)\)\s)+", re.IGNORECASE)
_AFTER = re.compile(r"(?:\s|[;,:.؛،；，。]|[;,.]\s*(?:and|or))+$", re.IGNORECASE)
_THREE_LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)
_SIGNS = re.compile(r"[\s;,.:*†∗\d]*$")
_BREAK = re.compile(
    r"\s*\d{0,2}\s*(?:(?P<mark>[;.])|(?:(?P<slash>/)|,)?\s*(?:(?P<and_to>and\s+to\s+)|(?:and\s+)?(?:to\s+)?)(?P<verb>[a-z]+))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[;.]\s*$")
MIN_WORDS = 3
"""A request before `and` or a slash has at least so many words: `Sign (A) and ratify (B) the Protocol` is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked, without the signature that closes it: offsets in the item's text; and who signs."""

    start: int
    end: int
    signatures: tuple[Signature, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names that sign, each once, in printed order."""
        return tuple(dict.fromkeys(name for signature in self.signatures for name in signature.names))


def closing_names(texts: Sequence[str], grammar: Grammar) -> frozenset[str]:
    """Names in the brackets that close the texts: those who recommend in a document, beyond doubt."""
    closing = (list(signatures(text, grammar))[-1:] for text in texts)
    return frozenset(
        normalised(name)
        for text, last in zip(texts, closing, strict=True)
        for signature in last
        if not _SIGNS.sub("", text[signature.end :])
        for name in signature.names
    )


def requests(text: str, grammar: Grammar, known: frozenset[str] = frozenset()) -> Iterator[Request]:
    """Divide an item after each signature that ends a request; an item without signatures is one request.

    A bracket within the item signs only if one of its names is `known`, or a mark that ends a request follows:
    `the Trafficking (Control) Act` is signed by nobody.
    """
    found = [x for x in signatures(text, grammar) if _signs(x, text, known)]
    begin = 0
    for upto in _ends(text, found, grammar):
        yield from _request(text, begin, found[:upto], found[upto - 1].end)
        begin = found[upto - 1].end
        found = found[upto:]
    if not found and begin > 0:
        return
    yield from _request(text, begin, found, len(text))


def _signs(signature: Signature, text: str, known: frozenset[str]) -> bool:
    following = text[signature.end :].lstrip()
    if not following or following[0] in ";/.,:(":
        return True
    return any(normalised(name) in known or is_state(name) for name in signature.names)


def _ends(text: str, found: Sequence[Signature], grammar: Grammar) -> Iterator[int]:
    """Numbers of signatures, counted from the last end, after which a new request begins."""
    begin, since = 0, 0
    for index, (signature, following) in enumerate(pairwise(found)):
        since += 1
        if _breaks(text, begin, signature, following, grammar):
            yield since
            begin, since = found[index].end, 0


def _breaks(text: str, begin: int, signature: Signature, following: Signature, grammar: Grammar) -> bool:
    """Whether a new request begins after a signature: after a full stop, a slash between requests, or with a verb."""
    found = _BREAK.match(text, signature.end)
    if not found:
        return False
    if found["mark"]:
        return True
    before = _BEFORE.sub("", text[begin : signature.start]).rstrip()
    if len(before.split()) < MIN_WORDS or grammar.open_ends.search(before):
        return False
    if found["slash"] and len(text[found.end() : following.start].split()) < MIN_WORDS - 1:
        return False
    capital = found["verb"][0].isupper() and found["verb"][1:].islower()
    if (found["and_to"] and before.lower().startswith("to ")) or (capital and _SENTENCE_END.search(before)):
        return True
    return found["verb"].lower() in grammar.joined_requests


def _request(text: str, begin: int, signed: Sequence[Signature], limit: int) -> Iterator[Request]:
    """Trim a stretch of the item; nothing where no words are left."""
    end = limit
    for signature in reversed(signed):
        if _SIGNS.sub("", text[signature.end : end]):
            break
        end = signature.start
    lead = _BEFORE.match(text[begin:end])
    start = begin + (lead.end() if lead else 0) if begin else 0
    end = start + len(_AFTER.sub("", text[start:end]))
    if _THREE_LETTERS.search(text, start, end):
        yield Request(start=start, end=end, signatures=tuple(signed))
