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

LONGEST = 110
"""Characters of a name; of a Chinese one a third."""
BRACKETS = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")
_PROPER = re.compile(
    r"\b[A-Z]{2,}\b|\bUN-[A-Z]|^(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+)(?:,?\s+(?:(?:of|the|for|and|on|in|against|to|&|de|des|du|la|le|les|pour|sur|et|los|las|el|del|para|sobre|y|по|и|в|о|aux|à|contre|contra|помощи)\s+)*[\w’'(«-]+»?)*$"
)
_CAPITALS = re.compile(r"\b[A-ZÀ-ÝА-ЯЁ]")


def names(text: str, words: Wordings, *, tied: bool = False) -> Iterator[str]:
    """Proper names and closed sets of the list that a text begins with.

    `tied` says that all of them have a tie: then French bodies by their sort are named too, `avec | la mairie`.
    """
    forms = words.naming
    outside = BRACKETS.sub("", forms.then_about.sub(" ; ", text))
    stop = words.stops.search(outside, 1)
    listed = outside if stop is None else outside[: stop.start()]
    listed = without_inner_asides(forms.open_end_of_list.sub("", listed), words)
    if states := several_states(listed, words):
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
        if words.language == "en":
            name = without_city(_without_subject_matter(forms.doing.sub("", name), words), words)
        name = without_sort(name, words)
        if name and (is_name(name, words) or (words.language == "zh" and is_state(name))):
            yield name


def _french(listed: str, words: Wordings, *, tied: bool) -> Iterator[str]:
    """The names of a French list, in which a body may be told by its sort where it has a tie."""
    forms = words.naming
    parts = divided(listed, words)
    for listed_part in (again for part in parts for again in forms.and_the_next.split(part)):
        part = forms.then_the.sub(r"\1", listed_part)
        aside = words.asides.search(part, 1) if words.asides else None
        name = bare(part[: aside.start()] if aside else part, words)
        name = without_plural_sort(without_purpose(_acronym_alone(name, words)), part)
        by_sort = tied and forms.the_one.match(part) and words.actors.match(name)
        if name and (is_name(name, words) or by_sort):
            yield name


def several_states(listed: str, words: Wordings) -> list[str]:
    """The States of `the Governments of Ghana, Togo and Benin`; none where it names no such list."""
    forms = words.naming
    several = forms.governments_of.fullmatch(listed.strip(" ,."))
    if several is None:
        return []
    parts = [joined(part.strip(" ,.")) for part in forms.between_states.split(apart(several[1]))]
    states = [part if is_state(part) else bare(part, words) for part in parts]
    return states if all(map(is_state, states)) else []


def _without_subject_matter(name: str, words: Wordings) -> str:
    """A name or a closed set without what is done together: `regional commissions | on the Goals`."""
    forms = words.naming
    closed = words.closed_sets.match(name) if words.closed_sets else None
    if closed and forms.in_states.match(name, closed.end()):
        return name
    if closed and re.match(r"\s+(?:on|in|for|to|through|under)\s", name[closed.end() :]):
        return closed.group()
    return name if name.rpartition(" ")[2][:1].isupper() else forms.about_matter.sub("", name)


