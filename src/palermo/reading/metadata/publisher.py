"""The publisher of a document: the candidate with the highest total weight of features."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.complete_names import complete_name
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.joint_publishers import join_names, split_names
from palermo.reading.metadata.letterheads import is_acronym, is_used_as_name
from palermo.reading.metadata.organisation_names import (
    build_name_key,
    clean_name,
    derive_acronyms,
    expand_acronym,
    find_nominative,
    has_document_word,
    has_organisation_word,
    is_bare_office,
    is_subject_word,
)
from palermo.reading.metadata.publisher_candidates import PublisherCandidate, find_candidates
from palermo.registry import load_registry
from palermo.statements import normalise_text

WEIGHTS = {
    "declared publisher": 1.0,
    "declared author": 0.55,
    "site in the title": 0.9,
    "published": 1.1,
    "copyright": 0.9,
    "copyright without year": 0.45,
    "line of the first page": 0.58,
    "line above the title": 0.1,
    "line below a bare title": 0.6,
    "letterhead of a release": 0.15,
    "title": 0.75,
    "speaks": 0.75,
    "speaks at": 0.55,
    "introduction": 0.6,
    "officer": 0.45,
    "title subject": 0.05,
    "about": 0.6,
    "enacts": 1.2,
    "prepared": 0.6,
    "letterhead": 0.45,
    "contact domain": 0.55,
    "signature": 0.5,
    "dated name": 0.7,
    "address": 0.4,
    "address domain": 0.7,
    "word of the address domain": 0.6,
    "e-mail domain": 0.5,
    "mailbox domain": 0.5,
    "cover domain": 0.6,
    "web domain": 0.35,
    "only address": 0.1,
    "organisation word": 0.1,
    "name in the registry": 0.15,
    "frequent name": 0.15,
    "named in title": 0.15,
}
"""Weight of each feature; a candidate's score is the sum of its features, with only the largest of domains."""
ADDRESS_PENALTY = 0.15
"""Subtracted for a body that a text with an address of its own only describes."""
MIN_SCORE = 0.7
MIN_FREQUENCY = 3
MAX_NAME_CHARS, MAX_SHORT_NAME_CHARS = 160, 6
_NON_NAMES = re.compile(
    r"(?:this|that|these|also|further|again|modern|states|parties|child labou?r|those|it|there|he|she|they"
    r"|we|here|our|its|his|her|their|about|executive|summary|no|all|annex|many|modern slavery"
    r"|introduction|foreword|human trafficking|human rights|refugees?|united"
    r"|statement|mr|ms|mrs|dr|today|page|section|article|in|on|at"
    r"|as|for|if|when|uk|the uk|joint|final|opening|closing|public|official"
    r"|working group|grupo de trabajo|groupe de travail|рабочая группа|gobierno regional|consejo regional"
    r"|il|elle|cela|ce|cette|nous|notre|este|esta|esto|nuestra|это|он|она|мы|这|那|它|该|本|我们|本文|文章|作者|微信公众号)",
    re.IGNORECASE,
)
"""Words that do not name an organisation."""
_SPANISH_ARTICLE = re.compile(r"^(?:el|la|los|las)\s+", re.IGNORECASE)
_NO_NAME_EDGES = re.compile(
    r"\s(?:Park|Street|Road|Avenue|Square|Airport|Stadium|Beach)$"
    r"|\bet\s+al\b|^embargo|^(?:Dear|Estimad[oa]s?|Chers?|Chères?|Monsieur|Madame|Уважаем\w+)\s"
    r"|https?:|^www\.|@|__|---|^\d|^(?:This|These|That|Each|Relevant)\s|^\w+ed\s+by\s|^\w{2,}ing\s+(?:an?|the)\s|\s(?:to|of|and|for|the|with|between|joint|&|du|des|del?|aux?|et|para|pour)\.?$|^(?:Генеральный\s+директор|Председатель)\s",
    re.IGNORECASE,
)
"""What no name of an organisation holds, begins with, or ends with."""
_BRACKETED = re.compile(r"\([^()]*\)")
_FIELD_OFFICE = re.compile(
    r",\s+(?:(?:Country\s+)?(?:Office|Mission)\s+(?:in|for)|(?:Mission|Bureau|Délégation)\s+(?:en|au|aux|à)"
    r"|(?:Misión|Oficina|Delegación)\s+en)\s+[^,;]+$"
)
"""The place of work after a body's name: `Example Fund, Mission en Haïti`."""
_ADDRESS = re.compile(r"(?<!\S)\S*[@/]\S*|\bwww\.\S+|(?<!\S)\S+\.(?:com|org|net|info)\b\S*|#\w+")
"""Web and e-mail addresses; tried at the beginning of words alone, since a word may have thousands of characters."""
_OWN = frozenset(WEIGHTS) - {
    *("officer", "title subject", "organisation word", "frequent name", "named in title"),
}
_OF_THE_TEXT = frozenset({"title subject", "introduction", "speaks", "speaks at", "about", "officer"})
"""Features of a name in the text, which a State has as the subject."""
_DECLARED = frozenset({"declared publisher", "declared author", "address domain", "word of the address domain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPublisher:
    """A candidate with its features."""

    name: str
    score: float
    features: tuple[str, ...]


def choose_publisher(
    declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock], cover: Cover, title: str | None, language: str
) -> str | None:
    """Return the name of the publisher, as printed; None if no name is certain enough."""
    candidates = list(find_candidates(declared, document_blocks, cover, title, language))
    ranked = rank_candidates(candidates, document_blocks, title, has_address=bool(declared.addresses))
    best = ranked[0] if ranked and ranked[0].score >= MIN_SCORE else None
    if best is None:
        return None
    blocks = [block.single_line for block in document_blocks]
    text = " ".join(blocks)
    lines = [clean_name(candidate.name) for candidate in candidates if candidate.feature == "line of the first page"]
    known = "\n".join((*(candidate.name for candidate in candidates if candidate.feature in _DECLARED), *blocks))
    name = expand_acronym(_restore_capitals(_FIELD_OFFICE.sub("", best.name), text), text)
    name = complete_name(name, known, lines=lines)
    is_one = any(feature.endswith(" domain") for feature in best.features)  # whose address it is
    return join_names(() if is_one else split_names(name)) or find_nominative(name, text)


def _restore_capitals(name: str, text: str) -> str:
    """Return a word in small letters in capitals if the text has it so: `© ehb` where `EHB` is the Harbour Board."""
    is_word = " " not in name and name.islower()
    return name.upper() if is_word and re.search(rf"\b{re.escape(name.upper())}\b", text) else name


def _is_of_states(name: str) -> bool:
    """Return whether a name is that of a State, or of several."""
    return all(map(load_registry().find_state, split_names(name) or (name,)))


def rank_candidates(
    candidates: Iterable[PublisherCandidate],
    document_blocks: Sequence[DocumentBlock],
    title: str | None,
    *,
    has_address: bool = False,
) -> list[RankedPublisher]:
    """Rank distinct names among the candidates, the best first.

    If the document has an address of its own, a body that it only describes is less likely its publisher.
    """
    printed = "\n".join(block.single_line for block in (*document_blocks[:120], *document_blocks[-20:]))
    text, words = normalise_text(printed), frozenset(re.findall(r"\w+", _ADDRESS.sub(" ", printed)))
    cleaned = [
        PublisherCandidate(name=clean_name(candidate.name), feature=candidate.feature) for candidate in candidates
    ]
    possible = [
        candidate
        for candidate in cleaned
        if _is_possible(candidate.name)
        and not (candidate.feature in _OF_THE_TEXT and _is_of_states(candidate.name))
        and not (
            candidate.feature not in _DECLARED
            and (
                _is_common_word(candidate, words)
                or _is_title(candidate, title)
                or (_is_cover_word(candidate) and _is_unused_acronym(candidate.name, printed))
            )
        )
    ]
    acronyms = Counter(re.findall(r"\b[A-Z]{3,10}\b", _BRACKETED.sub("", printed)))
    groups = sorted(_group_candidates(possible), key=lambda group: min(map(possible.index, group)))
    ranked = [
        replace(candidate, score=round(candidate.score - ADDRESS_PENALTY, 3))
        if has_address and not _OWN & set(candidate.features)
        else candidate
        for candidate in (_rank_group(group, text, acronyms, title) for group in groups)
    ]
    return sorted(ranked, key=lambda candidate: -candidate.score)  # of equal candidates, the first printed one


def _rank_group(
    group: Sequence[PublisherCandidate], text: str, acronyms: Mapping[str, int], title: str | None
) -> RankedPublisher:
    features = dict.fromkeys(candidate.feature for candidate in group)
    name = _choose_best_form(group)
    keys = {form for candidate in group for form in (build_name_key(candidate.name), normalise_text(candidate.name))}
    if has_organisation_word(name):
        features["organisation word"] = None
    if load_registry().find_entity(name):
        features["name in the registry"] = None
    running = _BRACKETED.sub("", text)  # affiliations of signatories stand in brackets
    counts = [
        *(_count_name(key, running) for key in keys),
        *(acronyms.get(acronym.upper(), 0) for acronym in derive_acronyms(name)),
    ]
    if max(counts) >= MIN_FREQUENCY:
        features["frequent name"] = None
    if title and (
        (_is_in_title(keys, title) and _has_same_case(name, title)) or derive_acronyms(name) & _find_acronyms(title)
    ):
        features["named in title"] = None
    domains = [WEIGHTS[feature] for feature in features if feature.endswith(" domain")]
    score = sum(WEIGHTS[feature] for feature in features) - sum(domains) + max(domains, default=0.0)
    return RankedPublisher(name=name, score=round(score, 3), features=tuple(features))


def _count_name(key: str, text: str) -> int:
    """Return how often a text has a name; a short one as a word of its own, so no `ucia` in `fiducia`."""
    if len(key) > MAX_SHORT_NAME_CHARS:
        return text.count(key)
    return len(re.findall(rf"(?<![a-zà-ÿ]){re.escape(key)}(?![a-zà-ÿ])", text))


def _is_in_title(keys: Iterable[str], title: str) -> bool:
    return any(re.search(rf"\b{re.escape(key)}\b", normalise_text(title)) for key in keys)


def _has_same_case(name: str, title: str) -> bool:
    """Return whether a title contains an acronym as such: no `CARE` is in `Care for seafarers`."""
    return " " in name or not name.isupper() or name in title


def _find_acronyms(title: str) -> frozenset[str]:
    """Return the acronyms of a title in lower case; none of a title in capitals."""
    return frozenset() if title.isupper() else frozenset(map(str.lower, re.findall(r"\b[A-Z]{3,10}\b", title)))


def _choose_best_form(group: Sequence[PublisherCandidate]) -> str:
    """Return the form of the name with the highest weight; a full name takes precedence over its acronym."""
    weights: Counter[str] = Counter()
    for candidate in group:
        weights[candidate.name] += WEIGHTS[candidate.feature]  # type: ignore[assignment]
    best = max(weights, key=lambda name: (len(name.split()) > 1 or not name.isupper(), weights[name], len(name), name))
    for name in _find_names_of_addresses(group):
        if match := re.match(rf"(?:The\s+)?{re.escape(name)}(?!\s*\()", best):
            return match[0]
    if not best.isupper() or " " not in best:
        return best
    key = build_name_key(best)
    return next((name for name in weights if build_name_key(name) == key and not name.isupper()), best)


def _find_names_of_addresses(group: Sequence[PublisherCandidate]) -> Iterator[str]:
    """Yield names whose initials an address has, so that they have no place or other words at their end."""
    for candidate in group:
        is_domain, name = candidate.feature.endswith(" domain"), candidate.name
        if is_domain and len(name.split()) > 2 and has_organisation_word(name):
            yield name


def _group_candidates(candidates: Sequence[PublisherCandidate]) -> list[list[PublisherCandidate]]:
    """Group candidates by name: the same words, an acronym, or a longer name with the same beginning."""
    groups: dict[str, list[PublisherCandidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda candidate: -len(candidate.name)):
        key = build_name_key(candidate.name)
        same = next((other for other in groups if _is_same(key, candidate.name, other, groups[other])), key)
        groups[same].append(candidate)
    return list(groups.values())


def _is_same(key: str, name: str, other_key: str, group: Sequence[PublisherCandidate]) -> bool:
    if key == other_key:
        return True
    entity = load_registry().find_entity(name)
    if entity and any(load_registry().find_entity(candidate.name) == entity for candidate in group):
        return True
    short = name.casefold()
    if " " not in short and any(short in derive_acronyms(candidate.name) for candidate in group):
        return True
    return len(key) > 5 and (other_key.startswith(f"{key} ") or other_key.endswith(f" {key}"))


def _is_title(candidate: PublisherCandidate, title: str | None) -> bool:
    """Return whether a name is the document's title, and not that of an organisation: `The Study of Harbours`."""
    is_equal = build_name_key(candidate.name) == build_name_key(title or "")
    return is_equal and (candidate.feature in {"address", "signature"} or has_document_word(candidate.name))


def _is_common_word(candidate: PublisherCandidate, words: frozenset[str]) -> bool:
    """Return whether a name is one word that the text also writes in small letters: `Trabajo`, `WORK` on a cover."""
    return (candidate.name.istitle() or _is_cover_word(candidate)) and candidate.name.lower() in words


def _is_cover_word(candidate: PublisherCandidate) -> bool:
    """Return whether a name is a word in capitals of the first page or beside a date, where any word may be."""
    return candidate.name.isupper() and candidate.feature in {"line of the first page", "dated name"}


def _is_unused_acronym(name: str, text: str) -> bool:
    """Return whether a word in capitals is the kind of a text, or no sentence has it."""
    if not is_acronym(name) or has_organisation_word(name):
        return False
    return has_document_word(name) or not is_used_as_name(name, text)


def _is_possible(name: str) -> bool:
    is_short = len(name) <= 2 and not re.fullmatch(r"[\u3400-\u9fff]{2}", name)
    if is_short or len(name) > MAX_NAME_CHARS or not any(map(str.isalpha, name)):
        return False
    if is_subject_word(name) and not has_organisation_word(name):
        return False
    if is_bare_office(name) or re.search(r"\b(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame|Rev|Hon)\b", name):
        return False
    return not _NON_NAMES.fullmatch(_SPANISH_ARTICLE.sub("", name)) and not _NO_NAME_EDGES.search(name)
