"""Who has a role by the form of a clause, in languages whose forms are written down."""

import re
from collections.abc import Iterator
from itertools import islice

from palermo.extraction.language.role_wordings import RoleForms, role_forms
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.parties import parties, said_to_act
from palermo.extraction.syntax.clauses import Clause, clause, is_people
from palermo.extraction.syntax.tenses import suffered

FURTHEST = 160
"""Characters beside a clause in which who says it stands."""
ABOVE = 400
"""Characters above an item in which the list says who is asked."""
_TO = re.compile(r"^(?:aux?\s+|à\s+(?:la\s+|l['’]\s?)?|al\s+|a\s+(?:l[ao]s?\s+)?|en\s+(?:l[ao]s?\s+|el\s+)?)", re.I)
_ENDS = re.compile(
    r"[,.;:()!?–—»]|(?<![éi]e)(?<![éiu]es)(?<![éiu]s)(?<!é)(?<!tes)(?<!ad[oa])(?<!ad[oa]s)(?<!id[oa]s)\s(?:à|a|en|dans|par|por|devant|ante|antes|como|comme|chez|desde)\s"
    r"|\s(?:et\s+(?!(?:les|des|aux)\s)|ainsi\s+que\s|afin\s|pour\s|avec\s|lors\s|grâce\s|depuis\s|dont\s"
    r"|y\s+(?!(?:l[ao]s|a)\s)|para\s|con\s|durante\s|desde\s|cuando\s|mediante\s|gracias\s|sobre\s|sur\s|en\s+\d{4}|chaque\s|cada\s|une?\s)",
    re.I,
)
"""Where people to whom a deed is done end, with what is told of them."""
_ANEW = re.compile(r",?\s+(?:et|y|e|ou|o)\s+(?=(?:al?|aux?|à|l[aeo]s?|el)\s|l['’])|,\s+(?=(?:al?|aux?|à)\s)")
"""Between parties of a list that begin with an article: `exhorte les banques et | les assureurs`."""
_SUFFERED = re.compile(
    r"\w+\s+(?:être|ser|\w+ée?s?\s+par)\b|(?:soi(?:t|ent)|sea[n]?|prennent\s+part|puissent|puedan?|participen?|reciban?|reçoivent|bénéficient|aient|tengan?)\b"
)
"""What is said of somebody to whom something should be done."""
_RELATIVE = re.compile(r"\b(?:qui|dont|quien|que)\s+(?:[^\s,;]+\s+){0,3}$|\boù\s$|(?<=\w)\s(?:qui|que)\s[^,;:]*$")
"""Before a verb that tells of a noun, and not what the subject does: `a ring that | placed girls`."""
_GENITIVE = re.compile(r"\s(?:des|de|d['’])\s*$")
_AUXILIARY = re.compile(r"\b(?:a|ont|avons|avait|avaient|ait|aient|ayant|aura|auront)\s+(?:\w+\s+)?$")
_COUNTED = re.compile(
    r"(?:\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|[\w-]+ze|[\w-]+te|[\w-]*(?:vingts?|cents?)[\w-]*|mille|ses|leurs|nos))\s+$",
    re.I,
)
"""A number before a noun, or whose it is."""
_ONLY = re.compile(r"[^\W\d_][^\W\d_’'-]*s\b", re.I)
_SENTENCE = re.compile(r"(?:^|(?<=[.!?;])\s+(?=[\W\d]*[A-ZÀ-Ý])|;\s+|:\s+)")
_AND = re.compile(r"(?:,\s*)?\s(?:et|y|e|ni|pero|mais|puis|luego)\s+$|,\s+$", re.I)


def asked_so(at: Clause) -> list[str]:
    """Those who are asked, by the form of the clause or of what stands above it in a list."""
    forms = role_forms(at.words.language)
    return next((names for names in _asked(at, forms) if names), []) if forms else []


def _asked(at: Clause, forms: RoleForms) -> Iterator[list[str]]:
    for pattern in forms.asked:
        if met := pattern.search(at.said):
            yield _named(met["who"], at.words)
    for pattern in forms.asked_that:
        if met := pattern.search(at.said):
            yield _before_verb(at, at.start + met.end())
    above = at.text[max(0, at.start - ABOVE) : at.start]
    for pattern in forms.asked_above:
        for met in reversed(list(pattern.finditer(above))):
            yield _named(met["who"], at.words)


def _named(who: str, words: Wordings) -> list[str]:
    """The parties in a place where somebody is asked beyond doubt; of a list each that begins anew."""
    parts = _ANEW.split(who)
    if len(parts) > 1:
        return [name for part in parts for name in said_to_act(_TO.sub("", part), words)]
    return list(said_to_act(_TO.sub("", who), words))


def _before_verb(at: Clause, start: int) -> list[str]:
    """Those who stand between `that` and the verb of what they are to do; nobody to whom it is done."""
    for begin, _ in islice(at.words.verbs.spans(at.text, start + 4, min(at.end, start + FURTHEST)), 3):
        named = at.text[start:begin].strip()
        if at.words.prepositions.fullmatch(f" {named.rpartition(' ')[2]}") or not (names := _named(named, at.words)):
            continue
        return [] if _SUFFERED.match(at.text, begin) else names
    return []


def said_so(at: Clause) -> list[str]:
    """Those who are told beside a clause to say it: `..., the union insists`."""
    forms = role_forms(at.words.language)
    return next((names for names in _said(at, forms) if names), []) if forms else []


