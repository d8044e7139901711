"""Boundaries of printed names: spans of the tagger, completed to names or cut where a predicate begins."""

import re
from collections.abc import Iterator
from functools import lru_cache

from palermo.extraction.tagger import arabic_names, chinese_names
from palermo.extraction.tagger.coordinated_names import (
    extend_end_to_region,
    extend_end_to_second_half,
    extend_start_to_adjectives,
    extend_start_to_first_half,
    find_listed_bodies,
)
from palermo.extraction.tagger.name_extensions import (
    cut_title_after_office,
    extend_end_to_bracket,
    extend_end_to_possession,
    extend_end_to_quoted_name,
    extend_end_to_state,
    extend_start_to_acronym,
    extend_start_to_head,
    is_among_capitals,
    is_open_start,
)
from palermo.extraction.tagger.party_names import find_listed_parties, is_actor_noun, is_party_name, load_name_words
from palermo.languages.language_words import LanguageWords
from palermo.vocabulary.script_normalisation import normalise_chinese

type Span = tuple[int, int]

MAX_ADDED_WORDS = 6
"""Capitalised words that are added to a span on either side."""
_BOUNDARY_CHARS = " \t\n,.;:?!/／’'‘“”‟\"«»،؛。，、*_–—•-[]&「」『』《》▲●◆■"
_HYPHENS = "-\u2010\u2011"
_WORD = r"[^\W\d_][\w’'&.\u2011-]*"
_UPPER = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_WORDS = LanguageWords("extraction")
_INFINITIVE = _WORDS.compile_pattern(r"\s+(?:{names.infinitives})")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•\n]\s*|[(“\"«]\s*)$")
_POSSESSIVE = re.compile(r"[’']s?$")
_POSSESSIVE_REST = re.compile(r"[^\W\d_][’']s\s(?=[A-ZÀ-ÖØ-Þ])")
_HYPHENATED_REST = re.compile(r"[-\u2010\u2011][A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_]*")
_PREFIX_REST = _WORDS.compile_pattern(r"(?:{names.hyphen_prefixes}) ?[-\u2010\u2011] ?[^\W\d_]+")
"""The rest of a word after a prefix that is none alone: `Co`, `Anti`."""
_PLACE_REST = _WORDS.compile_pattern(rf"(?:{{names.place_complements}}) {_UPPER}[^\W\d_]+")
_NUMBER_START = re.compile(r"(?:\d{1,3}[ ,.\u00a0\u202f])+$|\d+$")
"""The first digits of a number that goes on: `1 | 100 persons`."""
_INITIALS_START = re.compile(r"(?<![^\W\d_])(?:[A-Z]\.)+$")
_INITIALS_END = re.compile(r"(?<![^\W\d_])[A-Z](?:\.[A-Z])+$")
_LEADING_BRACKETS = re.compile(r"\([^()]*\)\s+(?=\S)")
_NEXT_SENTENCE = _WORDS.compile_pattern(r"{names.next_sentences}")
_HYPHENATED_START = re.compile(r"[^\W\d_]+[-\u2010\u2011]$")
_VERB_FORM = _WORDS.compile_pattern(r"(?:{names.verb_endings})$")
"""Words that begin like nouns of parties (`organis*`, `commission*`, `part*`) and are verbs."""
_VERB_AFTER_NAME = _WORDS.compile_pattern(rf"(?<!\w)(?P<name>{_UPPER}[\w’'&-]*)\s(?:{{names.verbs_after}})")
"""Verbs after a name that are written as nouns of parties: `OHR | states that`."""
_OBLIGATION = _WORDS.compile_pattern(r"(?:{roles.obligations})", re.IGNORECASE)
"""Verbs that end a name in capitals too; others may be part of it: `ORGANIZED CRIME UNIT`."""
MIN_PREDICATE_CHARS = 5
MAX_VERB_CONTEXT = 8
"""Characters after a name that show that its last word is such a verb."""
_ELISION = _WORDS.compile_pattern(r"{names.elisions}")
_SECTOR = _WORDS.compile_pattern(r"(?<![^\W\d_])(?:{names.sector_adjectives})\s$")
_NOTE_NUMBER = re.compile(
    r"(?<!\bJS)(?<!\bG)(?<!\bC)(?<=[A-Za-z)])\d{1,3}$|(?:(?<=[A-Z]{4})|(?<=[a-z]{3}[a-rt-z]s))\s\d{1,3}$"
)
"""The number of a note after a name; `JS1`, `G20` and `C40` end with theirs."""
_NUMBER_BEFORE = re.compile(r"\d{1,3}\s(?=[A-Z][\w-]*[A-Z])|[a-z](?=[\u3400-\u9fff])")
"""The number of a note before an acronym, as in `12 | RFA staff`, or the rest of an escaped mark before Chinese."""
_GLUED_ARTICLE = re.compile(r"(?:[Ee]l|[Ll]as?|[Ll]os)(?=(?P<noun>[A-ZÁÉÍÓÚ][a-záéíóúñ]{3,}))")
"""A Spanish article that the reader did not divide from the noun after it: `laDirección`, but not `LaSalle`."""
_OPEN_MARK = re.compile(r"\w{0,4}\[(?=[^\[\]]+$)")
"""The mark of an amendment before a name: `F13[Harbour Board`."""
_REPEATED_NAME = re.compile(r"(?P<name>\S.{3,}?),? (?=(?P=name)(?:$|\W))")
"""The first of two prints of a name, in a heading and the sentence below it."""
_TOPIC_OF_ACRONYM = _WORDS.compile_pattern(r"(?P<name>[A-Z][A-Z/&-]+)\s(?:{names.topic_prepositions})\s")
"""What a body does something about, after its acronym: `IOM | on camp management`."""
_LONE_LETTER = re.compile(r"[^\W\d_]\s+(?=\S)")
_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"), ("‘", "’"))
MAX_QUOTED_REST = 40
"""Characters within which a quoted part of a name is closed."""
_DATE_REST = _WORDS.compile_pattern(r"{names.date_endings}")
_NEXT_WORD = _WORDS.compile_pattern(
    rf"(?:\s(?:{{names.joining}})(?:\s(?:{{names.article}}))?)?\s(?P<word>{_UPPER}[\w’'&-]*)"
)
_JOINING = r"(?:(?:{names.joining}) (?:(?:{names.joined_article}) )?)?$"
_WORD_BEFORE = _WORDS.compile_pattern(rf"(?P<word>{_UPPER}[\w’'&-]*[\w]) {_JOINING}")
_WORD_BEFORE_ADJECTIVE = _WORDS.compile_pattern(
    rf"(?P<word>{_UPPER}[\w’'&-]*[\w]),? (?:(?:{{names.adjective_conjunctions}}) )?{_JOINING}"
)
_COMPLEMENT = _WORDS.compile_pattern(r"{names.complements}")
_PREDICATE = _WORDS.compile_pattern(r"{names.predicates}")
_TEXT_NAME = _WORDS.compile_pattern(r"\b(?:{names.text_names})\b")


def find_names(text: str, start: int, end: int, *, is_heading: bool = False) -> Iterator[Span]:
    """Yield where the names that a span of the tagger touches begin and end; none where it names nobody.

    All words of a heading may have capitals, which do not show where a name goes on. Chinese words are simplified.
    """
    text = normalise_chinese(text)
    if shared := chinese_names.find_shared_noun(text, start, end):
        yield shared
        return
    position = start
    for separator in [*chinese_names.SEPARATOR.finditer(text, start, end), None]:
        if separator and chinese_names.is_listed_object(text, position, separator.start(), end):
            continue
        stop = separator.start() if separator else end
        if (bounds := _find_bounds(text, position, stop, is_heading=is_heading)) is not None:
            first, last = bounds
            for part_start, part_end in find_listed_parties(text[first:last]):
                offset = first + part_start
                for body_start, body_end in find_listed_bodies(text[offset : first + part_end]):
                    if is_party_name(text[offset + body_start : offset + body_end]):
                        yield offset + body_start, offset + body_end
        position = separator.end() if separator else end


def _find_bounds(text: str, start: int, end: int, *, is_heading: bool) -> Span | None:
    start, end = _trim(text, *_complete_words(text, start, end))
    if start >= end:
        return None
    end = _cut_predicate(text, start, end)
    if start >= end:
        return None
    if is_heading and not _is_open_compound(text[start:end]):
        end = _extend_end_to_complement(text, _extend_end_to_institution(text, end))
    else:
        end = _extend_right(text, start, end)
        start = extend_start_to_head(text, _extend_left(text, start, end)) if start < end else start
        end = extend_end_to_region(text, start, extend_end_to_second_half(text, start, end)) if start < end else end
        end = extend_end_to_quoted_name(text, start, extend_end_to_possession(text, start, end)) if start < end else end
        end = extend_end_to_state(text, start, end) if start < end else end
    end = cut_title_after_office(text, start, end) if start < end else end
    start, end = _trim(text, start, extend_end_to_bracket(text, start, end))
    start, end = _close_quotes(text, extend_start_to_acronym(text, start, end), end)
    if start < end:
        start = extend_start_to_first_half(text, start, end)
        start = extend_start_to_adjectives(text, arabic_names.find_start(text, _take_article(text, start), end), end)
    if _INITIALS_END.search(text[start:end]) and text[end : end + 1] == ".":
        end += 1
    return (start, end) if start < end and is_party_name(text[start:end]) else None


def _complete_words(text: str, start: int, end: int) -> Span:
    """Move both ends to the boundaries of printed words, also of hyphenated ones; Chinese has none."""
    if start >= 2 and _POSSESSIVE_REST.match(text, start - 2):
        start -= 1
    if start >= 2 and text[start - 1] in "’'" and text[start : start + 2] == "s ":
        start -= 1
    start, end = _extend_to_letters(text, end - len(text[start:end].lstrip(_HYPHENS)), end)
    if start < end:
        if (before := _HYPHENATED_START.search(text[:start][-30:])) and _is_letter(text[start]):
            start -= len(before[0])
        if after := _HYPHENATED_REST.match(text, end) or _PREFIX_REST.match(text, end):
            end = after.end()
        if place := _PLACE_REST.match(text, end):
            end = place.end()
        if chinese_names.is_chinese(text[end - 1]):
            start, end = chinese_names.complete_words(text, start, end)
    if initials := _INITIALS_START.search(text[max(0, start - 8) : start]):
        start -= len(initials[0])
    if start < end and text[start].isdigit() and (digits := _NUMBER_START.search(text[max(0, start - 12) : start])):
        start -= len(digits[0])
    return start, end


def _extend_to_letters(text: str, start: int, end: int) -> Span:
    """Move both ends to the boundaries of words of letters."""
    while 0 < start < end and (_is_letter(text[start]) or text[start] in "’'") and _is_letter(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return start, end


def _is_letter(char: str) -> bool:
    return (char.isalpha() and ord(char) < 0x2E80) or "\u064b" <= char <= "\u0652"


def _is_open_compound(name: str) -> bool:
    """Return whether the last word of a name is a compound, such as `Anti-Flood`, which other words follow."""
    last = re.split(r"[-\u2010\u2011]", name.split()[-1])
    return len(last) > 1 and last[0] in load_name_words()["prefix"]


def _trim(text: str, start: int, end: int) -> Span:
    """Cut marks, articles, prepositions, conjunctions, possessives and note numbers off both ends."""
    previous_span = None
    while start < end and (start, end) != previous_span:
        previous_span = start, end
        start = end - len(text[start:end].lstrip(_BOUNDARY_CHARS))
        end = start + len(text[start:end].rstrip(_BOUNDARY_CHARS))
        name = text[start:end]
        if found := _find_leading_word(name):
            start += found.end()
        elif found := _find_ending(name, text[end : end + 1]):
            end -= len(found[0])
        elif found := (
            _LEADING_BRACKETS.match(name)
            or _NUMBER_BEFORE.match(name)
            or _OPEN_MARK.match(name)
            or _find_glued_article(name)
            or _REPEATED_NAME.match(name)
            or _find_lone_letter(name)
        ):
            start += found.end()
        elif found := chinese_names.CLAUSE.search(name):
            end -= len(found[0])
        elif found := chinese_names.EDGE.search(name):
            start, end = (start + found.end(), end) if found.start() == 0 else (start, start + found.start())
        elif name[:1] + name[-1:] in ("()", "（）"):
            start, end = start + 1, end - 1
        elif name.count("(") != name.count(")"):
            start, end = _drop_open_bracket(text, start, end)
    return start, end


@lru_cache(maxsize=1)
def _load_edge_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return words that begin no name, those that begin none before a small letter, and those that end none."""
    words = load_name_words()
    articles = frozenset(map(str.capitalize, words["article"]))
    prepositions = frozenset(word.capitalize() for word in words["edge"] - words["determiners"] if len(word) > 2)
    leading = words["edge"] | words["leading"] | articles | words["conjunction"]
    return leading, prepositions, words["edge"] | words["trailing"] | prepositions


def _find_leading_word(name: str) -> re.Match[str] | None:
    """Return the first word of a name if none begins with it."""
    first, (leading, prepositions, _) = re.match(r"[^\W\d_]+(?=\s)", name), _load_edge_words()
    if first is None or first[0] in leading or (first[0] in prepositions and name[first.end() + 1].islower()):
        return first
    return first if name.isupper() and first[0].lower() in load_name_words()["edge"] else None


def _find_ending(name: str, next_char: str) -> re.Match[str] | None:
    """Return the end of a name that is no part of it: a word, a mark, a date, or a verb."""
    last, words = re.search(r"(?<=\s)[^\W\d_]+$", name), load_name_words()
    if last and (last[0] in _load_edge_words()[2] or (name.isupper() and last[0].lower() in words["edge"])):
        return last
    if found := _POSSESSIVE.search(name) or _NOTE_NUMBER.search(name) or _DATE_REST.search(name):
        return found
    if next_char in ("’", "'") and (elision := _ELISION.search(name)):  # a name cut at it: `forces de l`
        return elision
    return last if last and (last[0] in words["gerund"] or _is_predicate(name, last[0])) else None


def _is_predicate(name: str, last: str) -> bool:
    """Return whether a name ends with a verb by its form: `personas viviendo`, `children exposed`, `AI’s saying`."""
    if _PREDICATE.fullmatch(last):
        return True
    party = name[: -len(last)].split()[-1]
    if last.endswith("ing") and _POSSESSIVE.search(party):
        return True
    is_form = last.endswith(("ing", "ed")) and len(last) >= MIN_PREDICATE_CHARS
    return (
        is_form
        and last not in load_name_words()["noun_ing"]
        and (party.islower() or name.startswith(party))
        and is_actor_noun(party)
    )


def _find_glued_article(name: str) -> re.Match[str] | None:
    """Return the article that is written with the noun after it; with a capital only before a noun of a party."""
    article = _GLUED_ARTICLE.match(name)
    return article if article and (article[0].islower() or is_actor_noun(article["noun"])) else None


def _find_lone_letter(name: str) -> re.Match[str] | None:
    """Return the one letter with which a cut name begins: `s persona`; a script without small letters has none."""
    letter = _LONE_LETTER.match(name)
    return letter if letter and letter[0][0].lower() != letter[0][0].upper() and letter[0][0] not in "AYE" else None


def _drop_open_bracket(text: str, start: int, end: int) -> Span:
    """Cut at a bracket that has no partner within the span, unless it closes right after it."""
    name = text[start:end]
    if name.count("(") > name.count(")"):
        opened = name.rindex("(")
        if re.match(r"[^\s()]{0,20}\)", text[end:]) and opened > 0:
            return start, end + text[end:].index(")") + 1
        return (start, start + opened) if opened > 1 else (start + opened + 1, end)
    closed = name.index(")")
    return (start + closed + 1, end) if closed < len(name) / 2 else (start, start + closed)


def _close_quotes(text: str, start: int, end: int) -> Span:
    """Take in the end of a quoted part of a name; cut before a quotation that has none."""
    for opening, closing in _QUOTES:
        name = text[start:end]
        if opening in name and closing not in name[name.rindex(opening) :]:
            rest = text[end : end + MAX_QUOTED_REST].find(closing)
            return (start, end + rest + 1) if rest >= 0 else _trim(text, start, start + name.rindex(opening))
    if text[start:end].count('"') == 1 and text[end : end + 1] == '"':
        end += 1
    return start, end


def _take_article(text: str, start: int) -> int:
    """Take in an article that is a part of the name: `El | Salvador`."""
    names = ((name, name.index(" ") + 1) for name in load_name_words()["article_name"])
    return next((start - size for name, size in names if start >= size and text.startswith(name, start - size)), start)


def _cut_predicate(text: str, start: int, end: int) -> int:
    """Cut before a relative clause, an infinitive or a verb that follows the name."""
    words = load_name_words()
    is_capitals = is_among_capitals(text, start, end)
    for pattern in (_INFINITIVE, _NEXT_SENTENCE):
        if clause := pattern.search(text.lower() if is_capitals and pattern is _INFINITIVE else text, start, end):
            end = clause.start()
    if topic := _TOPIC_OF_ACRONYM.match(text, start, end):
        end = topic.end("name")
    if (verb := _VERB_AFTER_NAME.search(text, start, end + MAX_VERB_CONTEXT)) and verb.end("name") < end:
        end = verb.end("name")
    for word in re.finditer(r"(?<=\s)[^\W\d_]+", text[start:end]):
        form = word[0].lower() if is_capitals else word[0]
        is_verb = form in words["verbs"] and len(word[0]) > 1
        if form in words["clause"] or is_verb or (text[start:end].isupper() and _OBLIGATION.fullmatch(word[0])):
            end = start + word.start()
            break
    end = arabic_names.cut_end(text, start, chinese_names.cut_clause(text, start, end))
    return _trim(text, start, end)[1]


def _extend_end_to_institution(text: str, end: int) -> int:
    """Take in the noun of a body that follows directly: `Example Rights | Commission`."""
    noun = re.match(r"\s(?P<word>[^\W\d_]+)", text[end : end + 40])
    return end + noun.end() if noun and noun["word"].lower() in load_name_words()["institution"] else end


def _extend_end_to_complement(text: str, end: int) -> int:
    """Take in what belongs to the last words of a name: `по борьбе | с торговлей людьми`."""
    while complement := _COMPLEMENT.match(text, end):
        end = complement.end()
    return end


def _extend_right(text: str, start: int, end: int) -> int:
    """Extend by capitalised words and nouns of parties that follow directly, with prepositions between them."""
    if chinese_names.is_chinese(text[end - 1]):
        return chinese_names.extend_right(text, start, end)
    end = arabic_names.extend_end(text, start, end)
    if not re.search(_WORD + r"\)?$", text[start:end]):
        return end
    is_capitalised = (
        text[start:end][:1].isupper()
        and not is_among_capitals(text, start, end)
        and bool(re.search(rf"(?:^|[\s(\u2010\u2011-]){_UPPER}[\w’'-]*$", text[start:end]))
    )
    for _ in range(MAX_ADDED_WORDS if is_capitalised else 0):
        match = _NEXT_WORD.match(text, end)
        if not match or "\n" in match[0] or _is_separate(text, start, end, match) or _NEXT_SENTENCE.match(text, end):
            break
        end = match.end()
    end = _extend_end_to_complement(text, end)
    noun = re.match(r"\s(?P<word>[^\W\d_A-Z]+)", text[end : end + 40])
    last = text[start:end].split()[-1]
    if (
        noun
        and not _TEXT_NAME.search(text[start:end])
        and is_actor_noun(noun["word"])
        and not _VERB_FORM.search(noun["word"])
        and not _VERB_AFTER_NAME.match(text, end - len(last))
        and not is_actor_noun(last)
        and not noun["word"].isupper()
    ):
        end += noun.end()
    return end


def _is_separate(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Return whether a word begins another name, as an acronym after a preposition, or is a verb among capitals."""
    is_verb = text[start:end].isupper() and _OBLIGATION.fullmatch(match["word"])
    return bool(is_verb) or (len(match[0].split()) > 1 and match["word"].isupper() and len(match["word"]) > 1)


def _extend_left(text: str, start: int, end: int) -> int:
    """Take in capitalised words that precede directly; not the first word of a sentence."""
    if text[start:end] in load_name_words()["sector"] and (
        sector_match := _SECTOR.search(text[max(0, start - 20) : start])
    ):
        return start - len(sector_match[0])
    if not text[start].isupper() or is_among_capitals(text, start, end):
        return start
    for _ in range(MAX_ADDED_WORDS):
        is_adjective = text[start:end].split()[0] in load_name_words()["adjective"]
        match = (_WORD_BEFORE_ADJECTIVE if is_adjective else _WORD_BEFORE).search(text[max(0, start - 50) : start])
        if not match or match["word"].lower() in load_name_words()["opening"] or _POSSESSIVE.search(match["word"]):
            break
        position = start - len(match[0])
        is_first_word = _SENTENCE_START.search(text[:position]) and len(match[0].split()) < 2
        if (is_first_word and not is_open_start(text[start:end])) or match["word"] in text[start:end].split():
            break
        start = position
    return start
