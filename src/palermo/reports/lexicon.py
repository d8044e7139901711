"""Lexicons of reports.

They list factors of vulnerability and stages of procurement, which are found in quotes in the same way as concepts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.reports.evidence import EvidenceSet
from palermo.statements import LANGUAGES
from palermo.vocabulary import Concept, Vocabulary, find_tags, parse_term
from palermo.vocabulary.yaml_rows import YamlRow, parse_rows

VULNERABILITY_FILE, PROCUREMENT_FILE = "vulnerability_factors.yaml", "procurement_stages.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Entries with their labels and terms, in the order of the file."""

    vocabulary: Vocabulary
    dimensions: Mapping[str, str]
    """Dimension of each factor; empty for stages."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the entries in the order of the file."""
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
    """Load a lexicon; raises RegistryInvalid, with file and line, for a missing label or term."""
    rows = list(parse_rows((files("palermo.reports") / name).read_text(encoding="utf-8"), name))
    dimensions = {row.get_text("id"): row.get_optional_text("dimension") or "" for row in rows}
    return Lexicon(vocabulary=Vocabulary(concepts=map(_parse_entry, rows), version=name), dimensions=dimensions)


def _parse_entry(row: YamlRow) -> Concept:
    row.check_keys("id", "dimension", "labels", "terms")
    labels, terms = row.get_row("labels"), row.get_row("terms")
    return Concept(
        id=row.get_text("id"),
        scheme="lexicon",
        broader=None,
        targets=(),
        labels={language: labels.get_text(language) for language in LANGUAGES},
        definitions={"en": row.get_text("id")},
        terms={language: tuple(map(parse_term, terms.get_texts(language))) for language in LANGUAGES},
        unless={},
    )
