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
RELATIVE = re.compile(
    r"(?:\b(?:who|which|that|whose|whom|qui|que|dont|lequel|котор\w+)|,)\s*(?:\w+ly\s+|also\s+)?(?:(?:is|are|was|were|(?:has|have|had)(?:\s+(?:since|also|now|not|never|already))?(?:\s+been)?)\s+)?$",
    re.I,
)
LONGEST_RELATIVE = 120
"""Characters before a verb in which what makes it one of a relative clause stands."""
_ASIDE_ALONE = re.compile(
    r"(?:(?:asimismo|además|también|igualmente|por\s+último|a\s+este\s+respecto|à\s+cet\s+égard|en\s+outre|par\s+ailleurs"
    r"|également|вновь|также|настоятельно|далее|кроме\s+того)[\s,]*)+",
    re.I,
)
"""Adverbs that stand where a subject might, and are none."""
_NAME = re.compile(
    r"\b(?:[A-ZÀ-ÝА-Я][\w’'&-]+\s+(?:(?:de|des|du|la|le|los|las|del|of|the|for|and|on|against|по|и)\s+)*){1,}[A-ZÀ-ÝА-Я]|\b[A-Z]{2,}\b|\bUN-[A-Z]"
)
_WORK_OF = re.compile(
    r"^(?:(?:the\s+)?(?:work|efforts|activities)|(?:one|two|some)(?=\sof\s(?:our|its)))\s+of\s+", re.I
)
_ACRONYM = re.compile(r"(?:(?:UN|ONU|ООН)-\w+|[A-ZА-ЯЁ](?:[A-ZА-ЯЁ0-9-]|\.(?=[A-Z])){1,9}(?:/[A-Z]{2,9})?)(?:['’]s)?")
OWN_NUMBER = re.compile(r"(?<=\bAlliance) 8\.7$|(?<=\bDelta) 8\.7$|(?<=\b(?:Group) of) \d+$|\s№\s?\d+")
"""Numbers that are a part of a name."""
TAIL = re.compile(
    r"(?:['’]s?\s+(?:work|efforts?|activities|support)|\s+(?:also|further|recently|staffed|equipped|funded|backed|therefore|thus|currently|nevertheless|nonetheless|meanwhile|likewise|regularly|successfully|actively|accordingly|subsequently|formally|strongly|jointly|now|then|participating|concerned|involved|itself|themselves|first|always|both|already"
    r"|today|yesterday|this\s+(?:week|month|year)|también|aussi|également|además|igualmente|conjointement|ya|déjà|также|ныне|уже|вместе|совместно|тесно|активно|регулярно|успешно))+\s*$",
    re.I,
)
_PRONOUN_AT_END = re.compile(r"(?<!\bif)(?<!\bwhen)(?<!\bbecause)\s(we|it|they)(?:\s+(?:also|further))?$", re.I)
"""The end of `In the reporting year we`."""
_ADVERB_AT_END = re.compile(
    r"(?<=\w)\s+(?!(?:family|assembly|supply|ally|reply|monopoly|anomaly|elderly)$)[a-z]{3,}ly$"
)
"""The end of `The government modestly`, in front of its verb."""
_ACRONYM_AT_END = re.compile(
    r"(?:Since|In|During|Between|From|Over|At|By|Until|On)\s[^,;:]*[a-z\d]\s((?:UN-)?[A-Z]{2,}[A-Z-]*)(?:\s+(?:also|has|have))?$"
)
"""The end of `Since the start of the project IOM`, without a comma."""
_SPANISH_TOLD = re.compile(r"(?:puso|hizo|dio|ha|\w{3,}(?:ó|aron|ieron|ará|arán|erá|erán|irá|irán|drá))")
"""Spanish verbs of what was or will be done."""
_PREPOSED = re.compile(
    r"(?:como|via|through|with|by|under|including|such as|especially|particularly|at|in|from|as|acting|on|since|based"
    r"|speaking)\s",
    re.I,
)
"""An aside behind a comma, which is no subject: `the Government, | via its consulates`."""
_REDUCED = re.compile(r"\w+(?:ed|run|held|made|led|taken|given|written|built|set up)$")
_COMMA = re.compile(r",\s+")
_ATTRIBUTE = re.compile(
    r"(?:\s(?!(?:and|or|but|that|who|which|it|they|we|he|she|the|an?|in|on|of|to|for|by|with|at|from|as|how|what|when|where|whether|if|there|its|their|this|these)\b)"
    r"[a-z-]+){1,2}\s(?:is|are|was|were|has|have|had|will|can|may|should|must)\b"
)
"""Behind a participle: the noun that it belongs to, and that noun's verb."""
_LINKED = re.compile(r"(?:linked|related|exposed|subjected|compared|tied|connected)\s+to\b")
"""Participles that tell of a noun: `debts | linked to recruitment are`."""
_APPOSITION = re.compile(r",\s+(?:the|an?|one\s+of\s+the)\s+[^,;]{2,80}$")
"""What tells who somebody is, behind a comma and up to a participle."""
_BY = re.compile(r"\s+by\s+(?!\w+ing\b|\d|(?:more|less|over|about|nearly|half|means)\b)")
"""Behind a participle, without an auxiliary before it: what is told of a noun, and no verb of the sentence."""
_ADJECTIVAL = re.compile(r"\w+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|его|ому|ему|ым|им|ыми|ими|ую|юю)")
_OURS = re.compile(r"(?:наш|сво|эт|данн|кажд|весь|вс)\w{0,4}", re.I)
_NOBODY = frozenset(
    ["those", "others", "people", "persons", "ceux", "celles", "anyone", "nobody", "personas", "personnes"]
)
"""Words for people that alone name no group."""
_QUANTITY = re.compile(
    r"^(?!\w+ of (?:our|its) )(?:more|less|fewer|over|nearly|almost|about|around|at least|some|only|one|two|three|half"
    r"|most)\b.{0,20}\b(?:than|of|in|half|third|quarter|per cent|percent)\b|^\d[\d,. ]*(?:per cent|percent|%)",
    re.I,
)
_ANY_VERB = re.compile(
    r"(?<=[a-z] )(?<!\bof )(?<!\bthe )(?<!\bfor )(?:[a-z]{3,}ed\b|[a-z]{3,}[^s\W]s\b(?= (?:the|a|an|to|for|in|on|with"
    r"|as|at|from|that|where|when|its|their|people|children|women|girls|men)\b))"
)
"""What looks like a verb where none is known."""
_NOUN_BEFORE_VERB = re.compile(r"(?<=s)\s+(?:will|shall|should|must|would|have|are|were|can|may)\b")
"""What stands behind a plural that could be a verb: `partners | will`."""
_POSSESSIVE = re.compile(r"\b(?:its|their|our|his|her|whose)\s+$", re.I)
"""What stands before a noun, and never before a finite verb."""
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
        return self.words.language == "es" and _SPANISH_TOLD.fullmatch(verb) is not None

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
        if self.words.verb_first and self.words.things and self.words.things.search(_first_noun(self.about, "ar")):
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
    if subject and _ASIDE_ALONE.fullmatch(text, *subject):
        subject = None
    if subject and words.language == "en" and (adverb := _ADVERB_AT_END.search(text, *subject)):
        subject = (subject[0], adverb.start())
    if (subject and words.language == "en" and (ends := _PRONOUN_AT_END.search(text, *subject))) or (
        subject and words.language == "en" and (ends := _ACRONYM_AT_END.match(text, *subject))
    ):
        subject = (ends.start(1), subject[1])
    verb = behind_adverbial(text, verb, end, words) if verb else None
    return Clause(text=text, start=start, end=end, words=words, subject=subject, verb=verb)


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
    if words.subordinators:
        return main_verb(text, start, min(end, start + LONGEST_SUBJECT), words, words.subordinators)
    first: tuple[int, int] | None = None
    whose: tuple[int, int] | None = None
    opened_aside = False
    for verb in words.verbs.spans(text, start, min(end, start + LONGEST_SUBJECT)):
        if words.language == "en" and (
            _in_brackets(text, start, verb[0], end) or _of_apposition(text, start, verb, words)
        ):
            continue
        if words.language == "en" and _NOUN_BEFORE_VERB.match(text, verb[1]) and text[slice(*verb)] not in AUXILIARIES:
            continue  # `inter-agency partners | will`
        if words.language == "en" and _REDUCED.match(text, *verb) and _ATTRIBUTE.match(text, verb[1]):
            continue  # `the | identified victims were`
        if words.language == "en" and _POSSESSIVE.search(text, max(start, verb[0] - 8), verb[0]):
            continue  # `the Ministry and its | partners`
        if words.predicates and text[verb[1] : verb[1] + 1] == "的":
            continue  # `the cases that Laos | registered`
        if within_whose(text, start, verb[0], words):
            whose = whose or verb
            continue
        behind = RELATIVE.search(text, max(start, verb[0] - 24), verb[0])
        aside = behind is not None and behind.group().startswith(",")
        if (
            words.language == "en"
            and _REDUCED.match(text, *verb)
            and (_BY.match(text, verb[1]) or _LINKED.match(text, verb[0]))
        ):
            first, opened_aside = first or verb, aside
            continue  # `evaluations | conducted by the Office`
        if not behind or (aside and (text[slice(*verb)] in AUXILIARIES or opened_aside)):
            return verb  # `UNODC, with IOM, will train`; but not `the Group, established in 2009, held`
        opened_aside = aside
        if aside or words.language != "en" or (behind and behind.group().lower().startswith("who")):
            first = first or verb  # not of a thing: `Publish the list of those that lost their licence`
    first = first or whose
    if first is None and words.language == "en":
        found = _ANY_VERB.search(text, start + 1, min(end, start + LONGEST_SUBJECT))
        return found.span() if found else None
    return first


