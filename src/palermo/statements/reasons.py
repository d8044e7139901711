"""Reasons why a statement was made: a code with values, its sentence in English, and a weight.

Exports have the sentence; pages translate it by the code and the values. To add a reason, add its sentence here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REASON_SENTENCES: Mapping[str, str] = {
    "tagger-kind": "the statement tagger reads it as %(kind)s (%(share)s)",
    "tagger-alternatives": "other readings: %(kinds)s",
    "tagger-neighbours": "the most similar labelled sentences are: %(kinds)s",
    "role-introduction": "%(role)s %(name)s: named in the introduction of the list (%(share)s)",
    "role-heading": "%(role)s %(name)s: named in the heading (%(share)s)",
    "role-byline": "%(role)s %(name)s: named in the byline (%(share)s)",
    "role-coreference": "%(role)s %(name)s: named before the quote (%(share)s)",
    "role-document": "%(role)s %(name)s: the document's publisher (%(share)s)",
    "tagger-tags": "tags by the tagger: %(tags)s",
    "table-actor": "a row of a table: its column “%(words)s” tells who",
    "table-action": "its column “%(words)s” tells what",
    "plan-row": "a row of an action plan: a column names the action",
    "plan-responsible": "another column names who is responsible: %(name)s",
    "mandate-list": "it stands in a list of mandates: “%(words)s”",
    "mandate-background": "the background of the mandate says what it rests on",
    "mandate-heading": "the number stands under “%(words)s”",
    "mandate-holder": "this part is about %(name)s",
    "list-request": "the list's introduction asks: “%(words)s”",
    "list-addressee": "it names whom it asks: “%(words)s”",
    "list-announced": "the list is announced: “%(words)s”",
    "list-item": "it is a numbered item of that list",
    "list-signatures": "names in brackets sign it: %(name)s",
    "answer-accepted": "answer %(response)s: they enjoy the State's support (“%(words)s”)",
    "answer-noted": "answer %(response)s: they do not enjoy the State's support (“%(words)s”)",
    "answer-pending": "answer %(response)s: the State will examine them (“%(words)s”)",
    "list-state": "the report names the State under review: %(name)s",
    "section-request": "its section asks for something: “%(words)s”",
    "section-recommendation": "it says of itself that it is a recommendation",
    "section-addressee": "a line above names whom it asks: “%(words)s”",
    "tag-themes": "it is about: %(concepts)s",
    "tag-exploitation": "it speaks of: %(concepts)s",
    "tag-interventions": "what is done or asked for: %(concepts)s",
    "tag-groups": "it concerns: %(concepts)s",
    "place": "it takes place in: %(places)s",
    "place-law": "the document is a law of: %(places)s",
    "region": "it names the region: %(places)s",
    "actor-publisher": "no name is printed: the document's publisher speaks",
    "actor-issuer": "no name is printed: the organ that adopted the reported text asks",
    "begun": "the quote says that it has begun",
    "promise": "a promise of a party, or of an author that the document does not name",
    "name-government": "“%(words)s” read as the State",
    "name-note-mark": "“%(words)s” read without its note mark",
    "name-misprint": "“%(words)s” read with one letter corrected",
    "name-brackets": "“%(words)s” read by the name in its brackets",
    "name-part": "“%(words)s” read as %(name)s",
    "name-introduced": "the document introduces “%(words)s” for %(name)s",
    "name-under-review": "“%(words)s” is the State under review, %(name)s",
    "name-office": "“%(words)s” is an office of %(name)s",
    "name-generic": "“%(words)s” is %(name)s, which the document speaks for or names",
    "name-body": "“%(words)s” is %(name)s",
    "calibration": "compared with labelled statements: %(right)s of %(total)s by this rule are right",
    "calibration-lowered": (
        "compared with labelled statements: %(right)s of %(total)s by this rule are right; less sure because %(causes)s"
    ),
    "calibration-digest": "compared with statements of digests that were read: %(right)s of %(total)s are right",
}
"""The sentence of each code in English, with placeholders of its values."""
CALIBRATION_CAUSES: Mapping[str, str] = {
    "short": "its quote is short",
    "long": "its quote is long",
    "broken": "its quote begins in mid-sentence",
    "joined": "its quote begins with “and”",
    "brackets": "brackets stand within its quote",
    "nobody": "no name of who acts is printed",
    "unaddressed": "no name of who is asked is printed",
    "several": "several rules agree",
    "sure": "its rules are sure",
    "unsure": "its rules are not sure",
    "other language": "it is not in English",
}
"""Features that may lower the confidence, in words; rules are in `why` themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonValue:
    """One value of a placeholder; a placeholder with several is a list."""

    name: str
    """The placeholder."""
    text: str
    """In English, or as printed."""
    id: str = ""
    """The concept or place whose label `text` is."""
    before: str = ""
    after: str = ""
    """What the sentence prints before and after the text, such as the words of a tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule or feature that produced a statement, in words for reviewers, with its weight (-1..1)."""

    feature: str
    weight: float
    code: str = ""
    """The key of its sentence; empty for a text of others."""
    values: tuple[ReasonValue, ...] = ()


def build_reason(code: str, weight: float = 0.0, items: Sequence[ReasonValue] = (), **texts: str) -> Reason:
    """Return a reason with its sentence; `items` are the values of a list, `texts` the others by placeholder."""
    values = (*(ReasonValue(name=name, text=text) for name, text in texts.items()), *items)
    joined = join_values(values, [value.text for value in values])
    return Reason(feature=REASON_SENTENCES[code] % joined, weight=weight, code=code, values=values)


def join_values(values: Sequence[ReasonValue], texts: Sequence[str], separator: str = ", ") -> dict[str, str]:
    """Return the text of each placeholder from those of its values; texts and separator may be translated."""
    parts: dict[str, list[str]] = {}
    for value, text in zip(values, texts, strict=True):
        parts.setdefault(value.name, []).append(f"{value.before}{text}{value.after}")
    return {name: separator.join(items) for name, items in parts.items()}