def without_city(name: str, words: Wordings) -> str:
    """An English name without the town where its bearer is, `the Fishers' Network | in Songkhla`; States stay."""
    forms = words.naming
    found = forms.in_city.search(name)
    if found is None or is_state(joined(found["place"])) or forms.large_place.match(found["place"]) or is_known(name):
        return name
    whole = name[: found.start()]
    own = " " in whole and whole[:1].isupper() and whole_body(whole, words) and not forms.local_body.search(whole)
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
    for mark in (*words.naming.list_mark.finditer(listed), None):
        part = listed[at : mark.start() if mark else len(listed)]
        name = bare(part, words)
        rest = parts and (
            _is_of_them(parts[-1], name, words)
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
    if " " not in own or words.naming.of_name.search(own):
        return False
    return words.actors.search(own) is not None or words.actors.search(name) is None


def _shares_its_head(before: str, name: str, words: Wordings) -> bool:
    """Whether two adjectives share a noun: `resident | and humanitarian coordinators`."""
    sets = words.closed_sets
    both = f"{bare(before, words)} and {name}"
    return bool(sets and name[:1].islower() and sets.fullmatch(both) and not sets.fullmatch(bare(before, words)))


def _goes_on(before: str, part: str, joint: str, words: Wordings) -> bool:
    """Whether a part of a list is the rest of the name before it: capitalised, and no party by itself."""
    forms = words.naming
    name = bare(part, words)
    if (
        forms.part_anew.match(part.lstrip())
        or not name[:1].isupper()
        or is_state(name)
        or not bare(before, words)[:1].isupper()
    ):
        return False
    if words.closed_sets and words.closed_sets.search(name):
        return False
    if " " not in before.strip():
        return False
    if joint.startswith(",") and " " in name and "," not in before and not forms.of_name.search(before):
        return False  # `World Vision, | Save the Children`
    if not forms.of_name.search(before) and whole_body(before, words):
        return False  # `the Ethical Trade Forum | and Unseen Harbour`
    if before.lstrip().startswith(("the ", "The ")):
        return True
    return forms.of_name.search(before) is not None and words.actors.search(name) is None


def _of_states(name: str, words: Wordings) -> bool:
    """Whether a name is a closed set of States: `country teams in Kenya and Uganda`."""
    closed = words.closed_sets.match(name) if words.closed_sets else None
    return closed is not None and words.naming.in_states.match(name, closed.end()) is not None


def _is_of_them(before: str, name: str, words: Wordings) -> bool:
    """Whether a State belongs to the part before it: `the Ministries of Labour of Ethiopia | and Uganda`."""
    return is_state(joined(name)) and (
        words.naming.bodies_of_states.match(before.strip()) is not None or _from_state(before, words)
    )


def _from_state(part: str, words: Wordings) -> bool:
    """Whether a part of a list ends with a State where its bearers are from: `lawyers from Malawi`."""
    found = words.naming.from_state.search(part)
    return found is not None and is_state(joined(found[1]))


def whole_body(name: str, words: Wordings) -> bool:
    """Whether a name ends with what its bearer is: `the Trade Forum`, and not `the Ministry of Labour`."""
    last = [found.end() for found in words.actors.finditer(name)]
    return bool(last) and last[-1] >= len(name.rstrip()) - 1


def bare(part: str, words: Wordings) -> str:
    """A name without article, stops and what stands around it."""
    forms = words.naming
    name = part.strip(' ,;.:،؛、，。\t"“”«»')
    if "«" in name and "»" not in name:
        name += "»"  # `Fund «Freedom»`
    name = forms.dative_again.sub("", forms.in_month.sub("", name, count=1))
    for _ in range(3):
        name = forms.article.sub("", name).strip()
    return name


def is_name(name: str, words: Wordings) -> bool:
    """Whether a part of a list is a proper name, or a closed set such as the resident coordinators."""
    forms = words.naming
    if words.closed_sets and (words.closed_sets.fullmatch(name) or _of_states(name, words)):
        return True
    if forms.common_head.fullmatch(name):
        return not forms.classes_of_partners.match(name)
    if len(name) > 140 or forms.classes_of_partners.match(name) or forms.texts.search(name):
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
    if forms.head_without_capital.match(name):
        return True
    return _PROPER.search(name) is not None and name[:1].isupper()


def alone_in(name: str, words: Wordings) -> str:
    """A name of a subject without adverbs, and in Chinese without the place and time behind it."""
    if words.language != "zh":
        return words.clauses.adverbs_behind_subject.sub("", name)
    name = re.sub(r"(?<=..)(?:[于在]|共同|一道|合作为).*$", "", name)
    return words.tail.sub("", name) if words.tail else name