def _in_brackets(text: str, start: int, at: int, end: int) -> bool:
    """Whether a place stands in brackets: `200 migrants (stranded or | rejected ones) were helped`."""
    opens = text.rfind("(", start, at)
    return opens > start and ")" not in text[opens:at] and ")" in text[at:end]


def _of_apposition(text: str, start: int, verb: tuple[int, int], words: Wordings) -> bool:
    """Whether a participle tells of a noun between commas: `ILO, the agency | charged with labour, found`."""
    if not _REDUCED.match(text, *verb) or not _APPOSITION.search(text, start, verb[0]):
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
    if comma > 0 and is_actor(behind, words) and not _PREPOSED.match(behind):
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
    if not subject or _QUANTITY.search(subject) or subject.startswith("COVID"):
        return False
    if words.pronouns.match(subject) or (language == "fr" and bears_name(subject)):
        return True
    subject = OWN_NUMBER.sub("", _WORK_OF.sub("", subject).strip())
    cut = words.prepositions.search(subject, 1)
    head = TAIL.sub("", subject[: cut.start()] if cut else subject).strip()
    head = words.tail.sub("", head).strip() if words.tail else head
    if words.exploiters.search(head):
        return False
    if language == "zh":
        return is_chinese_actor(subject, words)
    bare = re.sub(r"^(?:(?:the|la|le|les|el|los|las)\s+|l['’]\s*)", "", head.strip(), flags=re.I)
    whole = "" if language == "ar" else head
    if language == "en" and _ACRONYM.fullmatch(bare):
        return True  # `ASEAN-ACT`, which is no act
    if words.things and (words.things.search(whole) or words.things.search(_first_noun(bare, language))):
        return False
    if _ACRONYM.fullmatch(bare) or any(_is_head(found, head, language) for found in words.actors.finditer(head)):
        return True
    if language == "ar" and any(is_state(" ".join(bare.split()[:length])) for length in range(1, LONGEST_STATE + 1)):
        return True  # `Qatar | the permission`: an object follows with no preposition
    capitals = language in _WITH_CAPITALS
    last = [found.end() for found in words.people.finditer(head) if not (capitals and _in_name(found, head))]
    if last and last[-1] >= len(head) - 1:
        return False
    states = _AND.split(bare) if language in _WITH_CAPITALS else [bare]
    return _NAME.search(bare) is not None or (not bare[:1].islower() and all(map(is_state, states)))


