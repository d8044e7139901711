"""Lists of names as printed: divided where one name ends, each without article, date and what it is about."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.arabic_noun_phrases import names_at_start
from palermo.extraction.names.chinese_names import whole_names
from palermo.extraction.names.compound_names import apart, is_known, joined
from palermo.extraction.names.french_names import with_their_genitives, without_plural_sort, without_purpose
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.appositions import without_inner_asides, without_sort

BRACKETS = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")
_THEN_ABOUT = re.compile(r"\s*\([A-Z][\w-]*[A-Z]\)(?=\s+(?:on|in|to|for|through|under)\b)")
"""An acronym behind a name, and then what it is about: `the Development Programme (UNDP) on rivers`."""
_ARTICLE = re.compile(
    r"^(?:the|la|le|les|l['’]|el|los|las|al|del|du|des|de la|both|its|their|other|with|including|and"
    r"|as well as|such as)\s+|^l['’]",
    re.I,
)
_ENGLISH_ARTICLE = re.compile(r"^(?:the|both|its|their|other|with|including|and|as well as|such as)\s+", re.I)
"""In English `La` is a part of a name: `La Strada International`."""
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December",
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр",
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين",
)
_IN_MONTH = {
    "en": re.compile(rf"\s(?:in|on|since|by|until|during|from)\s(?:early\s|late\s|mid-|\d+\s)*(?:{_MONTHS[0]})\b.*$"),
    "fr": re.compile(rf"\s(?:en|depuis|le\s\d+(?:er)?|au\smois\sd[e’'])\s?(?:{_MONTHS[1]})\b.*$"),
    "es": re.compile(rf"\s(?:en|desde|el\s\d+\sde)\s(?:el\smes\sde\s)?(?:{_MONTHS[2]})\b.*$"),
    "ru": re.compile(rf"\s(?:в|с|до|\d+)\s(?:{_MONTHS[3]})\w{{0,2}}(?!\w).*$"),
    "ar": re.compile(rf"\s(?:في|منذ|خلال)\s(?:شهر\s|\d+\s)?(?:{_MONTHS[4]})(?!\w).*$"),
}
"""What tells when, behind a name: `UNICEF | in June`."""
_TO = {
    "fr": re.compile(r"^(?:aux?\s+|à\s+(?:la\s+|l['’]\s*)?)(?=[A-ZÀ-Ý]|\w+s\b)"),
    "es": re.compile(r"^a\s+(?=[A-ZÁÉÍÓÚÑ]|l[ao]s?\s|el\s)"),
}
"""What is said again before each of those who are asked: `exhorta al Perú y | a Bolivia`."""
_PROPER = re.compile(
    r"\b[A-Z]{2,}\b|\bUN-[A-Z]|^(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+)(?:,?\s+(?:(?:of|the|for|and|on|in|against|to|&|de|des|du|la|le|les|pour|sur|et|los|las|el|del|para|sobre|y|по|и|в|о|aux|à|contre|contra|помощи)\s+)*[\w’'(«-]+»?)*$"
)
_OPEN_END = re.compile(r"(?:,|\s+(?:and|or|as well as))+\s*$")
SEVERAL = {
    "en": re.compile(
        r"(?:the\s+)?(?:governments|authorities|parliaments|ministries|delegations) of ([^()]{5,200})", re.I
    ),
    "fr": re.compile(
        r"(?:les\s+)?(?:gouvernements|autorités|parlements|délégations) (?:de |des? |du |d['’])([^()]{5,200})", re.I
    ),
    "es": re.compile(
        r"(?:los\s+|las\s+)?(?:gobiernos|autoridades|parlamentos|delegaciones) (?:de |del )([^()]{5,200})", re.I
    ),
    "ru": re.compile(r"(?:правительства(?:м|ми)?|властям?|парламент(?:ы|ам)|делегаци(?:и|ям)) ([^()]{5,200})", re.I),
    "ar": re.compile(r"(?:حكومات|سلطات|برلمانات|وفود) ([^()]{5,200})"),
    "zh": re.compile(r"([^()（）]{2,60}[、和与及][^()（）]{1,20})(?:[两三四五]国|各国)?(?:政府|当局|议会|代表团)"),
}
"""`the Governments of` several States, by language."""
_STATES_APART = re.compile(
    r",?\s+(?:and|et|y|e)\s+(?:(?:de|del|du|des)\s+|d['’])?|,\s+(?:(?:de|del|du|des)\s+|d['’])?|\s+и\s+|\s+و(?=\w)|[、和与及]"
)
_SEVERAL_OF = re.compile(r"(?:the\s+)?(?:[A-Za-z]+\s+)?(?:embassies|ministries|police\s+forces)\s.{0,60}?\bof\s", re.I)
"""Bodies of several States: `the Ministries of Labour of Ethiopia | and Uganda`."""
_LOWER_HEAD = re.compile(
    r"(?:(?:[a-z-]+\s+)?(?:offices|authorities|ministries|agencies)|secretariats?|embass(?:y|ies)|governments?|police|ministry|office)\s+of\s+(?:the\s+)?[A-Z]"
)
"""Names whose head is no capital: `embassies of the Philippines and Indonesia`."""
_CAPITALS = re.compile(r"\b[A-ZÀ-ÝА-ЯЁ]")
_SMALL_HEAD = re.compile(
    r"(?:[A-Z][\w’'-]*\s+)+(?:(?:ship|labour|trade|border|police|workers[’']|consumer|student|fishing|transport|women[’']s|youth|church|civil|national|local|regional|user|advisory|expert|steering)\s+)?(?:secretariat|coalition|network|alliance|group|initiative|consortium|forum|platform|office|foundation|federation|association|institute|union|trust|charity|society|agency|council|committee|registry|authority|police|ministry|commission|university|bank|directorate|cooperative|parliament|embassy|consulate|panel|board)"
)
"""A proper name whose head is no capital: `Local2030 coalition`."""
_FROM_STATE = re.compile(
    r"\w\s+(?:from|in|across|within)\s+(?:[A-Z][\w’' -]*,\s+)*(?:the\s+)?([A-Z][\w’'\ue001\ue002 -]*)$"
)
_IN_STATES = re.compile(r"\s+in\s+(?:the\s+)?[A-Z]")
_ABOUT = re.compile(r"\s+(?:on|in|for|to|through|under|as|via)\s+(?:the\s+)?[A-Z].*$")
"""What a tie is about, behind a name: `Statistical Commission | on South-South cooperation`."""
_DOING = re.compile(r"(?<=[a-zA-Z])\s(?!including\b)[a-z]{3,}ing\s.*$")
"""What a partner does: `with the Fund | supplying the data`."""
_CITY = re.compile(r"\s+in\s+(?P<place>[A-ZÀ-Ý][\w’-]+(?:\s+[A-ZÀ-Ý][\w’-]+)?)$")
_LOCAL = re.compile(
    r"(?:Bureau|Offices?|Missions?|Representation|Embassy|Consulate|Courts?|Police|Units?|Delegation|Branch|Presence)$"
)
"""Bodies that a town tells from others of the name."""
_LARGE = re.compile(
    r"(?:.*\b(?:Africa|Asia|Europe|America|Americas|Caribbean|Pacific|Persons|Women|Children|Islands|East|Crisis|Action|Need)|Europe)$"
)
"""Ends of names behind `in` that are a part of them: `Organization for Security in | Europe`."""
_ANEW = re.compile(r"(?:the|with|other|its|our|their|all)\s|(?:UN-)?[A-Z][\w-]*[A-Z][\w-]*\b(?!-)|UN-")
"""How a part of a list begins that is no rest of a name."""
_OF = re.compile(r"\s(?:of|on|for|against)\s")
_LIST_MARK = re.compile(r",?\s+(?:as well as|and|or)\s+(?:with\s+)?|[,;]\s+")
TEXTS = re.compile(
    r"\b(?:Conventions?|Protocols?|Resolutions?|Act|Agenda|Goals?|Charter|Frameworks?|Declaration|Principles|Statute|Compact|Law)$"
)
"""What can be acted with as little as a text."""
_COMMON = re.compile(
    r"(?:member\s+states|states(?:\s+parties)?|governments?|indigenous\s+peoples|civil\s+society(?:\s+organi[sz]ations?)?|ngos?|stakeholders|parties"
    r"|the\s+private\s+sector|united\s+nations(?:\s+system)?(?:\s+(?:entities|agencies|funds|programmes)\b.*)?"
    r"|non-governmental.*|africa|europe|asia|latin\s+america.*|(?:the\s+)?(?:caribbean|pacific|sahel|balkans|region)"
    r"|(?:(?:north|south|east|west|central|southern|eastern|western|northern|southeast|sub-saharan)[-\s]+)+(?:africa|asia|europe|america))$",
    re.I,
)
"""Classes of partners, which are no names."""


def names(text: str, words: Wordings, *, tied: bool = False) -> Iterator[str]:
    """Proper names and closed sets of the list that a text begins with.

    `tied` says that all of them have a tie: then French bodies by their sort are named too, `avec | la mairie`.
    """
    outside = BRACKETS.sub("", _THEN_ABOUT.sub(" ; ", text))
    stop = words.stops.search(outside, 1)
    listed = outside if stop is None else outside[: stop.start()]
    if words.language == "en":
        listed = without_inner_asides(_OPEN_END.sub("", listed))
    if words.language in SEVERAL and (states := several_states(listed, words)):
        yield from states
        return
    if words.language == "ar":
        yield from (name for name in names_at_start(outside) if is_name(name, words) or is_state(name))
        return
    if words.language == "fr":
        yield from _french(listed, words, tied=tied)
        return
    for part in divided(listed, words):
        name = _acronym_alone(_up_to_verb(bare(part, words), words), words)
        if words.language == "zh":
            name = alone_in(name, words)
        if words.language == "es":
            name = without_sort(name)
        if words.language == "en":
            name = without_sort(without_city(_without_subject_matter(_DOING.sub("", name), words), words))
        if name and (is_name(name, words) or (words.language == "zh" and is_state(name))):
            yield without_sort(name)


def _french(listed: str, words: Wordings, *, tied: bool) -> Iterator[str]:
    """The names of a French list, in which a body may be told by its sort where it has a tie."""
    parts = divided(listed, words)
    for listed_part in (again for part in parts for again in _ET_THE.split(part)):
        part = _THEN_THE.sub(r"\1", listed_part)
        aside = words.asides.search(part, 1) if words.asides else None
        name = bare(part[: aside.start()] if aside else part, words)
        name = without_plural_sort(without_purpose(_acronym_alone(name, words)), part)
        by_sort = tied and _THE_ONE.match(part) and words.actors.match(name)
        if name and (is_name(name, words) or by_sort):
            yield name


_ET_THE = re.compile(r"\s+et\s+(?:avec\s+)?(?=l[ae]s?\s|l['’])")
"""Where the next of those who have a tie begins: `avec le CHU | et le rectorat`."""
_THEN_THE = re.compile(r"(\s[A-ZÉ][\w-]+)\s(?:l[ae]s?\s|l['’]).*$")
"""Behind a partner, what is done with it: `avec la Sûreté du Nord | l'Équipe mixte`."""
_THE_ONE = re.compile(r"\s*(?:(?:avec|à)\s+)?(?:l[ae]\s|l['’]|au\s|du\s)", re.I)


def several_states(listed: str, words: Wordings) -> list[str]:
    """The States of `the Governments of Ghana, Togo and Benin`; none where it names no such list."""
    several = SEVERAL[words.language].fullmatch(listed.strip(" ,.")) if words.language in SEVERAL else None
    parts = [joined(part.strip(" ,.")) for part in _STATES_APART.split(apart(several[1]))] if several else []
    states = [part if is_state(part) else bare(part, words) for part in parts]
    return states if all(map(is_state, states)) else []


def _without_subject_matter(name: str, words: Wordings) -> str:
    """A name or a closed set without what is done together: `regional commissions | on the Goals`."""
    closed = words.closed_sets.match(name) if words.closed_sets else None
    if closed and _IN_STATES.match(name, closed.end()):
        return name
    if closed and re.match(r"\s+(?:on|in|for|to|through|under)\s", name[closed.end() :]):
        return closed.group()
    return name if name.rpartition(" ")[2][:1].isupper() else _ABOUT.sub("", name)


def without_city(name: str, words: Wordings) -> str:
    """An English name without the town where its bearer is, `the Fishers' Network | in Songkhla`; States stay."""
    found = _CITY.search(name)
    if found is None or is_state(joined(found["place"])) or _LARGE.match(found["place"]) or is_known(name):
        return name
    whole = name[: found.start()]
    own = " " in whole and whole[:1].isupper() and whole_body(whole, words) and not _LOCAL.search(whole)
    return whole if own else name


def _up_to_verb(name: str, words: Wordings) -> str:
    """An English name without the clause behind it: `Bali Process | continued to grow`."""
    if words.language != "en" or name.rpartition(" ")[2][:1].isupper():
        return name
    verb = next((span for span in words.verbs.spans(name, 1, len(name)) if name[: span[0]].endswith(" ")), None)
    if verb is None or name[slice(*verb)].endswith("s"):
        return name
    return name[: verb[0]].rstrip(" ,")


def _acronym_alone(name: str, words: Wordings) -> str:
    """A name in languages other than English without the clause behind it: `ЮНИСЕФ | правительство приняло`."""
    if words.language in ("en", "zh", "ar"):
        return name
    if found := re.match(r"[A-ZА-ЯЁ]{2,}(?=\s[а-яёa-zé])(?!\sd(?:e|u|es|el)\s(?:la\s|las\s|los\s)?[A-ZÀ-Ý])", name):
        return found.group()
    capitals = words.language == "es"  # `Centro Bonó`, whose end is like that of a verb
    begins = (start for start, _ in words.verbs.spans(name, 1, len(name)))
    verb = next((start for start in begins if not (capitals and name[start].isupper())), None)
    if verb and words.language == "fr" and name[:verb].endswith(" et "):
        return name[: verb - len(" et ")]
    return "" if verb else name


def split_at_and(listed: str, words: Wordings) -> list[str]:
    """Divide a list at commas and at `and`, but within no name of the registry."""
    parts = [joined(part) for part in words.coordination.split(apart(listed))]
    return with_their_genitives(parts) if words.language == "fr" else parts


def divided(listed: str, words: Wordings) -> list[str]:
    """Divide a list; in English what names no party by itself goes on with the name before it.

    So `the Department of Rivers, Lakes and Seas and the Ministry of Roads` has two parts.
    """
    if words.language == "zh":
        return [joined(part) for part in words.lists.split(whole_names(listed, words))]
    if words.language != "en":
        return [joined(part) for part in words.lists.split(apart(listed))]
    parts: list[str] = []
    at, joint = 0, ""
    listed = apart(listed)
    for mark in (*_LIST_MARK.finditer(listed), None):
        part = listed[at : mark.start() if mark else len(listed)]
        name = bare(part, words)
        rest = parts and (
            _is_of_them(parts[-1], name)
            or (
                not (len(parts) > 1 and _stands_alone(parts[-1], name, words))
                and _goes_on(parts[-1], part, joint, words)
            )
        )
        if rest or (parts and _shares_its_head(parts[-1], name, words)):
            parts[-1] += joint + part
        else:
            parts.append(part)
        joint = mark.group() if mark else ""
        at = mark.end() if mark else at
    return [joined(part) for part in parts]


def _stands_alone(before: str, name: str, words: Wordings) -> bool:
    """Whether a part within a list is a whole name: `the Border Guard`, not `the Economic | and Social Council`."""
    own = bare(before, words)
    if " " not in own or _OF.search(own):
        return False
    return words.actors.search(own) is not None or words.actors.search(name) is None


def _shares_its_head(before: str, name: str, words: Wordings) -> bool:
    """Whether two adjectives share a noun: `resident | and humanitarian coordinators`."""
    sets = words.closed_sets
    both = f"{bare(before, words)} and {name}"
    return bool(sets and name[:1].islower() and sets.fullmatch(both) and not sets.fullmatch(bare(before, words)))


def _goes_on(before: str, part: str, joint: str, words: Wordings) -> bool:
    """Whether a part of a list is the rest of the name before it: capitalised, and no party by itself."""
    name = bare(part, words)
    if _ANEW.match(part.lstrip()) or not name[:1].isupper() or is_state(name) or not bare(before, words)[:1].isupper():
        return False
    if words.closed_sets and words.closed_sets.search(name):
        return False
    if " " not in before.strip():
        return False
    if joint.startswith(",") and " " in name and "," not in before and not _OF.search(before):
        return False  # `World Vision, | Save the Children`
    if not _OF.search(before) and whole_body(before, words):
        return False  # `the Ethical Trade Forum | and Unseen Harbour`
    if before.lstrip().startswith(("the ", "The ")):
        return True
    return _OF.search(before) is not None and words.actors.search(name) is None


def _of_states(name: str, words: Wordings) -> bool:
    """Whether a name is a closed set of States: `country teams in Kenya and Uganda`."""
    closed = words.closed_sets.match(name) if words.closed_sets else None
    return closed is not None and _IN_STATES.match(name, closed.end()) is not None


def _is_of_them(before: str, name: str) -> bool:
    """Whether a State belongs to the part before it: `the Ministries of Labour of Ethiopia | and Uganda`."""
    return is_state(joined(name)) and (_SEVERAL_OF.match(before.strip()) is not None or _from_state(before))


def _from_state(part: str) -> bool:
    """Whether a part of a list ends with a State where its bearers are from: `lawyers from Malawi`."""
    found = _FROM_STATE.search(part)
    return found is not None and is_state(joined(found[1]))


def whole_body(name: str, words: Wordings) -> bool:
    """Whether a name ends with what its bearer is: `the Trade Forum`, and not `the Ministry of Labour`."""
    last = [found.end() for found in words.actors.finditer(name)]
    return bool(last) and last[-1] >= len(name.rstrip()) - 1


def bare(part: str, words: Wordings) -> str:
    """A name without article, stops and what stands around it."""
    name = part.strip(' ,;.:،؛、，。\t"“”«»')
    if "«" in name and "»" not in name:
        name += "»"  # `Fund «Freedom»`
    if month := _IN_MONTH.get(words.language):
        name = month.sub("", name, count=1)
    if to := _TO.get(words.language):
        name = to.sub("", name)
    article = _ENGLISH_ARTICLE if words.language == "en" else _ARTICLE
    for _ in range(3):
        name = article.sub("", name).strip()
    return name


def is_name(name: str, words: Wordings) -> bool:
    """Whether a part of a list is a proper name, or a closed set such as the resident coordinators."""
    if words.closed_sets and (words.closed_sets.fullmatch(name) or _of_states(name, words)):
        return True
    if words.language == "en" and _SMALL_HEAD.fullmatch(name):
        return not _COMMON.match(name)
    if len(name) > 140 or _COMMON.match(name) or TEXTS.search(name):
        return False
    if words.language == "en" and not name.rpartition(" ")[2][:1].isupper():
        return False
    if words.language in ("zh", "ar"):
        return len(name) >= 2 and words.actors.search(name) is not None
    if (
        words.language == "ru"
        and re.match(r"[а-яё]+(?:ым|ой|им|ей|ом|ем|ами|ями|ью)\b", name)
        and re.search(r"[«А-ЯЁ]", name)
    ):
        return True  # `агентством «Компас»`, `правительством Молдовы`
    if words.language in ("fr", "es") and words.actors.match(name) and _CAPITALS.search(name, 1):
        return True  # `ministère de la Justice`
    if _LOWER_HEAD.match(name):
        return words.language == "en"
    return _PROPER.search(name) is not None and name[:1].isupper()


def alone_in(name: str, words: Wordings) -> str:
    """A name of a subject without adverbs, and in Chinese without the place and time behind it."""
    if words.language != "zh":
        return words.clauses.adverbs_behind_subject.sub("", name)
    name = re.sub(r"(?<=..)(?:[于在]|共同|一道|合作为).*$", "", name)
    return words.tail.sub("", name) if words.tail else name
