"""Parties: who acts or is asked, as a name or the phrase of a group: bounded, with a head noun, never a clause."""

import re
from collections.abc import Iterator
from functools import lru_cache

from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.arabic_noun_phrases import name_at_start, names_at_start
from palermo.extraction.names.chinese_names import before_auxiliary, bounded_in_chinese
from palermo.extraction.names.compound_names import apart, is_known, joined
from palermo.extraction.names.french_names import between_dashes, first_name
from palermo.extraction.names.russian_lists import divided_where
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.appositions import (
    before_its_verb,
    begun_behind,
    named_within,
    without_asides,
    without_place,
    without_sort,
)
from palermo.extraction.roles.name_lists import (
    LONGEST,
    bare,
    divided,
    is_name,
    several_states,
    split_at_and,
)
from palermo.extraction.roles.whole_names import begins_anew, name_behind, names_alone
from palermo.extraction.syntax.clauses import is_actor, is_people
from palermo.extraction.syntax.russian_circumstances import plain

MOST_WORDS = 16
MANY = 3
"""Parts from which on a list with commas is of parties each by itself: `victims, survivors and witnesses`."""

_NUMBERING = re.compile(r"^\s*[(（]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[)）]\s+|\s+[(（](?:[a-z]|[ivx]{1,4})[)）]$", re.I)
_BRACKETS = re.compile(r"\s*[(（](?![^()（）]* of[)）])[^()（）]{0,120}(?:[)）]|$)")
"""Brackets behind a name, but for those that are a part of it: `Iran (Islamic Republic of)`."""
_MARKS = re.compile(r"[\d%$€“”\"«»:;|=<>{}\[\]/\\]")
_ACRONYM = re.compile(r"(?:(?:UN|ONU|ООН)-\w+|[A-ZА-ЯЁ][\w-]*[A-ZА-ЯЁ])")
_TITLED = re.compile(r"(?<=\w )«[^«»]{2,60}»$")
"""A name's own name: `Fund | «Freedom»`."""
_SLASH = re.compile(r"(?<=[A-Z])/(?=[A-Z])")
"""Between two acronyms: `OSCE/ODIHR`."""


def party(printed: str | None, words: Wordings, *, served: bool = False) -> str | None:
    """The party that a printed stretch names, without article, asides and adverbs; None where it names none.

    `served` says that people may be it too: `children`, `domestic workers`; else it must be someone who acts.
    """
    return _party(printed, words.language, served) if printed else None


