"""Names of organisations: recognition of lines that are only a name, comparison of names, and words that are none."""

import re
from functools import cache
from unicodedata import normalize

from palermo.languages import HAN_CHARACTER, LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.reading.metadata.printed_dates import MONTH_NUMBERS
from palermo.registry import load_registry
from palermo.statements import normalise_text
from palermo.vocabulary import find_tags, load_vocabulary

MAX_NAME_WORDS, MAX_NAME_CHARS = 16, 140
MAX_LOWER_CASE_WORDS = 2
"""Maximum lowercase words, apart from function words, in a name that begins with a head word."""
MAX_CAPITAL_WORDS, MAX_CAPITAL_HEAD = 8, 4
"""Maximum words in capitals, and first words with one such as `Office`, beyond which a line is a title."""
MAX_MINISTRY_LOWER_CASE_WORDS = 6
_MINISTRY = re.compile(
    r"(?:Minist[èe]re|Ministerio|Secrétariat d[’']État|Secretaría|Comisión|Commission|Министерство)\s"
    r"(?!.*\b(?:est|a|ont|sont|es|ha|han|son|que|qui|annonce|lance|présente|publie|anuncia|lanza|presenta|publica)\b)"
)
"""The beginning of a ministry's name, which lists its subjects in small letters, without a verb after it."""
_BRACKETS = re.compile(r"\s*[(（][^()（）]{1,40}[)）]")
_ACRONYM = re.compile(r"[(（]\s*(?P<acronym>[A-ZÀ-ÞА-ЯЁ][\w&./-]{1,14})\s*[)）]")
NAME_WITH_ACRONYM = re.compile(r"(?P<name>[A-ZÀ-Þ][^()«»“”\".;:]{4,110}?)\s*\((?P<acronym>[A-Z][A-Za-z]{2,11})\)")
"""Words with an acronym in brackets after them; the name is the end of the words that has these initials."""
_GENITIVES = frozenset({"del", "du", "des"})
"""Words before a noun that belongs to the one before it, in Spanish and French: `integrantes del grupo familiar`."""
_GENITIVE_HEADS = {
    "администрации": "администрация",
    "департамента": "департамент",
    "правительства": "правительство",
    "министерства": "министерство",
    "управления": "управление",
    "агентства": "агентство",
    "исполнительного комитета": "исполнительный комитет",
}
_RIGHTS = LanguageWords("reading").compile_pattern(r"^(?:{organisations.rights})[\s:：]*", re.IGNORECASE)
"""Words before the holder of rights that a copyright line has with the holder's name."""
_TOKEN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_EDGE_CHARS = "© \t\"“”«»„‚‘'*#|·•,;:–—-~「」『』《》<>/()[]"


def is_organisation_line(text: str) -> bool:
    """Return whether a line is the name of an organisation and nothing else.

    >>> is_organisation_line("ALL EXAMPLE CONFERENCE OF CHURCHES (AECC)"), is_organisation_line("Annual Report")
    (True, False)
    """
    line = _BRACKETS.sub("", " ".join(text.split())).strip(_EDGE_CHARS)
    if not line or len(line) > MAX_NAME_CHARS or re.search(r"[:;?!。，]|\.\s|https?:|@|\d{3}", line):
        return False
    if HAN_CHARACTER.search(line):
        return _is_chinese_name(line)
    return _is_spaced_name(line)


def has_organisation_word(name: str) -> bool:
    """Return whether a name contains a word such as `Foundation` or `Ministry`."""
    if HAN_CHARACTER.search(name):
        return name.endswith(_list_words("zh", "head"))
    words = {_fold_word(word) for word in _TOKEN.findall(name)}
    return bool(words & _collect_words("head"))


def has_document_word(name: str) -> bool:
    """Return whether a name contains a word such as `Report` or `Day`, which no organisation's does."""
    return bool({_fold_word(word) for word in _TOKEN.findall(name)} & _collect_words("document"))


def is_office_word(word: str) -> bool:
    """Return whether a word is that before a person's name, such as `President`."""
    return _fold_word(word.rstrip(".")) in _collect_words("office")


def is_bare_office(name: str) -> bool:
    """Return whether a name is just a word such as `Committee`."""
    return _fold_word(name) in _collect_words("head") - {"parliament", "congress", "senate"}


