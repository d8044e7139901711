"""Names of a statement's roles: those that the tagger finds, or the publisher if only the document names the body."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from palermo.extraction.state_names import is_region, is_state
from palermo.extraction.tagger.coordinated_names import FINAL_ACRONYM
from palermo.extraction.tagger.decoding import TaggedName, TaggedStatement
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import InputSegment
from palermo.extraction.tagger.party_names import is_actor_noun, is_party_name, load_name_words
from palermo.extraction.tagger.printed_subjects import is_other_body
from palermo.languages.language_words import LanguageWords
from palermo.registry import load_registry
from palermo.statements import ACTING_KINDS, Ref, RefType, StatementKind, normalise_text

MAX_SUBJECT_OFFSET = 8
"""Characters from the start of a quote to the start of its subject, which may follow an article."""
SURE_DOCUMENT_ROLE = 0.5
"""Probability from which on the publisher may act without words such as `we`: 34 of 34 labelled ones were its own."""
MIN_LIKELY_PUBLISHER = 0.05
"""Probability from which on the publisher may act where nobody else does."""
_WORDS = LanguageWords("extraction")
_FIRST_PERSON = _WORDS.compile_pattern(r"\b(?:{roles.first_person})\b|{roles.attached_first_person}")
_RECOMMENDING_HEADING = _WORDS.compile_pattern(r"{roles.recommending_headings}", re.IGNORECASE)
_FIRST_PERSON_PLURAL = _WORDS.compile_pattern(
    r"\b(?:{roles.first_person_plural})\b|{roles.attached_first_person_plural}"
)
"""Words by which the introduction of a list, or the heading above it, speaks for the document's own body."""
_REPORTED_SPEECH = _WORDS.compile_pattern(
    r"\b(?:{roles.reported_speech})\b|{roles.attached_reported_speech}", re.IGNORECASE
)
_SPEECH_BEFORE = _WORDS.compile_pattern(
    r"(?:^|[,.»”\"]\s*)(?:{roles.reported_speech})[,:]? (?:(?:{names.article})\s)?$", re.IGNORECASE
)
"""What precedes who says something: another one would stand before the verb (`Ana Example said | the board`)."""
_SPEECH_AFTER = _WORDS.compile_pattern(r" (?:{roles.reported_speech})\b")
MAX_SPEECH_CHARS = 40
"""Characters before a name within which a verb of speech may stand."""
_REPORTED_REQUEST = _WORDS.compile_pattern(r"\b(?:{roles.reported_requests})\b")
_REQUEST_AFTER = _WORDS.compile_pattern(r"\s+(?:{roles.reported_requests})\b")
_QUOTATION = re.compile(r"[“«\"„「][^”»\"“」]{20,}[”»\"“」]")
_LOCATION_BEFORE = _WORDS.compile_pattern(r"(?<!\w)(?:{roles.place_prepositions})\s(?:(?:{names.article})\s)?$")
_EXCLUSION_BEFORE = _WORDS.compile_pattern(
    r"(?<!\w)(?:{roles.exclusions})\s?(?:(?:{names.article})\s)?$", re.IGNORECASE
)
_CAPITALISED_OR_CYRILLIC = re.compile(r"[^\W\d_a-zа-яё][^\W\d_A-ZА-ЯЁ]+|[а-яё -]+")
_LOCATIONS_BEFORE = _WORDS.compile_pattern(
    r"(?<!\w)(?:{roles.listed_place_prepositions})\s(?P<places>(?:[^\W\d_a-zа-яё][^,;.:()]{2,40},\s)*"
    r"[^\W\d_a-zа-яё][^,;.:()]{2,40}?),?\s(?:(?:{roles.place_conjunctions})\s)?$"
)
"""States before another one that is listed with them: `in Chad, Mali and | Niger`."""
_PARTS_OF_STATE = _WORDS.compile_pattern(
    r"(?:{roles.parts_of_states})(?:(?:, | (?:{names.conjunctions}) )(?:{roles.parts_of_states}))*"
)
MAX_EXCLUSION_CHARS = 30
"""Characters before a name in which a word may stand that leaves it out: `members outside the | Example Union`."""
_DASH = re.compile(r"\s[–—-]\s")
_OPEN_BRACKET = re.compile(r"[(（][^()（）]{0,40}$")
_FUNDER_BEFORE = _WORDS.compile_pattern(
    r"(?:{roles.funding_verbs})\s(?:(?:{names.article})\s)?$|(?:{roles.funding_phrases})\s$", re.IGNORECASE
)
_SUPPORTER_BEFORE = _WORDS.compile_pattern(
    r"(?:{roles.supporter_phrases})\s?(?:(?:{names.article})\s)?$", re.IGNORECASE
)
"""What precedes whoever supports an activity, and so is not served by it."""
_INSTRUMENT = _WORDS.compile_pattern(
    r"{roles.instruments}|^(?:{roles.instrument_nouns})(?:\s(?:{roles.instrument_joiners})\b.*)?$"
)
"""Names of texts, which are no actors."""
_ADJECTIVE_REST = re.compile(r"[-\u2010\u2011][^\W\d_]")
MAX_ADJECTIVE_CHARS = 30
"""Characters before a name within which an adjective and a comma may stand."""
_ADJECTIVE_AFTER = _WORDS.compile_pattern(r", (?:{names.scope_adjectives})(?:,| (?:{names.conjunctions}) )")
_ADJECTIVE_BEFORE = _WORDS.compile_pattern(r"\b(?:{names.scope_adjectives}), $")
"""Before and after one of several adjectives: `national, | State, | local and tribal agencies`."""
_CONTINUATION = _WORDS.compile_pattern(r"(?:\s+(?:{roles.cut_endings}))+\s*", re.IGNORECASE)
"""What a text ends with after a name that goes on elsewhere, as in a heading of two lines: `Board | of the`."""
_SURNAME = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]*[a-zà-ÿа-яё]"
_CITED_AUTHORS = _WORDS.compile_pattern(
    rf"{_SURNAME}(?:(?:, | (?:{{names.conjunctions}}|&) ){_SURNAME})*(?:[’']s)?,?(?: et al\.?,?)? "
    r"[(\[](?:1[89]|20)\d\d[a-z]?\b"
)
"""Surnames before the year of a work: `Example and Sample (2005) recommend`; names of bodies have other words too."""
_SENTENCE_START = _WORDS.compile_pattern(r"(?:^|[.!?:;•\n]\s*)(?:(?:{names.sentence_articles})[\s’'])?$")
_SEGMENT_SOURCES = {InputSegment.HEADINGS: "heading", InputSegment.INTRODUCTION: "introduction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCandidate:
    """A name in a role of a statement, with the words printed before and after it."""

    ref: Ref
    """With the tagger's probability as its confidence."""
    name: TaggedName | None = None
    """Where it is printed; None for the publisher."""
    word_before: str = ""
    word_after: str = ""
    opens_sentence: bool = False
    is_in_quote_start: bool = False
    """Whether it begins within the first MAX_SUBJECT_OFFSET characters of the quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The publisher of a document, or the bodies that issue it together."""

    names: tuple[str, ...]
    is_sole_author: bool = True
    """Whether the whole document speaks for them."""


def find_candidates(
    statement: TaggedStatement,
    role: str,
    encoded: EncodedPassage,
    publisher: Publisher | None,
    thresholds: Mapping[str, float],
    resolve_name: Callable[[str], str] = str,
) -> tuple[RoleCandidate, ...]:
    """Return the names that have a role of a statement, each with its source and the tagger's probability.

    The publisher is a candidate only if the quote prints no name, nor what is around it unless the tagger is sure of
    the publisher; an actor from around the quote is one only if none is in it.
    `thresholds` are the minimum probabilities at which the publisher has a role, and `resolve_name` returns the full
    name of an acronym.
    """
    if statement.kind is StatementKind.FACTOR and role == "actors":
        return ()
    candidates: dict[str, RoleCandidate] = {}
    for name in _list_role_names(statement, role, encoded):
        candidate = _find_named_candidate(name, role, statement, encoded, resolve_name)
        if candidate and not (role == "actors" and _is_replaced(candidate.ref, statement, encoded)):
            candidates.setdefault(normalise_text(candidate.ref.name), candidate)
    found = tuple(candidates.values())
    if role == "actors" and statement.kind in ACTING_KINDS:
        found = _drop_speakers(found, encoded)
    in_quote = tuple(candidate for candidate in found if candidate.ref.source == "quote")
    probability = statement.document_roles.get(role, 0.0)
    if publisher and not in_quote and probability >= thresholds.get(role, 1.01):
        headings, introduction, _, passage = encoded.texts
        is_sure = publisher.is_sole_author and probability >= SURE_DOCUMENT_ROLE
        if (is_sure or not found) and can_be_publisher(statement, passage, headings, introduction, is_sure=is_sure):
            return tuple(
                candidate
                for candidate in _build_publisher_candidates(publisher, probability)
                if role != "actors" or not _is_replaced(candidate.ref, statement, encoded)
            )
    return in_quote if in_quote and role == "actors" else found


def _drop_speakers(candidates: tuple[RoleCandidate, ...], encoded: EncodedPassage) -> tuple[RoleCandidate, ...]:
    """Return who acts without who only says so: `“The mill trains its crews”, said | Ana Example`."""
    names = [(candidate, candidate.name) for candidate in candidates if candidate.ref.source == "quote"]
    speakers = [candidate for candidate, name in names if name and _is_speaker(encoded.texts[name.segment], name)]
    is_told_by_others = 0 < len(speakers) < len(names)
    return tuple(item for item in candidates if item not in speakers) if is_told_by_others else candidates


def _is_speaker(text: str, name: TaggedName) -> bool:
    before = _SPEECH_BEFORE.search(text, max(0, name.start - MAX_SPEECH_CHARS), name.start)
    return bool(before or _SPEECH_AFTER.match(text, name.end))


def _list_role_names(statement: TaggedStatement, role: str, encoded: EncodedPassage) -> Sequence[TaggedName]:
    """Return the names of a role; who `was urged to` do something is asked, and who asks is named in the quote."""
    if statement.kind is not StatementKind.RECOMMENDATION or role not in ("actors", "addressees"):
        return statement.roles[role]
    asked = [name for name in statement.roles["actors"] if _REQUEST_AFTER.match(encoded.texts[name.segment], name.end)]
    if role == "actors":
        return [name for name in statement.roles[role] if not asked or _is_other_in_quote(name, asked, statement)]
    return [*statement.roles[role], *asked]


def _is_other_in_quote(name: TaggedName, asked: Collection[TaggedName], statement: TaggedStatement) -> bool:
    return name not in asked and _determine_source(name, statement) == "quote"


def find_likely_actors(
    statement: TaggedStatement,
    encoded: EncodedPassage,
    publisher: Publisher | None,
    excluded_names: Collection[str],
    resolve_name: Callable[[str], str] = str,
) -> tuple[RoleCandidate, ...]:
    """Return who most likely acts in a statement for which `find_candidates` finds no actor.

    It is the publisher where a quote asks for something or is in the first person, else the likeliest name outside of
    headings; neither if it has another role (`excluded_names`, normalised).
    """
    if statement.kind is StatementKind.FACTOR:
        return ()
    passage, introduction = encoded.texts[InputSegment.PASSAGE], encoded.texts[InputSegment.INTRODUCTION]
    probability = statement.document_roles.get("actors", 0.0)
    speaks = (
        statement.kind is StatementKind.RECOMMENDATION
        or _FIRST_PERSON.search(passage[statement.start : statement.end])
        or _FIRST_PERSON_PLURAL.search(introduction)
    )
    if (
        publisher
        and not any(normalise_text(name) in excluded_names for name in publisher.names)
        and probability >= MIN_LIKELY_PUBLISHER
        and speaks
        and not _is_reported(statement, passage, introduction)
    ):
        return _build_publisher_candidates(publisher, probability)
    for name in statement.weak_actors:
        candidate = _find_named_candidate(name, "actors", statement, encoded, resolve_name)
        is_free = (
            candidate is not None
            and normalise_text(candidate.ref.name) not in excluded_names
            and not _is_replaced(candidate.ref, statement, encoded)
        )
        if candidate and is_free and name.segment is not InputSegment.HEADINGS:
            return (candidate,)
    return ()


def _build_publisher_candidates(publisher: Publisher, probability: float) -> tuple[RoleCandidate, ...]:
    refs = (
        Ref(id=None, name=name, type=RefType.ENTITY, source="document", confidence=round(probability, 2))
        for name in publisher.names
    )
    return tuple(RoleCandidate(ref=ref) for ref in refs)


def _is_cited_author(text: str, name: TaggedName) -> bool:
    """Return whether a name is an author of a cited work: `Example (2005)`, but no State or known body."""
    if not _CITED_AUTHORS.match(text, name.start):
        return False
    return not is_state(name.name) and load_registry().match_entity_name(name.name) is None


def _is_office_place(text: str, name: TaggedName, statement: TaggedStatement) -> bool:
    """Return whether a State is the place of the office of the body before it: `Example Fund – Tarn`."""
    others = (other for names in statement.roles.values() for other in names if other.segment is name.segment)
    bodies = (other for other in others if other.end < name.start and not is_state(other.name))
    return is_state(name.name) and any(_DASH.fullmatch(text, body.end, name.start) for body in bodies)


def _find_named_candidate(
    name: TaggedName,
    role: str,
    statement: TaggedStatement,
    encoded: EncodedPassage,
    resolve_name: Callable[[str], str],
) -> RoleCandidate | None:
    """Return a name as a candidate.

    None for places, funders, who is left out, texts, cited authors and names that go on elsewhere.
    """
    text = encoded.texts[name.segment]
    if is_place_or_funder(text, name.start, name.end, role) or _is_part_of_adjective(text, name):
        return None
    if _EXCLUSION_BEFORE.search(text, max(0, name.start - MAX_EXCLUSION_CHARS), name.start):
        return None
    source = _determine_source(name, statement)
    is_helped = role == "addressees" and statement.kind in ACTING_KINDS
    if (is_helped or (role == "actors" and source != "quote")) and is_supporter(text, name.start):
        return None
    if (
        _CONTINUATION.fullmatch(text, name.end)
        or _is_cited_author(text, name)
        or _is_office_place(text, name, statement)
    ):
        return None
    full_name = resolve_name(name.name)
    if _is_instrument(full_name) or (full_name != name.name and not is_party_name(full_name)):
        return None
    ref = Ref(id=None, name=full_name, type=RefType.ENTITY, source=source, confidence=round(name.probability, 2))
    return _build_candidate(ref, name, text, statement)


def _build_candidate(ref: Ref, name: TaggedName, text: str, statement: TaggedStatement) -> RoleCandidate:
    preceding_word = re.search(r"([^\W\d_]+)[\s’']*$", text[max(0, name.start - 30) : name.start])
    following_word = re.match(r"[\s’']*([^\W\d_]+)", text[name.end : name.end + 30])
    offset = name.start - statement.start
    return RoleCandidate(
        ref=ref,
        name=name,
        word_before=preceding_word[1].lower() if preceding_word else "",
        word_after=following_word[1].lower() if following_word else "",
        opens_sentence=bool(_SENTENCE_START.search(text[: name.start])),
        is_in_quote_start=ref.source == "quote" and offset <= MAX_SUBJECT_OFFSET,
    )


def is_place_or_funder(text: str, start: int, end: int, role: str) -> bool:
    """Return whether a name is that of a place, funder or instrument, such as in `in Ghana` or `funded by Ghana`.

    A body may act where it is named after such a preposition: `participated in the Example Alliance`.

    >>> is_place_or_funder("works in Chad, Mali and Niger", 24, 29, "actors")
    True
    >>> is_place_or_funder("Example Partnerships (England and Wales)", 22, 29, "actors")
    True
    """
    if _is_instrument(text[start:end]):
        return True
    preceding_text = text[max(0, start - 40) : start]
    if _PARTS_OF_STATE.fullmatch(text[start:end]) and _OPEN_BRACKET.search(text[max(0, start - 41) : start]):
        return True
    listed = _LOCATIONS_BEFORE.search(text[max(0, start - 150) : start]) if is_state(text[start:end]) else None
    if listed and all(is_state(name) for name in listed["places"].split(", ")):
        return True
    if _is_place(text[start:end]) and _LOCATION_BEFORE.search(preceding_text):
        return True
    return role == "actors" and bool(_FUNDER_BEFORE.search(preceding_text))


def _is_place(name: str) -> bool:
    """Return whether a name is a State's or region's, one word with a capital (`Ruritania`), or small Cyrillic letters.

    Russian names in small letters after such prepositions are topics: `команда по | защите детей`.
    """
    return is_state(name) or is_region(name) or bool(_CAPITALISED_OR_CYRILLIC.fullmatch(name))


def is_supporter(text: str, start: int) -> bool:
    """Return whether a name is that of a funder or supporter of what is done: `funded by | Ghana`."""
    preceding_text = text[max(0, start - 60) : start]
    return bool(_FUNDER_BEFORE.search(preceding_text) or _SUPPORTER_BEFORE.search(preceding_text))


def _is_replaced(ref: Ref, statement: TaggedStatement, encoded: EncodedPassage) -> bool:
    """Return whether a quote prints another one as its subject than a name that is printed outside of it."""
    if ref.source == "quote":
        return False
    if statement.kind in ACTING_KINDS:
        return is_other_body(ref.name, encoded.texts[InputSegment.PASSAGE][statement.start : statement.end])
    return _is_asked_by_others(ref, statement, encoded)


def _is_asked_by_others(ref: Ref, statement: TaggedStatement, encoded: EncodedPassage) -> bool:
    """Return whether a quote itself says who asks, such as `Survivors asked that`, and a name is printed outside of it.

    A noun of a body (`the committee asked`) may stand for the name, and `the government` for a State.
    """
    if ref.source != "coreference" or statement.kind is not StatementKind.RECOMMENDATION or is_state(ref.name):
        return False
    quote = encoded.texts[InputSegment.PASSAGE][statement.start : statement.end]
    reported = _REPORTED_SPEECH.search(quote)
    words = re.findall(r"[^\W\d_]+", quote[: reported.start()].lower()) if reported else []
    actors = [word for word in words if is_actor_noun(word) and not _is_instrument(word)]
    own_words = set(normalise_text(ref.name).split())
    return own_words.isdisjoint(actors) and any(word not in load_name_words()["institution"] for word in actors)


def _is_part_of_adjective(text: str, name: TaggedName) -> bool:
    """Return whether a name begins an adjective, or is one of several: `survivor-centred`, `State, local`."""
    if name.name.islower() and _ADJECTIVE_REST.match(text, name.end):
        return True
    if not name.name.isalpha() or is_state(name.name):
        return False
    before = text[max(0, name.start - MAX_ADJECTIVE_CHARS) : name.start]
    return bool(_ADJECTIVE_AFTER.match(text, name.end) or _ADJECTIVE_BEFORE.search(before))


def _is_instrument(name: str) -> bool:
    return bool(_INSTRUMENT.search(FINAL_ACRONYM.sub("", name)))


def _determine_source(name: TaggedName, statement: TaggedStatement) -> str:
    if name.segment is InputSegment.PASSAGE:
        return "quote" if statement.start <= name.start < statement.end else "coreference"
    return _SEGMENT_SOURCES.get(name.segment, "coreference")


def can_be_publisher(
    statement: TaggedStatement, passage: str, headings: str, introduction: str = "", *, is_sure: bool = False
) -> bool:
    """Return whether the publisher of the document may have a role in a statement whose text names nobody.

    It may if the tagger `is_sure` of it, if the text or the list's introduction is in the first person (`In addition we
    will:`), or if a recommendation is below a heading that announces recommendations. It has no role in quoted or
    reported speech.
    """
    if _is_reported(statement, passage, introduction):
        return False
    if is_sure or _FIRST_PERSON.search(passage) or _FIRST_PERSON_PLURAL.search(introduction):
        return True
    return statement.kind is StatementKind.RECOMMENDATION and bool(_RECOMMENDING_HEADING.search(headings))


def _is_reported(statement: TaggedStatement, passage: str, introduction: str) -> bool:
    """Return whether a statement is quoted, or its passage or introduction reports what somebody said."""
    if _REPORTED_SPEECH.search(passage) or _REPORTED_SPEECH.search(introduction):
        return True
    start, end = statement.start, statement.end
    if _REPORTED_REQUEST.search(passage, start, end):
        return True
    return any(match.start() < end and start < match.end() for match in _QUOTATION.finditer(passage))
