"""A sentence taken apart: its opening, who acts, the finite verb; and cut where its second half says another thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from palermo.extraction.language.speaker_wordings import speaking
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.arabic_noun_phrases import subject_of
from palermo.extraction.names.french_names import bears_name
from palermo.extraction.names.states import is_state
from palermo.extraction.names.unregistered_names import told_name
from palermo.extraction.syntax.chinese_predicates import is_chinese_actor, predicate
from palermo.extraction.syntax.intervening_phrases import behind_adverbial, main_verb, within_whose, without_aside

LONGEST_SUBJECT = 260
MOST_JOINS = 5
"""Places of a sentence at which it may be cut."""
LONGEST_STATE = 4
"""Words of a State's name in Arabic, where what follows is not parted from it."""
_BRACKETS = re.compile(r"\s*[(（].*$")
NEAR_START = 3
"""Characters before a verb that leave no room for a subject."""
LONGEST_RELATIVE = 120
"""Characters before a verb in which what makes it one of a relative clause stands."""
_NAME = re.compile(
    r"\b(?:[A-ZÀ-ÝА-Я][\w’'&-]+\s+(?:(?:de|des|du|la|le|los|las|del|of|the|for|and|on|against|по|и)\s+)*){1,}[A-ZÀ-ÝА-Я]|\b[A-Z]{2,}\b|\bUN-[A-Z]"
)
_ACRONYM = re.compile(r"(?:(?:UN|ONU|ООН)-\w+|[A-ZА-ЯЁ](?:[A-ZА-ЯЁ0-9-]|\.(?=[A-Z])){1,9}(?:/[A-Z]{2,9})?)(?:['’]s)?")
_COMMA = re.compile(r",\s+")
_LEAD = re.compile(
    r"^\W*(?:[\d٠-٩]{1,3}(?:[-–][\d٠-٩]{1,3})?\s?[-–]\s+|\d{1,3}[-–]\d{1,3}\s+(?=[ء-ي])|\d{1,3}[A-Z]?(?:\.[\dIVX]{1,5}){0,3}(?:\.\s+|\s+(?![\da-zß-öø-ÿа-яё]))"
    r"|\(?(?:[a-z]|[ivx]{1,4})\)\s+|\d{1,3}\.?[ºª]\s+(?=[A-ZÀ-Ý])|\d{1,3}[.．、](?!\d)\s*)?[\W_]*"
)
"""A printed number before a clause; `25 judges` and `99 000 people` are counted, not numbered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of a passage's text with one predicate."""

    text: str
    """The passage's."""
    start: int
    end: int
    words: Wordings
    subject: tuple[int, int] | None
    """Who or what its predicate is said of; None where nothing stands there."""
    verb: tuple[int, int] | None
    """Its finite verb."""

    @property
    def said(self) -> str:
        """The words of the clause."""
        return self.text[self.start : self.end]

    @property
    def about(self) -> str:
        """The words of its subject."""
        return self.text[self.subject[0] : self.subject[1]] if self.subject else ""

    def of_us(self) -> bool:
        """Whether its subject is `we`, in languages whose verb may say so by its ending; never of English."""
        known = speaking(self.words.language)
        if known is None:
            return False
        verb = self.text[slice(*self.verb)] if self.verb else ""
        if verb.endswith("نا") and self.words.verbs.known(verb):
            return True
        begins = {
            self.start,
            self.verb[0] if self.verb else self.start,
            self.subject[0] if self.subject else self.start,
        }
        return any(known.we.match(self.text, begin, self.end) for begin in begins)

    def _tells_of_another(self) -> bool:
        """Whether its first sentence leaves out who acts, as Spanish may: `In 2024 published | a study`."""
        verb = self.text[slice(*self.verb)] if self.verb else ""
        return self.words.clauses.told_of_another.fullmatch(verb) is not None

    @property
    def bearer(self) -> str | None:
        """Its subject where it is a name without a head noun that is known, whose verb tells a deed."""
        return told_name(self.about, self.text[self.verb[0] : self.end], self.words) if self.verb else None

    def acts(self) -> bool:
        """Whether its subject is someone who acts: an organisation, an office, a State, `it`."""
        if (self.verb and self.of_us()) or is_actor(self.about, self.words) or self.bearer:
            return True
        if not (self.words.pro_drop and self.verb and (self.start > 0 or self._tells_of_another())):
            return False
        before = self.text[self.start : self.verb[1]]
        if self.words.impersonal and self.words.impersonal.search(self.said):
            return False
        if (
            self.words.verb_first
            and self.words.things
            and self.words.things.search(_first_noun(self.about, self.words))
        ):
            return False
        if self.subject is None and not self.words.planned.search(before) and self.words.language == "zh":
            return False
        body = opened(self.text, self.start, self.end, self.words)
        near = self.verb[0] - body <= NEAR_START or self.words.language == "zh"
        said = self.words.pronouns.match(before) or self.words.planned.search(before)
        return near and bool(self.subject is None or said)


