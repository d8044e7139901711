"""Bodies that issue a document together: the parties of a joint declaration or an agreement, and joint authors."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.organisation_names import clean_name, is_organisation_line
from palermo.registry import load_registry
from palermo.statements import JOINT_SEPARATOR, PassageKind

MAX_NAMES, MAX_PARTS = 6, 9
"""Maximum parties, and maximum parts between commas and conjunctions of their names."""
MIN_MENTIONS = 3
"""Minimum mentions of a party with one word as its name, neither a State nor in the registry: `Examplo`."""
MIN_FIRST_PERSON = 3
"""Minimum paragraphs of a declaration in which its parties say `we`."""
MIN_LISTS = 2
"""Minimum times that a declaration lists its States."""
OPENING_BLOCKS, MAX_CITATION_CHARS = 120, 300
_WORDS = LanguageWords("reading")
_SEPARATOR = _WORDS.compile_pattern(
    r"\s*,\s*(?:(?:{joint.conjunctions})\s+)?|\s+(?:{joint.conjunctions})\s+|\s+(?=و\S)"
)
_ARTICLE = _WORDS.compile_pattern(r"^(?:{joint.articles})\s*", re.IGNORECASE)
_TEXT_OF_PARTIES = _WORDS.compile_pattern(r"{joint.agreement_texts}")
_DECLARATION = _WORDS.compile_pattern(r"{joint.declarations}", re.IGNORECASE)
_FIRST_PERSON = _WORDS.compile_pattern(r"(?:^|[.;:]\s+|,\s+)(?:{joint.first_person})(?!\w)")
_ONE_OFFICE = re.compile(r"\bPolice and Crime Commissioner\b", re.IGNORECASE)
"""An office whose name has a conjunction."""
_STATES = re.compile(
    r"(?<![\w’'-])(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}(?:,\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}){0,3},?"
    r"\s(?:and|y|et)\s(?:the\s|los\s|les\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}"
)
_CITATION = re.compile(
    r"^(?:(?:suggested|recommended|preferred)\s+)?(?:citation|reference|cite (?:this|as)\b.{0,30})$", re.IGNORECASE
)


def find_joint_publishers(
    title: str | None, document_blocks: Sequence[DocumentBlock], language: str
) -> tuple[str, ...]:
    """Return the names of the bodies that a document itself names as those who issue it together; none if unclear."""
    text = " ".join(block.single_line for block in document_blocks)
    rules = _load_rules(language if language in LANGUAGES else "en")
    for kind in ("statements", "agreements"):
        if kind == "agreements" and not _TEXT_OF_PARTIES.search(text):
            continue
        matches = (rule.search(title or "") for rule in rules[kind])
        names = next((names for match in matches if match and (names := split_names(match["names"]))), ())
        if names:
            return names
    return (
        _find_authors(rules["authors"], document_blocks, text)
        or _find_citation_authors(document_blocks, text)
        or _find_declaring_states(title, document_blocks)
    )


def split_names(printed: str, text: str = "") -> tuple[str, ...]:
    """Return the parties that a text names side by side; none if it names one, or what is not a party's name.

    Args:
        printed: The names, with commas and conjunctions between them.
        text: The document, in which a name that is not recognisable as such is frequent.

    >>> split_names("the Government of Chad and the Ministry of Trade and Ports of Mali")
    ('Government of Chad', 'Ministry of Trade and Ports of Mali')
    >>> split_names("Ministry of Trade and Ports")
    ()
    """
    matches = [match for match in _SEPARATOR.finditer(printed) if match.start() and not _ONE_OFFICE.search(printed)]
    if not 1 <= len(matches) < MAX_PARTS:
        return ()
    for count in range(min(len(matches), MAX_NAMES - 1), 0, -1):
        for chosen in filter(_is_list, combinations(matches, count)):
            starts = [0, *(match.end() for match in chosen)]
            ends = [*(match.start() for match in chosen), len(printed)]
            parts = [_strip_name(printed[start:end]) for start, end in zip(starts, ends, strict=True)]
            if all(_is_party(part, text) for part in parts):
                return tuple(dict.fromkeys(parts)) if len(set(parts)) > 1 else ()
    return ()


def _is_list(separators: Sequence[re.Match[str]]) -> bool:
    """Return whether separators are those of a list: commas, with a conjunction only before the last name.

    In Arabic each name follows `و`, which is written together with it.
    """
    return all("," in separator[0] or not separator[0].strip() for separator in separators[:-1])


def join_names(names: Sequence[str]) -> str:
    """Return the names of joint publishers as the one text that a masthead has."""
    return JOINT_SEPARATOR.join(names)


def _strip_name(printed: str) -> str:
    name = clean_name(_ARTICLE.sub("", printed.strip()))
    return re.sub(r"^و(?=\S{3})", "", name)


def _is_party(name: str, text: str) -> bool:
    if len(name) < 3 or name.islower():
        return False
    if is_organisation_line(name) or load_registry().find_state(name) or load_registry().find_entity(name):
        return True
    if " " in name or not name[0].isupper():
        return False
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) >= MIN_MENTIONS


def _find_authors(
    rules: Sequence[re.Pattern[str]], document_blocks: Sequence[DocumentBlock], text: str
) -> tuple[str, ...]:
    """Return the bodies of a sentence such as `This guide was jointly developed by A and B`."""
    lines = (block.single_line for block in document_blocks[:OPENING_BLOCKS])
    matches = (match for line in lines for rule in rules for match in rule.finditer(line))
    return next((names for match in matches if (names := split_names(match["names"], text))), ())


def _find_citation_authors(document_blocks: Sequence[DocumentBlock], text: str) -> tuple[str, ...]:
    """Return the bodies with which the document's own citation begins: `A, B and C, Title, Town, 2031`."""
    for label, citation in pairwise(document_blocks[:OPENING_BLOCKS]):
        if _CITATION.match(label.text.strip(" :")):
            printed = citation.single_line[:MAX_CITATION_CHARS]
            ends = [match.start() for match in re.finditer(r",", printed)]
            return next((names for end in reversed(ends) if (names := split_names(printed[:end], text))), ())
    return ()


def _find_declaring_states(title: str | None, document_blocks: Sequence[DocumentBlock]) -> tuple[str, ...]:
    """Return the States that a declaration of `we` lists most often, if it seldom lists others."""
    running = [b.single_line for b in document_blocks if b.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM}]
    if not _DECLARATION.search(title or "") or sum(map(bool, map(_FIRST_PERSON.search, running))) < MIN_FIRST_PERSON:
        return ()
    lists = [found for text in running for found in _find_lists_of_states(text)]
    groups = Counter(frozenset(found) for found in lists)
    for states, frequency in groups.most_common(1):
        if frequency >= MIN_LISTS and 2 * frequency > groups.total():
            return tuple(next(found for found in lists if frozenset(found) == states).values())
    return ()


def _find_lists_of_states(text: str) -> Iterator[dict[str, str]]:
    """Yield the printed names of States that are listed side by side, by id."""
    for match in _STATES.finditer(text):
        parts = [_ARTICLE.sub("", part) for part in _SEPARATOR.split(match[0]) if part]
        states = [load_registry().find_state(part) for part in parts]
        if all(states) and len(states) > 1:
            yield {state.id: part for state, part in zip(states, parts, strict=True) if state}


@cache
def _load_rules(language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    section = _WORDS.get_section(language, "joint")
    return {kind: tuple(re.compile(rule) for rule in section[kind]) for kind in ("statements", "agreements", "authors")}
