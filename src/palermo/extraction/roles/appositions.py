"""Appositions and asides behind an English name: what tells more of its bearer, with whom and how it acts."""

import re

from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import is_same

_INNER = re.compile(
    r",\s+(?:an?|one\s+of|formerly|which|whose|who|based|led|founded|established|headed|chaired|created)\s[^,;:]{2,90},"
    r"(?=\s+(?:and|or|as\s+well\s+as)\s)",
    re.I,
)
"""What tells more of a name within a list: `the Dawn Fund, | a network of banks, | and Hope Harbour`."""
_AND_PARTNERS = re.compile(r",?\s+and\s+(?:its|their|our)\s+[a-z][^;:]*$")
"""Those who act together with somebody: `Talitha Kum | and its partners, including ...`."""
_OTHER_NAME = re.compile(r"(?P<name>[^,;:]{2,120}),\s+(?P<other>the\s+[^,;:]{3,80}),(?=\s+(?:and|or|as\s+well\s+as)\s)")
"""A name and perhaps another of the same body: `IOM, | the UN Migration Agency, | and UNODC`."""
_APPOSITION = re.compile(
    r"(?<=[\w)]),\s+(?:an?|our|its|their|one\s+of|formerly|also|especially|particularly)\s(?:(?!,\s)[^;:]){2,90},?\s*$",
    re.I,
)
"""What tells more of a name, behind it: `the Example Club, | a network of banks`."""
_SORT = re.compile(
    r"(?:(?:[A-Z]\w+-based\s+)?(?:[a-z-]+\s+){0,2}(?:NGOs?|non-governmental\s+organi[sz]ations?|charit(?:y|ies)|non-profits?|networks?|associations?|foundations?|compan(?:y|ies)|firms?|coalitions?)|ONG|organisation\s+non\s+gouvernementale"
    r"|organización\s+no\s+gubernamental)\s+[“«\"]?(?=[A-ZÀ-Ý])"
    r"(?!(?:Forum|Coalition|Committee|Platform|Network|Alliance|Working|Group|Branch|Section|Liaison|Council|Cent)\w*\b)"
)
"""What sort of body it is, before its name: `the NGO | Harbour of Hope`."""
_CALLED = re.compile(
    r"(?:an?|another|its|our|their)\s+(?:[\w-]+\s+){0,5}[a-z-]+,\s+(?P<name>(?:the\s+)?[A-Z][^,;:]{2,100}),?\s*$"
)
"""A common noun and then the name: `an independent firm, | Clearsight Assurance`."""
_AMONG = re.compile(
    r"(?:[Tt]he\s+|[Ii]ts\s+|[Oo]ur\s+|[Aa]ll\s+)?(?:[a-z-]+\s+){0,3}[a-z-]+s,?\s+(?:including|such\s+as|namely|among\s+them)\s+"
    r"(?P<names>(?:the\s+)?[A-Z][^;:()]{3,240}?),?\s*$"
)
"""A plural and those of it who are named: `the signatories, including | Alder and Birch`."""
_JOINT_BODY = re.compile(
    r"(?:an?|the)\s+(?:joint|common|combined|mixed)\s+(?:[a-z-]+\s+){0,3}(?:teams?|missions?|groups?|operations?|task\s+forces?|delegations?|programmes?|initiatives?)"
    r"\s+(?:of|by|from|between)\s+(?P<names>(?:the\s+)?[A-Z][^;:()]{3,200}?\sand\s+(?:the\s+)?[A-Z][^,;:()]{1,80})\s*$",
    re.I,
)
"""A body that several have made: `a joint investigation team of | France and Spain`."""
_CARRIED_OUT = re.compile(
    r"(?:the|this|that|its|an?|our)\s+(?:[\w-]+\s+){0,4}(?:projects?|programmes?|programs?|initiatives?|campaigns?|actions?|courses?|trainings?|schemes?|hotlines?|helplines?)"
    r",?\s+(?:(?:which|that)\s+(?:is|are|was|were|has\s+been)\s+)?(?:jointly\s+)?(?:implemented|run|led|managed|executed|carried\s+out|operated|delivered|coordinated|organi[sz]ed)"
    r"\s+(?:jointly\s+)?by\s+(?P<by>(?:the\s+)?[A-Z][^;:]{1,200}?),?\s*$",
    re.I,
)
"""A project and who carries it out: `the project, which is run by | UNODC`."""
_WITH_HELP = re.compile(
    r",?\s+(?:with|through|under|thanks\s+to|in\s+(?:partnership|cooperation|collaboration|coordination))\s.*$"
)
_PAID_BY = re.compile(
    r"\b(?:funded|financed|sponsored|supported|hosted)\s+by\b[^;:]{2,200}?\s(?:and|but)\s+(?:is\s+|was\s+)?(?:co-)?"
    r"(?:implemented|carried\s+out|run|led|executed|managed|delivered|conducted|operated|organi[sz]ed)\s+(?=by\b)"
)
"""Who pays, before who does it: `is funded | by the Union and carried out | by the Centre`."""
_ASIDE_BEHIND = re.compile(
    r",\s+(?:(?:co-)?\w+(?:ed|led|run)(?:\s+and\s+(?:co-)?\w+ed)?\s+(?:jointly\s+)?by|composed\s+of|consisting\s+of|comprising|via|through|as|acting|in|with|together|jointly|along|alongside|by|under|at|on|since|based|supported|following|speaking|whose|which|who)\s[^;:]*$",
    re.I,
)
"""What stands behind who acts up to the verb: `the Government, | via its consulates,`."""
_BEFORE_VERB = re.compile(
    r"((?:(?:[Ll]e|[Ll]a|[Ee]l|[Ll]['’])\s*)?(?!ONG|OSC|PME|PYME)[A-Z]{3,}[\w-]*)\s+[a-zéèê’']{4,}(?:\s|$)"
)
"""An acronym and its verb, where the verb is not known: `le GRETA | regrette`."""
_CLITIC = re.compile(r"\s(?:ne\s+|no\s+)?(?:se|s['’]|les?|leur|lui|y|en|nos)$", re.I)
"""A pronoun before the verb, behind who acts: `l'association Ombili | les`."""
_ANOTHER = re.compile(r"^([^,]*),\s+and\s+[^,]*$")
"""A second clause behind a name, up to its verb: `children, and ICAT | issued`."""
_DOING = re.compile(r"(?:^|\s)[a-z]\w*ed\s+(?:its|their|the|an?)\b")