@lru_cache(maxsize=64)
def clause(text: str, start: int, end: int, words: Wordings) -> Clause:
    """Find the subject and the finite verb of a stretch of text, for which recipe after recipe asks."""
    forms = words.clauses
    body = opened(text, start, end, words)
    if words.opening_verb and (begun := words.opening_verb.match(text, body, end)):
        return Clause(text=text, start=start, end=end, words=words, subject=None, verb=begun.span("verb"))
    verb = _verb(text, body, end, words)
    if words.predicates and (behind := predicate(text, body, end, words)):
        return Clause(text=text, start=start, end=end, words=words, subject=behind[0], verb=behind[1])
    subject: tuple[int, int] | None
    if words.verb_first and verb:
        subject = subject_of(text, body, verb, end)
    else:
        subject = (body, verb[0]) if verb and verb[0] > body else None
        if subject and body > start and not words.verb_first:
            subject = _last_part(text, *subject, words)
    if subject:
        subject = _trimmed(text, *without_aside(text, *subject, words))
    if subject and forms.adverbs_alone.fullmatch(text, *subject):
        subject = None
    if subject and (adverb := forms.adverb_at_end.search(text, *subject)):
        subject = (subject[0], adverb.start())
    if subject and (begins := _without_comma(text, *subject, words)):
        subject = (begins, subject[1])
    verb = behind_adverbial(text, verb, end, words) if verb else None
    return Clause(text=text, start=start, end=end, words=words, subject=subject, verb=verb)


def _without_comma(text: str, start: int, end: int, words: Wordings) -> int | None:
    """Where a pronoun or an acronym ends an opening that has no comma: `In the reporting year | we`."""
    forms = words.clauses
    found = forms.pronoun_at_end.search(text, start, end) or forms.acronym_at_end.match(text, start, end)
    return found.start(1) if found else None


def opened(text: str, start: int, end: int, words: Wordings) -> int:
    """Where a sentence begins behind `In 2021, `, `With regard to ..., `, `Furthermore, `."""
    at = start
    for _ in range(3):
        found = words.openings.match(text, at, end)
        if (
            not found
            or end - found.end() < (4 if words.language == "zh" else 12)
            or next(words.verbs.spans(text, found.end(), end), None) is None
        ):
            break
        at = found.end()
    return at