_FINAL_YEAR = re.compile(
    r"\s*,?\s*(?:copyright\s*)?(?:19|20)\d\d(?:[-–]\d{2,4})?\s*г?\.?$|\s+copyright$", re.IGNORECASE
)
_SHORT_NAME = re.compile(r"\s*\([^()]{0,30}\s[-–—]\s[^()]*\)?$")
"""A short name in brackets after its introduction: `Tarn Council (hereinafter – the Council)`."""


def clean_name(name: str) -> str:
    """Return a name without surrounding quotes, years and punctuation."""
    text = _FINAL_YEAR.sub("", " ".join(name.split()))
    text = re.sub(r"^(?:copyright|by|par|por)\s+", "", text, flags=re.I).strip(_EDGE_CHARS)
    text = _SHORT_NAME.sub("", text)
    text = _RIGHTS.sub("", text).strip(_EDGE_CHARS)
    text = re.split(r"(?<=[A-Z]{3})\.\s|(?<=[a-z]{4})\.\s", text, maxsplit=1)[0]
    text = re.sub(r"^(?:and|et|y|и)\s+(?:the\s+)?|^(?:原文)?(?:来自|來自|来源|來源)\W*", "", text)
    text = re.split(r"[\]】]|\s+(?:https?://|www\.)", text, maxsplit=1)[0]
    if text.isupper():  # the rest of a letterhead before a conjunction, or the State above its ministry
        text = re.sub(r"^(?:AND|ET|Y)\s+(?=\S+\s+\S)", "", text)
        text = re.sub(r"^.*\s(?=(?:MINIST[EÈ]RE|MINISTERIO|MINISTRY)\s+(?:DE|DU|DEL|OF)\b)", "", text)
    text = re.sub(r"\s+(?:or|and) its affiliat\w+.*$|\s+[П]\s?О\s?С\s?Т\s?А\s?Н\s?О\s?В\s?Л\s?Е\s?Н\s?И\s?Е$", "", text)
    text = re.sub(rf"(?:\s+(?:{'|'.join(MONTH_NUMBERS)}))+$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:[A-ZÀ-Þ][\w’'.-]+\s+(?:the\s+)?){1,5}(?:MP|MEP|MLA|TD)\s+(?=\S)", "", text)
    text = re.sub(
        r"^(?:the)\s+(?=[a-z])|\s+modern$", "", text, flags=re.IGNORECASE if text.lower().endswith(" modern") else 0
    )
    text = re.sub(r"\s+(?:On|At|In)$", "", text)
    text = re.sub(r"^(?:Директор|Руководитель|Ректор|Заведующ(?:ий|ая))\s+(?=[А-ЯЁ])", "", text)
    for opening, closing in ("()", "«»", "“”", '""', "（）"):
        if text.count(opening) > text.count(closing) or (opening == closing and text.count(opening) % 2):
            text = text + closing
    return text[:-1] if text.endswith(".") and not re.search(r"\b(?:Inc|Ltd|Co|Corp|e\.V|S\.A)\.$", text) else text


def cut_possessive(name: str) -> str:
    """Return the organisation in a title, as in `Example Council’s Modern Day Slavery Statement`."""
    owner = re.split(r"[’']s\s", name, maxsplit=1)[0]
    return owner if is_organisation_line(owner) else name


def build_name_key(name: str) -> str:
    """Return the distinctive words of a name: no article, legal form, brackets or punctuation."""
    words = _TOKEN.findall(normalise_text(_BRACKETS.sub("", name).replace("’s", "").replace("'s", "")))
    dropped = {"the", "ltd", "limited", "plc", "inc", "llc", "le", "la", "el", "les", "los"}
    return " ".join(word for word in words if word not in dropped) or normalise_text(name)


def derive_acronyms(name: str) -> frozenset[str]:
    """Return the lowercase acronyms of a name: printed in brackets, and formed from its initials."""
    printed = {match["acronym"].casefold() for match in _ACRONYM.finditer(name)}
    words = _TOKEN.findall(_BRACKETS.sub("", name))
    parts = [part for word in words for part in word.split("-") if part]
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    initials = "".join(part[0] for part in parts)
    acronyms = {initials.casefold(), capitals.casefold()} if len(words) > 1 else set()
    return frozenset(printed | {acronym for acronym in acronyms if len(acronym) > 2})


