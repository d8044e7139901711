"""Lexicons of reports.

They list factors of vulnerability and stages of procurement, which are found in quotes in the same way as concepts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.languages import LANGUAGES
from palermo.languages.language_words import REFERENCE_LANGUAGE, LanguageWords, Section
from palermo.reports.evidence import EvidenceSet
from palermo.safe_yaml import parse_yaml
from palermo.vocabulary import Concept, Vocabulary, find_tags, parse_term

VULNERABILITY_SECTION, PROCUREMENT_SECTION = "vulnerability_factors", "procurement_stages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Entries with their labels and terms, in the order of the English file."""

    vocabulary: Vocabulary
    dimensions: Mapping[str, str]
    """Dimension of each factor; empty for stages."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the entries in the order of the English file."""
        return tuple(concept.id for concept in self.vocabulary.list_concepts("lexicon"))

    def get_label(self, id: str, language: str) -> str:
        """Return the label of an entry."""
        return self.vocabulary.get_label(id, language)

    def find_entries(self, text: str, language: str) -> frozenset[str]:
        """Return the ids of the entries that a text names."""
        return frozenset(tag.id for tag in find_tags(text, language, self.vocabulary, ("lexicon",)))

    def group_statements(self, evidence: EvidenceSet) -> Mapping[str, list[str]]:
        """Return the ids of the statements whose quotes name each entry."""
        statements: defaultdict[str, list[str]] = defaultdict(list)
        for id, entries in self.list_entries(evidence):
            for entry in entries:
                statements[entry].append(id)
        return statements

    def list_entries(self, evidence: EvidenceSet) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield id and named entries of each statement, newest document first; each quote is looked through once."""
        found = evidence.facts.lexicon_entries[self.vocabulary.version]
        for id, quote, language in evidence.list_quotes():
            if id not in found:
                found[id] = self.find_entries(quote, language)
            yield id, found[id]


@lru_cache(maxsize=4)
def load_lexicon(name: str) -> Lexicon:
    """Load a section of `texts.yaml`; raises RegistryInvalid, with the file, for a missing label or term."""
    words = LanguageWords("texts")
    sections = {language: words.get_section(language, name) for language in LANGUAGES}
    concepts = [_build_entry(id, sections) for id in sections[REFERENCE_LANGUAGE]]
    dimensions = _load_dimensions() if name == VULNERABILITY_SECTION else {}
    return Lexicon(
        vocabulary=Vocabulary(concepts=concepts, version=name),
        dimensions={concept.id: dimensions.get(concept.id, "") for concept in concepts},
    )


@lru_cache(maxsize=1)
def _load_dimensions() -> Mapping[str, str]:
    dimensions: Mapping[str, str] = parse_yaml(
        (files("palermo.reports") / "vulnerability_dimensions.yaml").read_text(encoding="utf-8")
    )
    return dimensions


def _build_entry(id: str, sections: Mapping[str, Section]) -> Concept:
    return Concept(
        id=id,
        scheme="lexicon",
        broader=None,
        targets=(),
        labels={language: section[id]["label"] for language, section in sections.items()},
        definitions={"en": id},
        terms={language: tuple(map(parse_term, section[id]["terms"])) for language, section in sections.items()},
        unless={},
    )