def before_verb(name: str, words: Wordings) -> str:
    """A name up to a finite verb within it, which begins a clause: `women | sought help`; a participle may open it."""
    if words.language != "en":
        return name
    if doing := _DOING.search(name):
        name = _ANOTHER.sub(r"\1", name[: doing.start()])
    if behind := _begun(name, words):
        name = name[:behind]
    for start, end in words.verbs.spans(name, 0, len(name)):
        if name[start:end].endswith("s") and name[start:end] not in AUXILIARIES:
            continue  # "inter-agency partners", "financial records": most are nouns
        if start > 0 and not name[:start].rstrip().endswith(("-", "and", "or")):
            return _ANOTHER.sub(r"\1", name[:start]).rstrip(" ,")
    return name


def _begun(name: str, words: Wordings) -> int | None:
    """Where a name has a verb behind its only comma, that goes on with the sentence: `victims | , acts`."""
    at, comma, rest = name.partition(", ")
    follows = rest.split()[0] if rest.strip() else ""
    if not comma or "," in rest or not follows.islower() or not (words.verbs.known(follows) or follows == "acts"):
        return None
    return None if words.actors.fullmatch(follows) or words.people.fullmatch(follows) else len(at)


def before_its_verb(name: str) -> str:
    """A French or Spanish name without its verb or the pronouns before that: `l'association Ombili | les`."""
    if before := _BEFORE_VERB.match(name):
        name = before[1]
    return _CLITIC.sub("", name)


def without_sort(name: str) -> str:
    """A name without what sort of body it is: `NGO Harbour of Hope`."""
    return _SORT.sub("", name, count=1) if _SORT.match(name) else name


def named_within(printed: str) -> str:
    """The name or names that an English phrase is about: who carries a project out, those of the signatories."""
    said = printed.strip(" ,")
    if found := _CALLED.fullmatch(said):
        return found["name"]
    if found := _AMONG.fullmatch(said) or _JOINT_BODY.fullmatch(said):
        return found["names"]
    if found := _CARRIED_OUT.fullmatch(said):
        return _WITH_HELP.sub("", found["by"])
    return printed


def behind_payer(text: str, start: int, verb: int, end: int) -> int:
    """Where, behind a passive verb of paying, the verb ends that tells what is done: `funded by A and run | by B`."""
    found = _PAID_BY.search(text, start, end)
    return found.end() if found else verb


def without_asides(printed: str, *, served: bool) -> str:
    """A name or a list of names without what tells more of it behind a comma; a list stays whole.

    `served`: of those who are asked or served only appositions are cut off.
    """
    printed = _without_apposition(printed if served else without_inner_asides(printed))
    if not served:
        printed = _AND_PARTNERS.sub("", printed)
    if not served and (aside := _ASIDE_BEHIND.search(printed, 1)):
        printed = printed[: aside.start()]
    return printed


def without_inner_asides(printed: str) -> str:
    """A list of English names without what tells more of one of them before `and`."""
    if "," not in printed:
        return printed
    printed = _INNER.sub("", printed)
    found = _OTHER_NAME.match(printed)
    if found and is_same(found["name"].strip(), found["other"].strip()):
        return printed[: found.end("name")] + printed[found.end() :]
    return printed


def _without_apposition(printed: str) -> str:
    """An English name without what tells more of it behind a comma; a list stays as it is."""
    found = _APPOSITION.search(printed)
    if found is None or re.search(r"\b(?:and|or)\b", found.group()) or not printed[: found.start()].strip():
        special = re.search(r",\s+especially\s[^,;:]{2,60},?\s*$", printed)
        return printed[: special.start()] if special else printed
    return printed[: found.start()]
