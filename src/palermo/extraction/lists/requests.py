"""Requests: one printed item may hold several, each signed by those who ask for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from palermo.extraction.lists.grammar import Grammar
from palermo.extraction.lists.recommenders import Signature, find_signatures
from palermo.extraction.state_names import is_state
from palermo.languages.language_words import LanguageWords
from palermo.statements import normalise_text

_WORDS = LanguageWords("extraction")
_LEADING_MARKS = re.compile(r"^(?:[\s;,.:/؛،；，。]|\((?:[a-z]|[ivx]+)\)\s|\d{1,3}\.\s)+", re.IGNORECASE)
_TRAILING_MARKS = _WORDS.compile_pattern(
    r"(?:\s|[;,:.؛،；，。]|[;,.]\s*(?:{lists.closing_conjunctions}))+$", re.IGNORECASE
)
_THREE_LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)
CLOSING_MARKS = re.compile(r"[\s;,.:*†∗\d]*$")
_BOUNDARY = _WORDS.compile_pattern(
    r"\s*\d{0,2}\s*(?:(?P<mark>[;.])|(?:(?P<slash>/)|,)?\s*"
    r"(?P<joiner>(?:{lists.request_joiners})\s+)?(?P<infinitive>(?:{lists.infinitive_markers})\s+)?(?P<verb>[a-z]+))",
    re.IGNORECASE,
)
_VERB_DIVIDER = re.compile(r"/|\)\s*,")
_JOINED = _WORDS.compile_pattern(
    r",?\s*(?:{lists.request_joiners})\s+(?P<infinitive>(?:{lists.infinitive_markers})\s)?", re.IGNORECASE
)
_PURPOSE = _WORDS.compile_pattern(r",?\s*(?:{lists.infinitive_markers})\s", re.IGNORECASE)
_BACK_REFERENCE = _WORDS.compile_pattern(r"\b(?:{lists.back_references})\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?=\S*[A-Z]\S*[A-Z])[A-Z][\w-]*(?:\s(?:\d|I{1,3}))?")
"""`ICRMW`, `OP-ICCPR 1`: the next text of the same request."""
_INFINITIVE = _WORDS.compile_pattern(
    r"(?:(?:{lists.request_joiners})\s+)?(?:{lists.infinitive_markers})\s", re.IGNORECASE
)
_REMARK = re.compile(r"\s*[;.]\s+(?=[A-Z])(?P<word>\w+)")
"""What follows a signed request is the State's answer if it begins with no verb that asks: `(A); Kenya rejects it.`"""
_SENTENCE_END = re.compile(r"[;.]\s*$")
MIN_REQUEST_WORDS = 3
"""A request before `and` or a slash has at least so many words: `Sign (A) and ratify (B) the Protocol` is one."""
MAX_END_CHARS = 400
"""Characters at the beginning and at the end of a request that show whether it is complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSpan:
    """What is asked, without the signature that closes it: offsets in the item's text; and who signs."""

    start: int
    end: int
    signatures: tuple[Signature, ...]
    brackets: tuple[Signature, ...]
    """Those within the words too, of whoever: they sign only what stands before them."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names that sign, each once, in printed order."""
        return tuple(dict.fromkeys(name for signature in self.signatures for name in signature.names))

    def is_signed_whole(self, name: str) -> bool:
        """Return whether a name stands in every bracket within the words: in `Sign (A) or end (B) it`, none does."""
        return all(name in bracket.names for bracket in self.brackets if bracket.end <= self.end)


def find_closing_names(texts: Sequence[str], grammar: Grammar) -> frozenset[str]:
    """Return the names in brackets that close the texts: those who certainly recommend."""
    closing = (list(find_signatures(text, grammar))[-1:] for text in texts)
    return frozenset(
        normalise_text(name)
        for text, last in zip(texts, closing, strict=True)
        for signature in last
        if not CLOSING_MARKS.sub("", text[signature.end :])
        for name in signature.names
    )


def split_requests(text: str, grammar: Grammar, known_names: frozenset[str] = frozenset()) -> Iterator[RequestSpan]:
    """Divide an item after each signature that ends a request; an item without signatures is one request.

    A bracket within the item signs only if one of its names is `known`, or a mark that ends a request follows:
    `the Trafficking (Control) Act` is signed by nobody.
    """
    requests = [x for x in find_signatures(text, grammar) if _is_request_signature(x, text, known_names)]
    start = 0
    for upto in _find_request_ends(text, requests, grammar):
        request = _trim_request(text, start, requests[:upto], requests[upto - 1].end)
        yield from _split_by_name(text, request, grammar)
        start = requests[upto - 1].end
        requests = requests[upto:]
    if not requests and start > 0:
        return
    remark = _REMARK.match(text, requests[-1].end) if requests else None
    is_answered = remark is not None and remark["word"].lower() not in grammar.joined_requests
    limit = requests[-1].end if is_answered else len(text)
    yield from _split_by_name(text, _trim_request(text, start, requests, limit), grammar)


def _is_request_signature(signature: Signature, text: str, known_names: frozenset[str]) -> bool:
    following = text[signature.end :].lstrip()
    if not following or following[0] in (";/.:" if known_names else ";/.:("):
        return True
    return any(normalise_text(name) in known_names or is_state(name) for name in signature.names)


def _find_request_ends(text: str, candidates: Sequence[Signature], grammar: Grammar) -> Iterator[int]:
    """Yield the numbers of signatures after which a new request begins, from the last end."""
    start, since = 0, 0
    for index, (signature, following) in enumerate(pairwise(candidates)):
        since += 1
        if _is_request_boundary(text, start, signature, following, grammar):
            yield since
            start, since = candidates[index].end, 0


