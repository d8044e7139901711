"""Reads the wordings of a language from its YAML, and compiles each pattern once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from palermo.extraction.language.clauses_forms import ClauseForms
from palermo.extraction.language.forms import forms_of, source
from palermo.extraction.language.grammar import GRAMMARS
from palermo.extraction.language.inflecting_forms import InflectingForms, inflecting
from palermo.extraction.language.inflection import commanding, inflected
from palermo.extraction.language.listing_forms import ListingForms
from palermo.extraction.language.literals import Index, Patterns, Sought, needed
from palermo.extraction.language.naming_forms import NamingForms, naming
from palermo.extraction.language.referring_forms import ReferringForms, referring
from palermo.extraction.language.roles_forms import RoleForms
from palermo.extraction.language.telling_forms import TellingForms
from palermo.extraction.language.verbs import Verbs, VerbsByEnding, english
from palermo.extraction.language.wordings import Wording, Wordings
from palermo.statements import Kind, digest
from palermo.vocabulary.lines import parsed

TOPICS: Mapping[str, type[Any]] = {
    "clauses": ClauseForms,
    "naming": NamingForms,
    "roles": RoleForms,
    "telling": TellingForms,
    "listing": ListingForms,
    "referring": ReferringForms,
    "inflecting": InflectingForms,
}
"""What forms there are beside the wordings of each kind, each in a folder of its own with a file a language."""
_AHEAD = "^(?!.*"
"""How a pattern begins that looks ahead over the whole of a text."""
TOLD = (Kind.RECOMMENDATION, Kind.COMMITMENT, Kind.MANDATE, Kind.PARTNERSHIP, Kind.FACTOR)
"""Kinds that have wordings of their own; an activity is an actor with a verb of doing."""
_WORDS = frozenset({"people", "harm", "deliverables"})
"""Patterns that are given as whole words, one behind another."""
_MADE_OTHERWISE = frozenset({"actors", "exploiters", "deeds", "served_stops"})
"""Patterns that come of a list of words, or stand for another."""


@cache
def wordings(language: str) -> Wordings | None:
    """The wordings of a language, or None where there are none."""
    if language not in GRAMMARS:
        return None
    rows: dict[str, Any] = parsed(_source(language))
    words = {name: re.sub(r"\|\s+", "|", text) for name, text in rows["words"].items()}
    listed = _listed(words.get("verbs", ""))
    unclear = words.get("unclear", "").split()
    doing = inflected(language, words.get("doing", "").split()) - {*unclear, *(f"{word}نا" for word in unclear)}
    words["doing"] = "|".join(sorted(doing))
    words["commands"] = "|".join(
        sorted(commanding(language, words.get("doing", "") and rows["words"]["doing"].split()))
    )
    known = _Known(words=words, rows=rows, edge="" if language == "zh" else r"\b", index=Index())
    return Wordings(
        language=language,
        **_forms(language),
        index=known.index,
        kinds={
            kind: tuple(_wording(x, known.pattern(x["pattern"]), known.index) for x in rows.get(kind.value, ()))
            for kind in TOLD
        },
        stems={kind: tuple(rows.get("stems", {}).get(kind.value, ())) for kind in TOLD},
        actors=known.words_of("actors"),
        exploiters=known.words_of("exploiters"),
        verbs=_verbs(known, listed, doing),
        verb_first=bool(rows.get("verb_first", False)),
        items=str(rows.get("items", "")),
        needs_subject=bool(rows.get("needs_subject", False)),
        parting={name: known.pattern(row) for name, row in rows.get("parting", {}).items()},
        pro_drop=bool(rows.get("pro_drop", False)),
        deeds=known.compiled("|".join(listed)),
        nothing=known.patterns("nothing"),
        administration=known.patterns("administration") if rows.get("administration") else None,
        before=tuple(known.pattern(x) for x in rows["frames"]["before"]),
        after=tuple(known.pattern(x) for x in rows["frames"]["after"]),
        dimensions=tuple((name, known.pattern(x)) for name, x in rows["dimensions"].items()),
        served_stops=known.one("served_stops" if rows.get("served_stops") else "stops"),
        served=tuple(known.pattern(x) for x in rows.get("served", ())),
        benefiting=tuple(known.pattern(x) for x in rows.get("benefiting", ())),
        **_patterns(known),
        questions=Sought.of(known.one("questions")) if rows.get("questions") else None,
        below={name: known.pattern(row) for name, row in rows.get("below", {}).items()},
        claimed={name: known.pattern(_any(rows)) for name, rows in rows.get("claimed", {}).items()},
    )


def _forms(language: str) -> dict[str, Any]:
    """The forms of a language by topic; some are asked for without wordings, too, and read once."""
    alone = {"naming": naming, "referring": referring, "inflecting": inflecting}
    return {
        topic: alone[topic](language) if topic in alone else forms_of(kind, topic, language)
        for topic, kind in TOPICS.items()
    }


def _patterns(known: "_Known") -> dict[str, Any]:
    """The patterns that are read as they are printed; one that may be None where the language has it."""
    found: dict[str, Any] = {}
    for field in fields(Wordings):
        if field.type not in (re.Pattern[str], re.Pattern[str] | None) or field.name in _MADE_OTHERWISE:
            continue
        if field.type == re.Pattern[str] or known.rows.get(field.name):
            found[field.name] = known.row_words(field.name) if field.name in _WORDS else known.one(field.name)
        else:
            found[field.name] = None
    return found


def _verbs(known: "_Known", listed: list[str], doing: frozenset[str]) -> Verbs:
    """The finite verbs of a language: by a pattern, of English by a list."""
    words = known.words
    if "finite" in words:
        return VerbsByEnding(
            pattern=re.compile(known.compiled(words["finite"]).pattern),
            forms=doing,
            nouns=known.maybe("nouns"),
        )
    return english(
        listed,
        [*_listed(words["irregular"]), *_listed(words["present"])],
        words.get("plurals", "").split(),
        known.maybe("before_plurals"),
    )


def _wording(row: Mapping[str, Any], pattern: re.Pattern[str], index: Index) -> Wording:
    literals = needed(pattern)
    return Wording(**{**row, "pattern": pattern, "literals": literals, "mask": index.mask(literals)})


def _any(rows: str | list[str]) -> str:
    """One pattern, or several of which any may hold."""
    return rows if isinstance(rows, str) else "|".join(f"(?:{row})" for row in rows)


def wordings_version() -> str:
    """Hash of all files of wordings and forms: part of the key under which extractions are kept."""
    forms = (source(topic, language) for topic in TOPICS for language in GRAMMARS)
    return digest(*(_source(language) for language in GRAMMARS), *forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A file's rows, its named lists, and what stands around a word."""

    words: Mapping[str, str]
    rows: Mapping[str, Any]
    edge: str
    index: Index

    def pattern(self, row: str) -> re.Pattern[str]:
        """Compile a pattern whose `~name` stands for a list."""
        whole = re.sub(r"~(\w+)", lambda found: f"(?:{self.words[found.group(1)]})", row)
        return re.compile(whole, re.IGNORECASE)

    def compiled(self, alternation: str) -> re.Pattern[str]:
        return re.compile(rf"{self.edge}(?:{alternation}){self.edge}", re.IGNORECASE)

    def words_of(self, name: str) -> re.Pattern[str]:
        return self.compiled(self.words[name])

    def row_words(self, name: str) -> re.Pattern[str]:
        return self.compiled(re.sub(r"\|\s+", "|", str(self.rows[name])))

    def one(self, name: str) -> re.Pattern[str]:
        return self.pattern(self.rows[name])

    def maybe(self, name: str) -> re.Pattern[str] | None:
        return self.one(name) if self.rows.get(name) else None

    def patterns(self, name: str) -> Patterns:
        """Patterns for beginnings as one, and those for anywhere with what they hold."""
        begin = [f"(?:{row[1:]})" for row in self.rows[name] if row.startswith("^") and not row.startswith(_AHEAD)]
        far = [self.pattern(row[1:]) for row in self.rows[name] if row.startswith(_AHEAD)]
        patterns = [self.pattern(row) for row in self.rows[name] if not row.startswith("^")]
        anywhere = [(needed(pattern), pattern) for pattern in patterns]
        return Patterns(
            begin=self.pattern("|".join(begin) or "(?!)"),
            begin_far=tuple((needed(pattern), pattern) for pattern in far),
            anywhere=tuple((self.index.mask(literals), literals, pattern) for literals, pattern in anywhere),
            index=self.index,
        )


def _listed(verbs: str) -> list[str]:
    return [verb for verb in (part.strip() for part in verbs.split("|")) if verb]


def _source(language: str) -> str:
    return files("palermo.extraction.language").joinpath("wordings", f"{language}.yaml").read_text(encoding="utf-8")