def _verb(text: str, start: int, end: int, words: Wordings) -> tuple[int, int] | None:
    """The first finite verb that is of no relative clause."""
    forms = words.clauses
    if words.subordinators:
        return main_verb(text, start, min(end, start + LONGEST_SUBJECT), words, words.subordinators)
    first: tuple[int, int] | None = None
    whose: tuple[int, int] | None = None
    opened_aside = False
    for verb in words.verbs.spans(text, start, min(end, start + LONGEST_SUBJECT)):
        if _is_no_verb(text, start, verb, end, words):
            continue
        if within_whose(text, start, verb[0], words):
            whose = whose or verb
            continue
        behind = forms.before_relative_verb.search(text, max(start, verb[0] - 24), verb[0])
        aside = behind is not None and behind.group().startswith(",")
        if _tells_of_noun(text, verb, words):
            first, opened_aside = first or verb, aside
            continue
        if not behind or (aside and (text[slice(*verb)] in AUXILIARIES or opened_aside)):
            return verb  # `UNODC, with IOM, will train`; but not `the Group, established in 2009, held`
        opened_aside = aside
        if aside or words.language != "en" or (behind and behind.group().lower().startswith("who")):
            first = first or verb  # not of a thing: `Publish the list of those that lost their licence`
    if first or whose:
        return first or whose
    found = forms.looks_like_verb.search(text, start + 1, min(end, start + LONGEST_SUBJECT))
    return found.span() if found else None


def _is_no_verb(text: str, start: int, verb: tuple[int, int], end: int, words: Wordings) -> bool:
    """Whether what could be a verb is a noun or an adjective here, or stands in brackets or in an apposition."""
    forms = words.clauses
    if words.language == "en" and (_in_brackets(text, start, verb[0], end) or _of_apposition(text, start, verb, words)):
        return True
    if forms.verb_behind_plural.match(text, verb[1]) and text[slice(*verb)] not in AUXILIARIES:
        return True  # `inter-agency partners | will`
    if forms.participle.match(text, *verb) and forms.noun_and_verb.match(text, verb[1]):
        return True  # `the | identified victims were`
    if forms.possessive.search(text, max(start, verb[0] - 8), verb[0]):
        return True  # `the Ministry and its | partners`
    return words.predicates is not None and text.startswith("的", verb[1])  # `the cases that Laos | registered`


def _tells_of_noun(text: str, verb: tuple[int, int], words: Wordings) -> bool:
    """Whether a participle tells of the noun before it: `evaluations | conducted by the Office`."""
    forms = words.clauses
    if not forms.participle.match(text, *verb):
        return False
    return bool(forms.by_agent.match(text, verb[1]) or forms.linked_to.match(text, verb[0]))


def _in_brackets(text: str, start: int, at: int, end: int) -> bool:
    """Whether a place stands in brackets: `200 migrants (stranded or | rejected ones) were helped`."""
    opens = text.rfind("(", start, at)
    return opens > start and ")" not in text[opens:at] and ")" in text[at:end]


def _of_apposition(text: str, start: int, verb: tuple[int, int], words: Wordings) -> bool:
    """Whether a participle tells of a noun between commas: `ILO, the agency | charged with labour, found`."""
    forms = words.clauses
    if not forms.participle.match(text, *verb) or not forms.apposition_up_to_participle.search(text, start, verb[0]):
        return False
    for comma in islice(_COMMA.finditer(text, verb[1], start + LONGEST_SUBJECT), MOST_JOINS):
        following = next(words.verbs.spans(text, comma.end(), min(len(text), comma.end() + 40)), None)
        if following and following[0] == comma.end():
            return True
    return False


def _last_part(text: str, start: int, end: int, words: Wordings) -> tuple[int, int]:
    """Behind an opening whose list of commas goes on, the subject is what stands behind the last comma, if it acts."""
    comma = text[start:end].rstrip(" ,").rfind(", ")
    if comma > 0 and words.coordination.search(text[start + comma + 2 : end].strip(" ,")):
        return start, end
    behind = text[start + comma + 2 : end].strip(" ,")
    if comma > 0 and is_actor(behind, words) and not words.clauses.opens_aside.match(behind):
        return start + comma + 2, end
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip(" ,،"))
    end -= len(stretch) - len(stretch.rstrip(" ,،"))
    return (start, end) if start < end else None


def is_actor(subject: str, words: Wordings) -> bool:
    """Whether a subject names someone who acts."""
    return _is_actor(subject, words.language)