_WITH_CAPITALS = frozenset({"en", "fr", "es"})
_AND = re.compile(r"(?:,?\s+(?:and|et|y|e)\s+|,\s+)(?:(?:the|la|le|les|el)\s+|l['’]\s?)?")
_ARTICLES = frozenset(["The", "All", "Les", "Des", "Los", "Las", "Unas", "Unos", "La", "El", "Le", "Une", "Una"])


def _in_name(found: re.Match[str], head: str) -> bool:
    """Whether a word for people is a part of a name: `Example Women`, `ONU Femmes`."""
    before = head[: found.start()].split()
    if before and before[-1] == "the":
        before.pop()  # `Save the Children`
    return found.group()[0].isupper() and bool(before) and before[-1][:1].isupper() and before[-1] not in _ARTICLES


def _is_head(found: re.Match[str], head: str, language: str) -> bool:
    """Whether a word is the head of a phrase: in English its last, in Arabic and Russian its first noun."""
    if language == "en":
        return found.end() >= len(head) - 2
    if language in ("ar", "ru"):
        return found.start() <= len(head) - len(head.lstrip()) + len(_first_noun(head, language, whole=True))
    return True


def _first_noun(phrase: str, language: str, *, whole: bool = False) -> str:
    """The noun that a Russian or Arabic phrase begins with, its head; `whole`: with the adjectives before it."""
    words = phrase.split()
    if language not in ("ar", "ru") or not words:
        return phrase if whole else ""
    at = 0
    while language == "ru" and at < len(words) - 1 and (_ADJECTIVAL.fullmatch(words[at]) or _OURS.fullmatch(words[at])):
        at += 1
    return " ".join(words[: at + 1]) if whole else words[at]


def is_people(name: str, words: Wordings) -> bool:
    """Whether a name is a phrase for people, such as `domestic workers` or `women at risk`."""
    if not name or _QUANTITY.search(name) or name.casefold() in _NOBODY:
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
