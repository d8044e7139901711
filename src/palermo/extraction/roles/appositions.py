"""Appositions and asides behind an English name: what tells more of its bearer, with whom and how it acts."""

import re

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import is_same
from palermo.extraction.syntax.clauses import is_actor, is_people


def before_its_verb(name: str, words: Wordings) -> str:
    """A French or Spanish name without its verb or the pronouns before that: `l'association Ombili | les`."""
    forms = words.naming
    if before := forms.acronym_before_verb.match(name):
        name = before[1]
    return forms.clitic_behind.sub("", name)


def without_sort(name: str, words: Wordings) -> str:
    """A name without what sort of body it is: `NGO Harbour of Hope`."""
    forms = words.naming
    return forms.sort_before.sub("", name, count=1) if forms.sort_before.match(name) else name


def named_within(printed: str, words: Wordings) -> str:
    """The name or names that an English phrase is about: who carries a project out, those of the signatories."""
    forms = words.naming
    said = printed.strip(" ,")
    if found := forms.common_noun_and_name.fullmatch(said):
        return found["name"]
    if found := forms.named_among.fullmatch(said) or forms.joint_body.fullmatch(said):
        return found["names"]
    if found := forms.spoken_for.fullmatch(said):
        return found["names"]
    if found := forms.carried_out_by.fullmatch(said):
        return forms.with_help.sub("", found["by"])
    return printed


def behind_payer(text: str, start: int, verb: int, end: int, words: Wordings) -> int:
    """Where, behind a passive verb of paying, the verb ends that tells what is done: `funded by A and run | by B`."""
    found = words.naming.paid_by.search(text, start, end)
    return found.end() if found else verb


def without_asides(printed: str, words: Wordings, *, served: bool) -> str:
    """A name or a list of names without what tells more of it behind a comma; a list stays whole.

    `served`: of those who are asked or served only appositions are cut off.
    """
    forms = words.naming
    printed = forms.told_of_some.sub("", printed)
    printed = _without_apposition(printed if served else without_inner_asides(printed, words), words)
    if not served:
        printed = forms.and_its_partners.sub("", printed)
    if not served and (aside := forms.aside_behind.search(printed, 1)):
        printed = printed[: aside.start()]
    return printed


def without_inner_asides(printed: str, words: Wordings) -> str:
    """A list of English names without what tells more of one of them before `and`."""
    forms = words.naming
    if "," not in printed:
        return printed
    printed = forms.inner_apposition.sub("", printed)
    found = forms.other_name.match(printed)
    if found and is_same(found["name"].strip(), found["other"].strip()):
        return printed[: found.end("name")] + printed[found.end() :]
    return printed


def _without_apposition(printed: str, words: Wordings) -> str:
    """An English name without what tells more of it behind a comma; a list stays as it is."""
    found = words.naming.apposition.search(printed)
    if found is None or re.search(r"\b(?:and|or)\b", found.group()) or not printed[: found.start()].strip():
        special = re.search(r",\s+especially\s(?!women\s+and\s+children)[^,;:]{2,60},?\s*$", printed)
        return printed[: special.start()] if special else printed
    return printed[: found.start()]


def begun_behind(name: str, words: Wordings) -> int | None:
    """Where a name has a verb behind its only comma, that goes on with the sentence: `victims | , acts`."""
    at, comma, rest = name.partition(", ")
    follows = rest.split()[0] if rest.strip() else ""
    if not comma or "," in rest or not follows.islower() or not (words.verbs.known(follows) or follows == "acts"):
        return None
    return None if words.actors.fullmatch(follows) or words.people.fullmatch(follows) else len(at)


def without_place(name: str, words: Wordings, served: bool) -> str:
    """A group of people or bodies without where they are, or what they do: `legal clinics | in Manila`."""
    forms = words.naming
    place = forms.in_place.search(name, 1) or forms.busy_in_place.search(name, 1)
    if place is None or not (is_people(name, words) or name[: place.start()].endswith("s")):
        return name
    group = name[: place.start()]
    if not (group.rpartition(" ")[2].islower() or group in forms.groups_of_states):
        return name
    return group if is_actor(group, words) or (served and is_people(group, words)) else name