@lru_cache(maxsize=8192)
def _is_actor(subject: str, language: str) -> bool:
    words = wordings(language)
    if words is None:
        return False
    if not subject or words.clauses.quantity.search(subject) or subject.startswith("COVID"):
        return False
    if words.pronouns.match(subject) or (language == "fr" and bears_name(subject)):
        return True
    subject = words.clauses.number_in_name.sub("", words.clauses.work_of.sub("", subject).strip())
    cut = words.prepositions.search(subject, 1)
    head = words.clauses.adverbs_behind_subject.sub("", subject[: cut.start()] if cut else subject).strip()
    head = words.tail.sub("", head).strip() if words.tail else head
    if words.exploiters.search(head):
        return False
    if language == "zh":
        return is_chinese_actor(subject, words)
    bare = words.clauses.article.sub("", head.strip())
    whole = "" if language == "ar" else head
    if language == "en" and _ACRONYM.fullmatch(bare):
        return True  # `ASEAN-ACT`, which is no act
    if words.things and (words.things.search(whole) or words.things.search(_first_noun(bare, words))):
        return False
    if _ACRONYM.fullmatch(bare) or any(_is_head(found, head, words) for found in words.actors.finditer(head)):
        return True
    if language == "ar" and any(is_state(" ".join(bare.split()[:length])) for length in range(1, LONGEST_STATE + 1)):
        return True  # `Qatar | the permission`: an object follows with no preposition
    last = [found.end() for found in words.people.finditer(head) if not _in_name(found, head, words)]
    if last and last[-1] >= len(head) - 1:
        return False
    states = words.clauses.between_states.split(bare)
    return _NAME.search(bare) is not None or (not bare[:1].islower() and all(map(is_state, states)))


def _in_name(found: re.Match[str], head: str, words: Wordings) -> bool:
    """Whether a word for people is a part of a name: `Example Women`, `ONU Femmes`; told by capitals alone."""
    articles = words.clauses.capital_articles
    before = head[: found.start()].split()
    if before and before[-1] == "the":
        before.pop()  # `Save the Children`
    named = bool(before) and before[-1][:1].isupper() and before[-1] not in articles
    return bool(articles) and found.group()[0].isupper() and named


def _is_head(found: re.Match[str], head: str, words: Wordings) -> bool:
    """Whether a word is the head of a phrase: in English its last, in Arabic and Russian its first noun."""
    if words.language == "en":
        return found.end() >= len(head) - 2
    if words.language in _HEAD_FIRST:
        return found.start() <= len(head) - len(head.lstrip()) + len(_first_noun(head, words, whole=True))
    return True


_HEAD_FIRST = frozenset({"ar", "ru"})
"""Languages whose phrases begin with their head, or with adjectives and it."""


def _first_noun(phrase: str, words: Wordings, *, whole: bool = False) -> str:
    """The noun that a Russian or Arabic phrase begins with, its head; `whole`: with the adjectives before it."""
    each = phrase.split()
    if words.language not in _HEAD_FIRST or not each:
        return phrase if whole else ""
    forms, at = words.clauses, 0
    while at < len(each) - 1 and (forms.adjective.fullmatch(each[at]) or forms.determiner.fullmatch(each[at])):
        at += 1
    return " ".join(each[: at + 1]) if whole else each[at]


def is_people(name: str, words: Wordings) -> bool:
    """Whether a name is a phrase for people, such as `domestic workers` or `women at risk`."""
    forms = words.clauses
    if not name or forms.quantity.search(name) or name.casefold() in forms.nobody:
        return False
    cut = words.prepositions.search(name, 1)
    head = name[: cut.start()] if cut else name
    if words.agents and words.agents.search(head.rstrip()):
        return True
    if words.language != "en":
        return words.people.search(name) is not None
    return any(found.end() >= len(head.rstrip()) - 1 for found in words.people.finditer(head))


def lead(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind its printed number."""
    found = _LEAD.match(text[start : min(end, start + 40)])
    return start + (found.end() if found else 0)


def halves(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """Where a sentence may be cut: where the first half ends, and the second begins."""
    for found in islice(words.joins.finditer(text, start + 12, end), MOST_JOINS):
        if end - found.end() >= 6:
            yield found.start(), found.end()