def find_nominative(name: str, text: str) -> str:
    """Return a Russian name in the nominative, as the text prints it if it does; other names unchanged.

    >>> find_nominative("администрации Тарнского района", "")
    'Администрация Тарнского района'
    """
    genitive = next((head for head in _GENITIVE_HEADS if name.casefold().startswith(f"{head} ")), None)
    if genitive is None:
        return name
    head, rest = _GENITIVE_HEADS[genitive], name[len(genitive) :]
    printed = re.search(rf"(?i)\b{head}{re.escape(rest)}(?!\w)", text)
    form = head.upper() if name[: len(genitive)].isupper() else head.capitalize()
    return " ".join(printed[0].split()) if printed else f"{form}{rest}"


def find_full_name(words_before: str, acronym: str) -> str | None:
    """Return the name at the end of the words before an acronym in brackets.

    Returns None if no words at the end have its initials.

    >>> find_full_name("We at the Example Aid Fund", "EAF")
    'Example Aid Fund'
    """
    words = words_before.split()
    ends = (" ".join(words[place:]) for place in range(len(words)))
    fitting = (end for end in ends if end[:1] == acronym[0].upper() and acronym.casefold() in derive_acronyms(end))
    return next(map(clean_name, fitting), None)


def expand_acronym(name: str, text: str) -> str:
    """Return the full name of an acronym if the text defines it, or the name unchanged."""
    if " " in name or not name.isupper():
        return name
    defined = (match for match in NAME_WITH_ACRONYM.finditer(text) if match["acronym"].casefold() == name.casefold())
    names = (find_full_name(definition["name"], definition["acronym"]) for definition in defined)
    return next(filter(None, names), name)


def _is_spaced_name(name_line: str) -> bool:
    words = _TOKEN.findall(name_line)
    folded = list(map(_fold_word, words))
    if len(words) > MAX_NAME_WORDS or set(folded) & _collect_words("document"):
        return False
    heads = [place for place, word in enumerate(folded) if word in _collect_words("head")]
    if all(place and folded[place - 1] in _GENITIVES for place in heads):
        return False
    if _ARABIC.search(name_line):
        is_definite = [word.startswith("ال") for word in folded[:2]]  # a noun and its adjective agree
        return heads[0] == 0 and is_definite != [True, False]
    if name_line.isupper() and len(words) > MAX_CAPITAL_WORDS and heads[0] >= MAX_CAPITAL_HEAD:
        return False
    if name_line[0].islower() or len(words) == 1:
        return False
    lower = [word for word in words if word[0].islower() and _fold_word(word) not in _collect_words("small")]
    limit = MAX_MINISTRY_LOWER_CASE_WORDS if _MINISTRY.match(name_line) else MAX_LOWER_CASE_WORDS
    return not lower or (heads[0] == 0 and len(lower) <= limit)


def _is_chinese_name(name_line: str) -> bool:
    return 3 <= len(name_line) <= 26 and " " not in name_line and name_line.endswith(_list_words("zh", "head"))


@cache
def _fold_word(word: str) -> str:
    """Return a word in small letters without accents, which names in capitals often leave out."""
    return "".join(char for char in normalize("NFD", word.casefold()) if not "\u0300" <= char <= "\u036f")


@cache
def _collect_words(name: str) -> frozenset[str]:
    """Return the words of one list in all languages that separate words by spaces, with folded case and accents."""
    languages = [language for language in LANGUAGES if language != "zh"]
    return frozenset(_fold_word(word) for language in languages for word in _list_words(language, name))


@cache
def _list_words(language: str, name: str) -> tuple[str, ...]:
    return tuple(LanguageWords("reading").get_section(language, "organisations")[name])


MAX_SUBJECT_WORDS = 4
"""Words of the longest subject that is compared."""


def is_subject_word(name: str) -> bool:
    """Return whether a name is a subject of the vocabulary, or an adjective of a State, and nothing else.

    >>> is_subject_word("Réfugiés"), is_subject_word("Dutch"), is_subject_word("Anti-Slavery")
    (True, True, False)
    """
    folded = normalise_text(name)
    is_acronym = name.isupper() and " " not in name and name.lower() != name
    if len(folded.split()) > MAX_SUBJECT_WORDS or is_acronym:
        return False
    return folded in _collect_subject_words() or any(
        tag.matched_text == folded for language in LANGUAGES for tag in find_tags(name, language, load_vocabulary())
    )


@cache
def _collect_subject_words() -> frozenset[str]:
    words = LanguageWords("reading")
    subjects = (word for language in LANGUAGES for word in words.get_section(language, "organisations")["subjects"])
    demonyms = (word for state in load_registry().states.values() for word in state.demonyms)
    return frozenset(map(normalise_text, (*subjects, *demonyms)))