@lru_cache(maxsize=16384)
def _party(printed: str, language: str, served: bool) -> str | None:
    words = wordings(language)
    if words is None or len(printed) > 600:
        return None
    name = _bounded(printed, words)
    if (
        not name
        or len(name) > (LONGEST // 3 if language == "zh" else LONGEST)
        or _MARKS.search(_TITLED.sub("", words.clauses.number_in_name.sub("", _SLASH.sub("", name))))
    ):
        return None
    if _names_nobody(name, words) or words.naming.form_of_address.search(printed):
        return None
    if len(name.split()) > MOST_WORDS or (words.clausal and words.clausal.search(name)):
        return None
    name = without_place(name, words, served)
    core = words.naming.sharing.sub("", name)
    if is_actor(core, words) and not words.pronouns.match(name):
        return name if language == "fr" else without_sort(name, words)
    if (named := without_sort(name, words)) != name and is_name(named, words):
        return named
    return name if served and is_people(core, words) else None


def _names_nobody(name: str, words: Wordings) -> bool:
    """Whether a stretch is a text, a programme or a clause, or ends within a phrase."""
    forms = words.naming
    begun = forms.opens_clause.match(name) or forms.goes_on_with_name.match(name) or forms.programmes.match(name)
    if begun or forms.texts.search(name) or forms.for_whom.search(name) or forms.open_end.search(name):
        return True
    last = words.prepositions.fullmatch(f" {name.rpartition(' ')[2]}")
    return last is not None and not name.endswith("WHO")


def _bounded(printed: str, words: Wordings) -> str:
    """A printed stretch without what stands around a name in it."""
    forms = words.clauses
    name = _BRACKETS.sub("", _NUMBERING.sub("", printed.strip()))
    name = words.naming.work_of.sub("", without_opening(name, words))
    if words.language == "ar":
        name, _ = name_at_start(name)
    if words.language == "ru":
        name = plain(name, words)
    if words.language == "zh":
        name = bounded_in_chinese(name, words)
    if words.naming.causing.match(name):
        return ""
    name = before_its_verb(name, words)
    name = bare(forms.adverbs_behind_subject.sub("", name[: _aside(name, words)]), words)
    name = bare(words.tail.sub("", name) if words.tail else name, words)
    name = bare(words.determiners.sub("", name) if words.determiners else name, words)
    return bare(forms.adverbs_behind_subject.sub("", _before_verb(name, words)), words)


def _aside(name: str, words: Wordings) -> int:
    """Where an aside behind a name begins; in Chinese, without blanks, only behind what names somebody who acts."""
    for aside in words.asides.finditer(name, 1) if words.asides else ():
        if words.language != "zh" or is_actor(name[: aside.start()], words):
            return aside.start()
    return len(name)


def without_opening(name: str, words: Wordings) -> str:
    """A name without what opens its sentence: `In the Compact, | Member States`."""
    for _ in range(2):
        name = name[found.end() :] if (found := words.openings.match(name)) else name
    return name


def _before_verb(name: str, words: Wordings) -> str:
    """A name up to a finite verb within it, which begins a clause: `women | sought help`; a participle may open it."""
    forms = words.naming
    if words.language != "en":
        return name
    if doing := forms.verb_and_object.search(name):
        name = forms.second_clause.sub(r"\1", name[: doing.start()])
    if behind := begun_behind(name, words):
        name = name[:behind]
    for start, end in words.verbs.spans(name, 0, len(name)):
        if name[start:end].endswith("s") and name[start:end] not in AUXILIARIES:
            continue  # "inter-agency partners", "financial records": most are nouns
        if forms.adverb.fullmatch(name, 0, start):
            continue  # `newly | arrived refugees`
        if start > 0 and not name[:start].rstrip().endswith(("-", "and", "or")):
            return forms.second_clause.sub(r"\1", name[:start]).rstrip(" ,")
    return name


def parties(printed: str | None, words: Wordings, *, served: bool = False) -> Iterator[str]:
    """Divide a list of parties, `States, the police and the media`; what names no party is left out."""
    if printed and words.language == "fr":
        printed = without_opening(printed, words)
        if names := between_dashes(printed):
            yield from (bare(name, words) for name in names)
            return
    if printed:
        yield from _divided(printed, words, served=served)


def _divided(printed: str, words: Wordings, *, served: bool) -> Iterator[str]:
    said = _without_frame(printed, words, served=served)
    listed = _BRACKETS.sub("", said)
    if one := _one_name(said, listed, words):
        yield one
        return
    if states := several_states(said, words):
        yield from states
        return
    whole = party(said, words, served=served)
    if whole and ((is_state(whole) and words.language != "ar") or not words.coordination.search(listed)):
        yield whole
        return
    parts = [part for part in _parts(listed, words, served=served) if part and part.strip()]
    if _named_within(printed, parts, words):
        yield from (bare(part, words) for part in parts)
        return
    if words.language == "en":
        parts = _with_their_heads(parts, listed, words)
    found = _each(parts, words, whole, served=served)
    if whole and not _apart(parts, found, listed, words, served=served):
        yield whole  # "national, regional and local governments", "Ministry of Labour and Welfare", "women and girls"
        return
    yield from dict.fromkeys(name for name in found if name)


def _without_frame(printed: str, words: Wordings, *, served: bool) -> str:
    """A list without what stands around it: in English asides, in Chinese what its parties do with others."""
    if words.language != "en":
        return before_auxiliary(printed, words)
    said = without_asides(named_within(printed, words), words, served=served).rstrip(" ,")
    return words.clauses.adverbs_behind_subject.sub("", said)


def _one_name(said: str, listed: str, words: Wordings) -> str | None:
    """Heads of State and Government, and an organisation of the registry, long as its English name may be."""
    if heads := words.naming.heads_of_state.fullmatch(said.strip(" ,.")):
        return heads[1]
    name = bare(listed, words) if words.language == "en" else ""
    return name if name and is_known(name) else None


def _parts(listed: str, words: Wordings, *, served: bool) -> list[str]:
    """The parts of a list, as its language divides one."""
    match words.language:
        case "en":
            return divided(listed, words)
        case "ar":
            return names_at_start(listed)
        case "zh":
            return divided(listed[: _aside(listed, words)], words)
        case "ru":
            return _in_russian(listed[: _aside(listed, words)], words, served)
    return split_at_and(listed, words)


def _named_within(printed: str, parts: list[str], words: Wordings) -> bool:
    """Whether parts are the names within an English phrase: `the signatories, including | Alder and Birch`."""
    if len(parts) < 2 or words.language != "en" or named_within(printed, words) == printed:
        return False
    return all(is_name(bare(part, words), words) for part in parts)


def _each(parts: list[str], words: Wordings, whole: str | None, *, served: bool) -> list[str | None]:
    """The party that each part of a list names; None of one that names nobody by itself."""
    english = words.language == "en"
    found = [
        party(part, words, served=served) or (name_behind(parts[at - 1], part, words) if at and english else None)
        for at, part in enumerate(parts)
    ]
    if words.language == "fr" and parts and (first := first_name(parts)):
        found[0] = first
    if english and whole and names_alone(parts, words):
        return [name or bare(part, words) for name, part in zip(found, parts, strict=True)]
    return found


def _apart(parts: list[str], found: list[str | None], listed: str, words: Wordings, *, served: bool) -> bool:
    """Whether the parts of a list that could be one party are each by themselves."""
    spaced = words.language in ("en", "fr", "es")
    if len(parts) >= MANY and all(found) and "," in listed and spaced:
        return True
    first = first_name(parts) if words.language == "fr" and parts else None
    if all(
        name and (name == first or _alone(name, part, words) or (at and begins_anew(parts[at - 1], name, words)))
        for at, (name, part) in enumerate(zip(found, parts, strict=True))
    ):
        return True
    things = served and found and found[0] and not found[-1] and words.naming.things_behind.search(parts[-1])
    return bool(things) or names_alone(parts, words)


def names_somebody(printed: str, words: Wordings) -> bool:
    """Whether a stretch names a party, or is a list of parties that is longer than any one."""
    return party(printed, words) is not None or (len(printed) > LONGEST and any(parties(printed, words)))


def _in_russian(listed: str, words: Wordings, served: bool) -> list[str]:
    parts = divided_where(
        apart(listed), words.coordination, lambda part: party(joined(part), words, served=served) is not None
    )
    return [joined(part) for part in parts]


def _with_their_heads(parts: list[str], listed: str, words: Wordings) -> list[str]:
    """The parts of a list, those that are adjectives alone with the part behind them, whose noun they share."""
    whole: list[str] = []
    at = 0
    start: int | None = None
    for place, part in enumerate(parts):
        begins = listed.find(part, at)
        at = begins + len(part)
        shares = place < len(parts) - 1 and words.naming.adjectives_alone.fullmatch(bare(part, words)) is not None
        if shares and not words.actors.search(part) and not words.people.search(part):
            start = begins if start is None else start
            continue
        whole.append(listed[begins if start is None else start : at])
        start = None
    return whole


def said_to_act(printed: str | None, words: Wordings) -> Iterator[str]:
    """Whoever stands where somebody acts or is asked beyond doubt: `the signatories | commit themselves`.

    A phrase whose head noun names no known sort of party is one all the same, unless it names a thing or is too long.
    """
    forms = words.naming
    found = list(parties(printed, words, served=True))
    if found or not printed or words.language == "en":
        yield from found
        return
    name = _bounded(printed, words)
    if (
        not name
        or words.pronouns.match(name)
        or forms.ourselves.match(name)
        or (words.things and (words.things.search(_head_of(name, words)) or words.things.fullmatch(name.split()[0])))
    ):
        return
    person = forms.form_of_address.search(printed)
    if person or forms.texts.search(name) or (words.clausal and words.clausal.search(name)):
        return
    if 2 < len(name) <= LONGEST // (6 if words.language == "zh" else 2) and not _MARKS.search(_TITLED.sub("", name)):
        yield name


def _head_of(name: str, words: Wordings) -> str:
    cut = words.prepositions.search(name, 1)
    head = name[: cut.start()] if cut else name
    return head.split()[0] if words.language == "ar" else head


def asked_parties(printed: str | None, words: Wordings) -> Iterator[str]:
    """Divide those who are asked; in English a plural of few words is one, even where it names no known sort."""
    if printed and words.language == "en":
        printed = without_asides(printed, words, served=True)
    found = list(parties(printed, words, served=True))
    if found or not printed or words.language != "en":
        yield from (_with_plurals(printed, found, words) if printed and words.language == "en" else found)
        return
    name = bare(words.determiners.sub("", printed.strip()) if words.determiners else printed, words)
    if _is_plural(name, words):
        yield name


def _with_plurals(printed: str, found: list[str], words: Wordings) -> list[str]:
    """Those found in a list of three or more, with the plurals beside them: `hotels, airlines and companies`."""
    parts = divided(_BRACKETS.sub("", printed), words)
    if len(parts) < MANY:
        return found
    named = [party(part, words, served=True) or bare(part, words) for part in parts]
    plural = [name for name in named if name in found or _is_plural(name, words)]
    return plural if set(found) <= set(plural) else found


def _is_plural(name: str, words: Wordings) -> bool:
    """Whether a name is a short phrase in the plural, and of no things."""
    things = words.things is not None and words.things.search(name) is not None
    return words.naming.short_plural.fullmatch(name) is not None and not things


def _alone(name: str, printed: str, words: Wordings) -> bool:
    """Whether a part of a list is a party by itself, and not the rest of a longer name."""
    forms = words.naming
    if forms.end_of_groups.match(name) and name not in forms.groups_of_states:
        return False
    if forms.adjective.fullmatch(name) and not forms.head_of_body.match(name):
        return False
    if forms.article_anew.match(printed.strip()) and is_name(name, words):
        return True
    return bool(
        forms.alone_in_list.match(printed.strip())
        or _ACRONYM.fullmatch(name)
        or words.actors.search(name)
        or (words.language == "en" and words.agents and words.agents.search(name))
        or is_state(name)
        or (words.closed_sets and words.closed_sets.search(name))
        or is_known(name)
    )