def _is_request_boundary(
    text: str, offset: int, signature: Signature, next_signature: Signature, grammar: Grammar
) -> bool:
    """Return whether a new request begins after a signature: after a full stop, after a slash, or with a verb."""
    match = _BOUNDARY.match(text, signature.end)
    if not match:
        return False
    if match["mark"]:
        return (
            _THREE_LETTERS.search(text, match.end(), next_signature.start) is not None
            and _ACRONYM.fullmatch(text[match.end() : next_signature.start].strip()) is None
        )
    request_text = _read_ends(text, offset, signature.start)
    if _is_incomplete(request_text, grammar):
        return False
    rest = text[match.end() : next_signature.start].strip()
    if match["slash"] and len(rest.split()) < MIN_REQUEST_WORDS - 1 and not _ACRONYM.fullmatch(rest):
        return False
    if _is_addition(text, request_text, signature, next_signature):
        return False
    capital = match["verb"][0].isupper() and match["verb"][1:].islower()
    if (match["joiner"] and match["infinitive"] and _INFINITIVE.match(request_text)) or (
        capital and (match["slash"] or _SENTENCE_END.search(request_text))
    ):
        return True
    return match["verb"].lower() in grammar.joined_requests


def _read_ends(text: str, start: int, end: int) -> str:
    """Return the words of a stretch, of a long one its first and last."""
    if end - start > 2 * MAX_END_CHARS:
        return f"{_read_ends(text, start, start + MAX_END_CHARS)} {text[end - MAX_END_CHARS : end].rstrip()}"
    return _LEADING_MARKS.sub("", text[start:end]).rstrip()


def _is_addition(text: str, request_text: str, signature: Signature, next_signature: Signature) -> bool:
    """Return whether what follows a signature adds to its request rather than begins one.

    It does if those who sign it sign the request too, if it refers back, or if it says what the request is for:
    `Ratify it (A, B) and apply it (B)`, `Train judges (A) to end impunity (B)`.
    """
    is_infinitive = _INFINITIVE.match(request_text) is not None
    if _PURPOSE.match(text, signature.end):
        return not is_infinitive
    joint = _JOINED.match(text, signature.end)
    if joint is None:
        return False
    names, next_names = set(signature.names), set(next_signature.names)
    is_signed_above = next_names == names or (next_names < names and not (is_infinitive and joint["infinitive"]))
    return is_signed_above or _BACK_REFERENCE.search(text, joint.end(), next_signature.start) is not None


def _is_incomplete(request_text: str, grammar: Grammar) -> bool:
    """Return whether a request goes on after its signature: `Sign (A) and ratify (B) the Protocol`."""
    return (
        len(request_text.split()) < MIN_REQUEST_WORDS
        or grammar.open_ends.search(request_text) is not None
        or _has_no_object(request_text, grammar)
    )


def _has_no_object(request_text: str, grammar: Grammar) -> bool:
    """Return whether a request still lacks its object: `Consider establishing (A)/establish`."""
    words = re.findall(r"\w+", _VERB_DIVIDER.split(request_text)[-1].lower())
    return len(words) == 1 and words[0] in grammar.joined_requests


def _trim_request(text: str, offset: int, request_signatures: Sequence[Signature], limit: int) -> RequestSpan | None:
    """Trim a stretch of the item; None where no words are left."""
    end = limit
    for signature in reversed(request_signatures):
        if CLOSING_MARKS.sub("", _TRAILING_MARKS.sub("", text[signature.end : end])):
            break
        end = signature.start
    lead = _LEADING_MARKS.match(text[offset:end])
    start = offset + (lead.end() if lead else 0) if offset else 0
    end = start + len(_TRAILING_MARKS.sub("", text[start:end]))
    if not _THREE_LETTERS.search(text, start, end):
        return None
    signatures = tuple(request_signatures)
    return RequestSpan(start=start, end=end, signatures=signatures, brackets=signatures)


def _split_by_name(text: str, request: RequestSpan | None, grammar: Grammar) -> Iterator[RequestSpan]:
    """Divide a request whose last signers ask for more: each name asks for the words before the last bracket it is in.

    `Ban the practice (A, B) in all schools (B)` is `Ban the practice` of A, and all of it of B.
    """
    if request is None:
        return
    ends = _find_ends(text, request, grammar)
    for end in sorted(set(ends.values())) or [request.end]:
        signatures = (
            replace(signature, names=tuple(name for name in signature.names if ends[name] == end))
            for signature in request.signatures
        )
        yield RequestSpan(
            start=request.start,
            end=request.start + len(_TRAILING_MARKS.sub("", text[request.start : end])),
            signatures=tuple(signature for signature in signatures if signature.names),
            brackets=request.brackets,
        )


def _find_ends(text: str, request: RequestSpan, grammar: Grammar) -> dict[str, int]:
    """Return where the words of each name end; all with the request if one of its brackets stands before the object."""
    ends: dict[str, int] = {}
    whole = {name: request.end for signature in request.signatures for name in signature.names}
    for signature in request.signatures:
        if signature.start >= request.end or signature is request.signatures[-1]:
            ends |= dict.fromkeys(signature.names, request.end)
            continue
        words = _read_ends(text, request.start, signature.start)
        if _is_incomplete(words, grammar) or words.rpartition(" ")[2].lower() in grammar.joined_requests:
            return whole
        ends |= dict.fromkeys(signature.names, signature.start)
    return ends
