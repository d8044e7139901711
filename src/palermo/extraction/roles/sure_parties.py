"""Whoever acts beyond doubt in English, though nothing says what sort of party it is: `the guardian decides`."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.name_lists import bare, divided, is_name
from palermo.extraction.roles.parties import parties

MOST_WORDS = 9


def plain(named: str, words: Wordings) -> str:
    """Who acts in English, without what stands around it: `both`, an opening, an aside up to the verb, adverbs."""
    forms = words.roles
    named = forms.aside_up_to_verb.sub("", forms.counted_before.sub("", named.strip()))
    if forms.opening_without_comma.match(named):
        begins = (
            found.start()
            for found in forms.begins_behind_opening.finditer(named)
            if not forms.opening_goes_on.search(named, 0, found.start())
        )
        named = named[next(begins, 0) :].strip()
    if owned := forms.owned_by.match(named):
        named = owned["whose"]
    return forms.adverbs_up_to_verb.sub("", words.clauses.adverbs_behind_subject.sub("", named))


def acting(named: str, words: Wordings) -> Iterator[str]:
    """Those who act, whose sort is known."""
    if words.language != "en":
        yield from parties(named, words)
        return
    if (listed := words.roles.counted_and_named.match(named.strip())) and (states := _states(listed["names"], words)):
        yield from states
        return
    yield from parties(plain(named, words), words)


def surely_acting(named: str, words: Wordings) -> list[str]:
    """Those who act beyond doubt: in English whoever is named by a proper name, or as somebody who acts."""
    found = list(acting(named, words))
    if found or words.language != "en":
        return found
    names = []
    for part in divided(plain(named, words), words):
        name = bare(part, words)
        if not is_name(name, words):
            name = bare(words.determiners.sub("", part.strip()) if words.determiners else part, words)
        if _somebody(name, words):
            names.append(name)
    return names


def _states(listed: str, words: Wordings) -> list[str]:
    names = [bare(part, words) for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", listed)]
    return names if names and all(map(is_state, names)) else []


def _somebody(name: str, words: Wordings) -> bool:
    forms = words.roles
    if not name or len(name.split()) > MOST_WORDS or words.pronouns.match(name) or words.naming.texts.search(name):
        return False
    if (words.clausal and words.clausal.search(name)) or (words.things and words.things.search(name)):
        return False
    cut = words.prepositions.search(name, 1)
    head = name[: cut.start()] if cut else name
    if words.exploiters.search(head):
        return False
    if forms.agent_nouns.search(head) or (words.agents and words.agents.search(head)):
        return True
    return is_name(name, words) and not forms.abstract_nouns.search(head)