def _said(at: Clause, forms: RoleForms) -> Iterator[list[str]]:
    behind = at.text[at.end : at.end + FURTHEST]
    for pattern in forms.says_behind:
        if met := pattern.match(behind):
            yield list(parties(met["who"], at.words))
    for pattern in forms.says_within:
        if met := pattern.search(at.said):
            yield list(parties(met["who"], at.words))
    opened = at.text[max(0, at.start - FURTHEST) : at.verb[0] if at.verb else at.start]
    for pattern in forms.says_before:
        for told in reversed(list(pattern.finditer(opened))):
            yield list(parties(told["who"], at.words))


def reported_so(at: Clause) -> list[str]:
    """The party that reports what was done: `Portugal said that | inspections went on`."""
    forms = role_forms(at.words.language)
    before = at.text[max(0, at.start - FURTHEST) : at.start]
    met = next((met for pattern in forms.says_that if (met := pattern.search(before))), None) if forms else None
    return list(parties(met["who"], at.words)) if met else []


def bearing(at: Clause) -> list[str]:
    """Whose a mandate is where that is told behind it: `it falls to the Prosecutor`."""
    forms = role_forms(at.words.language)
    met = next((met for pattern in forms.bears if (met := pattern.search(at.said))), None) if forms else None
    return list(said_to_act(_TO.sub("", met["who"]), at.words)) if met else []


def done_by(at: Clause) -> list[str]:
    """Who does what a noun or a participle tells: `adoption by Japan of a plan`."""
    forms = role_forms(at.words.language)
    met = next((met for pattern in forms.done_by if (met := pattern.search(at.said))), None) if forms else None
    return list(parties(met["who"], at.words)) if met else []


def before_and(at: Clause) -> list[str]:
    """Who acts in the first half of a sentence, of whose second half no subject is said: `... and | asks States to`."""
    if role_forms(at.words.language) is None or at.subject is not None or not _AND.search(at.text[: at.start]):
        return []
    near = max(0, at.start - ABOVE)
    begins = max((met.end() for met in _SENTENCE.finditer(at.text, near, max(near, at.start - 3))), default=near)
    first = clause(at.text, begins, at.start, at.words)
    return list(parties(first.about, at.words))


def served_so(at: Clause) -> list[str]:
    """The people to whom a deed is done, or whom a thing is for."""
    forms = role_forms(at.words.language)
    if forms is None:
        return []
    if at.verb and suffered(at) and (is_people(at.about, at.words) or _folk(at.about, forms)):
        participle = at.text[at.verb[0] : at.verb[1] + 60]
        if any(re.search(rf"\b{pattern.pattern}", participle, re.I) for pattern in forms.suffers):
            return _served(at.about, at.words)
    start = at.verb[0] if at.verb else at.start
    for pattern in (*forms.done_to, *forms.done_for):
        for met in pattern.finditer(at.text, start, at.end):
            verb = met.groupdict().get("verb") or ""
            if verb and any(bad.match(verb) for bad in forms.not_served):
                continue
            if verb and _GENITIVE.search(met.group()) and not _verbal(at, *met.span("verb")):
                continue
            if verb and _RELATIVE.search(at.text, start, met.start()):
                continue
            names = _people_at(at, met.end(), forms, whoever=not verb) or _helped(at, verb, met.end(), forms)
            if names:
                return names
    return []


def _verbal(at: Clause, start: int, end: int) -> bool:
    """Whether a word is a verb, and no noun or adjective before `of`: `accompanied | girls`."""
    word = at.text[start:end]
    return (
        at.words.verbs.known(word)
        or word.endswith(("er", "ir", "re"))
        or _AUXILIARY.search(at.text[:start][-40:]) is not None
    )


def _helped(at: Clause, verb: str, start: int, forms: RoleForms) -> list[str]:
    """Whoever is counted behind a verb of helping: `a formé 210 | hôtesses`."""
    if not any(helping.fullmatch(verb) for helping in forms.helps) or not _COUNTED.search(at.text, 0, start):
        return []
    near = at.text[start : min(at.end, start + FURTHEST)]
    ends = _ENDS.search(near)
    whole = near[: ends.start()] if ends else near
    if not _ONLY.match(whole) or any(things.match(whole) for things in forms.no_folk):
        return []
    return _served(whole, at.words)


def _folk(named: str, forms: RoleForms) -> bool:
    return any(pattern.search(named) for pattern in forms.folk)


def _served(named: str, words: Wordings) -> list[str]:
    """The parties of a stretch that names people, whatever they are called."""
    return list(parties(named, words, served=True)) or list(said_to_act(named, words))


def _people_at(at: Clause, start: int, forms: RoleForms, *, whoever: bool) -> list[str]:
    """The people that stand at a place, with what is told of them."""
    near = at.text[start : min(at.end, start + 220)]
    ends = _ENDS.search(near)
    whole = near[: ends.start()] if ends else near
    head = " ".join(whole.split()[:2])
    if not head or is_exploiter(head, at.words):
        return []
    if is_people(head, at.words) or _folk(head, forms):
        return _served(whole, at.words)
    if (whoever or at.words.language == "es") and _ONLY.match(whole):
        return list(parties(whole, at.words, served=True))
    return []


def is_exploiter(head: str, words: Wordings) -> bool:
    """Whether people are those who exploit others, of whom nobody is served."""
    return words.exploiters.match(head) is not None
