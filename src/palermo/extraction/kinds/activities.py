"""Activities: a named party did, does or will do something; an item of `the office will:`; a deliverable."""

import re

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import does_wrong
from palermo.extraction.names.unregistered_names import APPOSED
from palermo.extraction.roles.agents import agent
from palermo.extraction.roles.beneficiaries import received, served
from palermo.extraction.roles.parties import names_somebody, parties
from palermo.extraction.syntax.clauses import Clause, is_actor, is_people
from palermo.extraction.syntax.clauses import clause as clause_of
from palermo.extraction.syntax.intervening_phrases import within_whose
from palermo.extraction.syntax.tenses import suffered, tense_in, tense_of
from palermo.statements import Kind, Reason

METHOD = "activities.sentences.12"

_COUNTED = re.compile(r"\((?:number|numéro|nombre|número)\b", re.I)
_OF_ORGANS = re.compile(
    r"(?:reports?|meetings?|(?:background )?documentation|documents?)(?: and background documentation)?"
    r" (?:for|of) the\b"
    r".{0,80}\b(?:sessions?|commission|council|assembly|conference|board|review of)\b",
    re.I,
)
"""Meetings and documents of organs, which are out of scope as administration."""
_COLONS = (":", "：")
_OURS = re.compile(r"\bwe\b[^.:;]{0,60}:$", re.I)
"""An introduction of what `we` do: `we currently, and will continue to:`."""
_AUXILIARIES = (
    r"(?:(?:will|shall|has|have|had|is|are|was|were|been|being|be|also|further|already|since|thus|\w+ly)\s+)+"
)
_HELPED = re.compile(
    _AUXILIARIES + r"(?:trained|briefed|assisted|supported|helped|rescued|repatriated|sheltered|sensiti[sz]ed|equipped"
    r"|freed|released|flown\s+home|taken\s+home|brought\s+home|reunited|compensated|resettled|reintegrated|counselled|advised|reached|housed|accompanied|mentored|hosted(?!\s+by\b)|paid"
    r"|(?:given|granted|offered)(?!\s+(?:to|by)\b)|referred|enrolled|placed|treated|consulted|interviewed|informed|awarded"
    r"|reimbursed|vaccinated)\b"
)
"""In the passive, what is done for its subject."""
_HELP_THEMSELVES = re.compile(r"\b(?:approach|proposal|view|recommendation|claim|conclusion|finding)s?\b", re.I)
_GIVEN = re.compile(
    _AUXILIARIES + r"(?:provided|given|offered|delivered|granted|awarded|paid|repaid|distributed|extended"
    r"|made\s+available|opened|organi[sz]ed|held|conducted|carried\s+out|developed|designed|published|issued)\b"
)
"""In the passive, what is given to somebody, or made for them."""
_HELD = re.compile(
    _AUXILIARIES + r"(?:held|conducted|carried\s+out|organi[sz]ed|opened|launched|delivered|provided|distributed|paid"
    r"|repaid|awarded|run|staged|undertaken|set\s+up|put\s+in\s+place)\b"
)
"""In the passive, what is done with an event or a thing given."""
_REACHES = re.compile(
    r"(?:(?:has|have|had|also|now|already)\s+)*(?:reach|train|benefit|equip|help|serv|warn|teach|taught|attract|brief|sensiti[sz])\w*\s"
)
"""What an event does for people: `workshops | reached 90 judges`."""
_COUNTED_FIRST = re.compile(
    r"(?:(?:some|about|around|over|nearly|almost|more\s+than|at\s+least|a\s+total\s+of)\s+)?\d", re.I
)
_OUR_ASKING = re.compile(r"(?:also\s+)?[Ww]e\s+(?:have\s+|also\s+|then\s+)*(?:asked|invited|required|instructed)\s")
"""What we tell to have asked of others: `we invited auditors to look at our work`."""
_A_TEXT = re.compile(
    r"(?:The|This|That|A|An|Its|Their|Our)\s+(?:[\w’'-]+\s+){0,4}?(?:reports?|papers?|study|studies|briefs?|notes?|guides?|guidance|handbook|manual|toolkit"
    r"|statement|strategy|declaration|compendium|call|text|overview|module|survey|article|chapter|commentary|guidelines|principles|digest)\b"
)
"""The beginning of a sentence about a text."""
_TOGETHER = re.compile(
    r"(?:(?:is|are|was|were|has|have|been|being|be|will|also|\w+ly)\s+)+(?:implemented|organi[sz]ed|held|developed|delivered|conducted|launched|published"
    r"|carried\s+out|run|produced|designed|prepared)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:in\s+(?:close\s+)?(?:partnership|cooperation|collaboration|coordination)|together|jointly)\s+with\b"
)
"""In the passive, what is done with somebody."""
_SURVIVORS = re.compile(
    r"(?:(?:the|our|its|two|three|several|many|some|former)\s+)*(?:[\w-]+\s+)?(?:survivors?|former\s+victims|people\s+with\s+lived\s+experience)\b",
    re.I,
)
_LEADING = re.compile(
    r"(?:led(?!\s+to\b)|leads?(?!\s+to\b)|train(?:ed|s)?|advis(?:e[sd]?)|co-?design(?:ed|s)?|designed|shared(?=\s+their\b)|presented|brief(?:ed|s)?|mentor(?:ed|s)?|facilitat(?:ed?|es)"
    r"|teach(?:es)?|taught|co-?(?:led|lead|wrote|facilitated|chaired)|drafted|reviewed|contributed|participated|founded"
    r"|spoke(?=\s+(?:at|to|before|with)\b)|organi[sz]ed|(?:run|runs|ran)(?!\s+(?:away|from|off|out|an?\s+\w*\s?risk|the\s+risk)\b))\b"
)
"""What survivors do as experts."""
_REPORTS_OF = re.compile(
    r"(?:[Aa]nnual\s+|[Bb]iennial\s+|[Pp]eriodic\s+|[Tt]hematic\s+)*[Rr]eports?\s+(?:on\s+the\s+(?:work|activities)\s+)?of\s+the\s+"
    r"((?!Secretary-General|Office\b|Mechanism\b)[A-Z][^,;:()]{3,140}?(?:Committee|Advocate|Rapporteur|Board|Commission)\b"
    r"(?:\s+(?:on|against|of|for)\s+(?:the\s+)?[A-Z][^,;:()]{0,120})?|Committee\s+(?:on|against)\s+[^,;:()]{3,120})"
)
_COMMA = re.compile(r"[,،，]\s*")
FEWEST_WORDS = 4
NEAR = 40
"""Characters of an item in which its verb says when it is done."""
MOST_WORDS_BEFORE = 5
"""Words before the noun that says what a deliverable is."""


def activity(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as an activity; None where nobody who acts is its subject."""
    if clause.verb is None or _fragment(clause) or clause.text[clause.end : clause.end + 1] in _COLONS:
        return None
    if receiving := _receiving(clause):
        return receiving
    if not done_at_all(clause) or does_wrong(clause):
        return None
    tense = tense_of(clause)
    if around.setting is Setting.MEASURE and not clause.words.done.match(clause.text, clause.verb[0]):
        return None
    if _of_a_text(clause, around) or _lives(clause) or _general(clause) or _of_whose(clause):
        return None
    if suffered(clause):
        return _by_agent(clause, around, tense) or _made(clause, around)
    if (clause.acts() and (clause.subject is None or named(clause))) or _survivors_act(clause):
        verb = clause.text[slice(*clause.verb)]
        acting = (
            Reason(feature=f"its subject acts: “{clause.about[:80]}”", weight=0.45),
            Reason(feature=f"its verb tells what is done: “{verb}”", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=acting, tense=tense)
    if held := _made(clause, around):
        return held
    if clause.words.helped and (helped := _helped(clause, around)):
        return _for_people(helped, clause, tense)
    if clause.words.events and clause.words.events.search(clause.about) and _REACHES.match(clause.text, clause.verb[0]):
        return _for_people(clause.about, clause, tense)
    if around.setting is Setting.MEASURE and clause.words.done.match(clause.text, clause.verb[0]):
        reasons = (Reason(feature="a table that measures tells it as done", weight=0.5),)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense="done")
    return None


def _of_a_text(clause: Clause, around: Surroundings) -> bool:
    """Whether `it` is a text of the sentence before, which analyses and describes, and does nothing."""
    if clause.words.language != "en" or clause.about not in ("It", "it"):
        return False
    before = around.text[: clause.start].rstrip()
    told = [sentence for sentence in before.split(". ") if sentence and not sentence.startswith(("It ", "They "))]
    return bool(told) and _A_TEXT.match(told[-1]) is not None


def _lives(clause: Clause) -> bool:
    """Whether an English clause tells how somebody works, and nothing that is done: `They work under pressure`."""
    if clause.words.language != "en" or clause.verb is None:
        return False
    return any(_AT_WORK.match(clause.text, place) for place in _verbs(clause))


def _of_whose(clause: Clause) -> bool:
    """Whether the only verb is of a relative clause, `suppliers whose work | involves lifting`: nothing is told."""
    return clause.verb is not None and within_whose(clause.text, clause.start, clause.verb[0], clause.words)


def _general(clause: Clause) -> bool:
    """Whether a clause is a statistic of countries at large, `Most countries spend less`: no named party acts."""
    return clause.words.language == "en" and _AT_LARGE.match(clause.text, clause.start, clause.end) is not None


_AT_WORK = re.compile(
    r"work(?:s|ed|ing)?\s+(?:under\s+(?:\w+\s+)?(?:pressure|strain|stress|threat|duress|conditions)|without\s+(?:pay|contracts?|papers|rest|permits?)"
    r"|long\s+|up\s+to\s+\d|\d+\s+hours|for\s+(?:little|less|no|low)\b|in\s+(?:fear|isolation|poor|bad|unsafe|dangerous|exploitative|harsh)\b)",
    re.I,
)
_AT_LARGE = re.compile(
    r"(?:(?:in|by|since|as\s+of)\s+[^,;:]{2,40},\s+)?(?:(?:only\s+|about\s+|around\s+|almost\s+|nearly\s+|over\s+|more\s+than\s+|fewer\s+than\s+|less\s+than\s+)*"
    r"(?:most|many|few|half|one\s+in\s+\w+|a\s+(?:third|quarter|majority|minority)|the\s+majority|two[\s-]thirds|\d[\d.]*\s*(?:%|per\s?cent))"
    r"(?:\s+of)?(?:\s+(?:the|all))?(?:\s+\w+)?\s+(?:companies|businesses|employers|schools|hotels|banks|countries|governments)\s+(?!in\b|of\b|and\b|from\b|participating\b)\w"
    r"|(?:countries|governments)\s+(?:[a-z]+\s+(?:only\s+|about\s+|more\s+|fewer\s+|less\s+|over\s+|\d)|(?:often|rarely|seldom|usually|still)\s)\w*)",
    re.I,
)


def _survivors_act(clause: Clause) -> bool:
    """Whether survivors do something for others or for a policy: `Survivors of trafficking trained judges`."""
    if clause.words.survivors:
        return clause.verb is not None and clause.words.survivors.match(clause.said) is not None
    if clause.words.language != "en" or clause.verb is None or not _SURVIVORS.match(clause.about):
        return False
    return any(_LEADING.match(clause.text, place) for place in _verbs(clause))


def done_at_all(clause: Clause) -> bool:
    """Whether the verb, behind its auxiliaries, tells of a deed: not of saying, feeling, asking or being."""
    being = clause.words.being
    if clause.verb is None or only_said(clause):
        return False
    return not (being and any(being.match(clause.text, place) for place in _verbs(clause)))


def only_said(clause: Clause) -> bool:
    """Whether the verb is of saying, feeling or asking, or tells what might be."""
    undone = clause.words.undone
    if (
        clause.words.language == "en"
        and clause.verb
        and _OUR_ASKING.match(clause.about + " " + clause.text[clause.verb[0] :])
    ):
        return False
    return bool(undone and any(undone.match(clause.text, place) for place in _verbs(clause)))


def _verbs(clause: Clause) -> set[int]:
    """Where the finite verb stands, and the one behind its auxiliaries."""
    if clause.verb is None:
        return set()
    start = clause.verb[0]
    chained = clause.words.chain.match(clause.text, start, clause.end) if clause.words.chain else None
    return {start, chained.end()} if chained else {start}


def named(clause: Clause) -> bool:
    """Whether the subject of a clause is a pronoun, or a party whose name can be told.

    Only in English is a subject found so surely that a clause without such a one can be left out.
    """
    if clause.words.language != "en":
        return True
    about = APPOSED.sub("", clause.about)
    told = clause.words.pronouns.match(about) or names_somebody(about, clause.words) or clause.bearer
    return bool(told)


def _by_agent(clause: Clause, around: Surroundings, tense: str | None) -> Finding | None:
    """Read a clause in the passive: done by whom it names, or by the entity whose part of the document it stands in."""
    by = agent(clause)
    if by:
        told = (
            Reason(feature=f"it names who does it: “by {by[:60]}”", weight=0.4),
            Reason(feature="its verb tells what is done", weight=0.25),
        )
        done = clause.text[clause.verb[0] : min(clause.end, clause.verb[1] + 40)] if clause.verb else ""
        whom = clause.about if _HELPED.match(done) else _helped(clause, around) if clause.words.helped else None
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=told, actor=by, addressee=whom, tense=tense)
    if helped := _helped(clause, around):
        return _for_people(helped, clause, tense)
    done = clause.text[clause.verb[0] : clause.end] if clause.verb else ""
    if clause.words.language == "en" and _TOGETHER.match(done):
        joint = (
            Reason(feature="it tells with whom it is done", weight=0.35),
            Reason(feature="its verb tells what is done", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=joint, actor="", tense=tense)
    if (
        clause.words.events
        and clause.words.events.search(clause.about)
        and (clause.words.language == "fr" or _HELD.match(done))
    ):
        held = (
            Reason(feature=f"it tells what was held or given: “{clause.about[:60]}”", weight=0.35),
            Reason(feature="its verb tells what is done", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=held, actor="", implied=True, tense=tense)
    if tense == "planned" and around.entity and re.search(r"\bwill be\b", clause.said):
        reasons = (Reason(feature="it tells what will be done in the part of an entity", weight=0.5),)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor="", tense=tense)
    return None


def _made(clause: Clause, around: Surroundings) -> Finding | None:
    """Read an Arabic clause that tells what was made or held, by nobody who is named: `A shelter was opened`."""
    if clause.words.made is None or around.setting is not Setting.PROSE or not clause.words.made.match(clause.said):
        return None
    told = (Reason(feature="it tells what was made, held or decided", weight=0.6),)
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=told, actor="", tense=tense_of(clause))


def _receiving(clause: Clause) -> Finding | None:
    """Read a clause whose subject is helped, by whom it names if it names somebody: `300 children received care`."""
    giver = received(clause)
    counted = _COUNTED_FIRST.match(clause.about) or clause.acts()
    if giver is None or not (counted or any(parties(clause.about, clause.words, served=True))):
        return None
    told = (
        Reason(feature=f"it tells who was helped or trained: “{clause.about[:60]}”", weight=0.4),
        Reason(feature="its verb tells that they receive it", weight=0.25),
    )
    return Finding(
        kind=Kind.ACTIVITY,
        method=METHOD,
        reasons=told,
        actor=giver,
        addressee=clause.about,
        implied=not giver,
        tense=tense_of(clause),
    )


def _for_people(helped: str, clause: Clause, tense: str | None) -> Finding:
    """What is told as done for people by nobody who is named."""
    told = (
        Reason(feature=f"it tells who was helped or trained: “{helped[:60]}”", weight=0.4),
        Reason(feature="its verb tells what is done", weight=0.25),
    )
    whom = helped if clause.about == helped or clause.words.helped else None
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=told, actor="", addressee=whom, implied=True, tense=tense)


def _helped(clause: Clause, around: Surroundings) -> str | None:
    """Whom something is done for in the passive, as printed: `200 judges | were trained`."""
    if around.setting is not Setting.PROSE or clause.verb is None:
        return None
    if clause.words.helped:
        found = clause.words.helped.match(clause.said) or (
            clause.words.helped.match(clause.text[clause.subject[0] : clause.end]) if clause.subject else None
        )
        helped = next((name for name in found.groups() if name), None) if found else None
        people = helped and (is_people(helped, clause.words) or any(parties(helped, clause.words, served=True)))
        return helped if people else None
    done = clause.text[clause.verb[0] : min(clause.end, clause.verb[1] + 40)]
    if _HELPED.match(done) and not _HELP_THEMSELVES.search(clause.about):
        return clause.about if any(parties(clause.about, clause.words, served=True)) else None
    return next(iter(served(clause, [])), None) if _GIVEN.match(done) else None


def _fragment(clause: Clause) -> bool:
    return clause.words.language != "zh" and len(clause.said.split()) < FEWEST_WORDS


def item(clause: Clause, around: Surroundings) -> Finding | None:
    """Read an item of a list of what is done; None where it begins with no verb of doing."""
    if around.setting is not Setting.DOING or around.introduction is None or _is_name_only(clause):
        return None
    introduced = around.introduction.text
    if clause.words.language == "en" and _ARE.search(introduced) and not _DOING.match(clause.said):
        return None
    reasons = (Reason(feature=f"it is an item of what is done: “{introduced[-80:]}”", weight=0.7),)
    own = tense_in(clause.said[:NEAR], around.words) if around.words.language != "en" else None
    tense = tense_in(introduced, around.words) or own or "planned"
    return Finding(
        kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor=_introduced_actor(around), listed=True, tense=tense
    )


def listed_deed(introduction: Clause, item: Clause) -> Finding:
    """Read an item of a list within a sentence that tells what is done: `In 2023: | a shelter was opened`."""
    reasons = (Reason(feature=f"it is an item of what is done: “{introduction.said[-80:]}”", weight=0.65),)
    tense = tense_in(item.said[:NEAR], item.words) or "planned"
    actor = introduction.about if introduction.acts() else ""
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor=actor, listed=True, tense=tense)


_ARE = re.compile(r"\b(?:is|are)\s*:$")
_DOING = re.compile(r"(?:[Aa]lso\s+|[Aa]ctively\s+|[Cc]urrently\s+)?\w+ing\b|(?:the\s+)?following\b")
"""How an item goes on behind `we are:` that tells what is done, and does not name something."""


def planned_action(clause: Clause) -> Finding | None:
    """Read a numbered line of a plan, `Action 12. Print a leaflet`, in English, as planned by nobody who is named."""
    if clause.words.measures and (named := clause.words.measures.match(clause.said)):
        told = Reason(feature=f"it is named as a measure of a plan: “{named.group().strip()}”", weight=0.7)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=(told,), actor="", listed=True, tense="planned")
    found = _NUMBERED.match(clause.said) if clause.words.language == "en" else None
    if found is None or not clause.words.deeds.match(clause.said, found.end()):
        return None
    reasons = (
        Reason(feature=f"it is numbered or dated as an action of a plan: “{found.group().strip()}”", weight=0.7),
    )
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor="", listed=True, tense="planned")


def achieved(heading: str, item: Clause) -> Finding | None:
    """Read an Arabic item that names a deed, below a heading such as `Results of the year`; else None."""
    if item.words.achieved is None or item.words.achieved.match(heading) is None:
        return None
    told = Reason(feature=f"it stands below “{heading}”", weight=0.65)
    by = agent(item) or ""
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=(told,), actor=by, listed=True, tense="done")


_NUMBERED = re.compile(
    r"[Bb]y\s+(?:the\s+end\s+of\s+|end-?\s*|mid-)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|20\d\d)\s*)+:\s+(?=\w)|(?:Sub-)?(?:[Aa]ctivity|[Aa]ction|[Mm]easure|[Tt]ask)\s+(?:\d[\d.]*|[A-Z]\d*)\s*[:.–-]?\s+(?=[A-Z])"
)


def _is_name_only(clause: Clause) -> bool:
    """Whether an item is a word or two that only name something: `main activities`."""
    spaced = clause.words.language not in {"ar", "zh"}
    return spaced and len(clause.said.split()) < 3 and clause.words.deeds.match(clause.said) is None


def _introduced_actor(around: Surroundings) -> str:
    """Who does what a list tells, from its introduction: `the Office will:`; empty where it names nobody."""
    introduction = around.introduction
    if introduction is None:
        return ""
    if around.words.language == "en" and _OURS.search(introduction.text):
        return "we"
    said = clause_of(introduction.text, 0, len(introduction.text), around.words)
    if said.verb is None and around.words.language != "en":  # `In 2022, the Office:`
        behind = _COMMA.split(said.said)[-1]
        return behind if is_actor(behind, around.words) else ""
    return said.about if said.acts() and named(said) else ""


def deliverable(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a cell of a table of deliverables; None where it names none, or only counts them."""
    said = clause.said
    if around.words.deliverables is None or _COUNTED.search(said) or said.endswith((":", "：")):
        return None
    if _OF_ORGANS.match(said):
        return None
    found = around.words.deliverables.search(said)
    if not found or len(said[: found.start()].split()) > MOST_WORDS_BEFORE or len(said.split()) < 4:
        return None
    if re.match(r"(?:on|of|the|to|for|in|facilitation|generation|substantive deliverables)\b", said, re.I):
        return None
    reasons = (Reason(feature=f"it names a deliverable: “{found.group()}”", weight=0.65),)
    return Finding(
        kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor=_of_whom(said), listed=True, tense="planned"
    )


def _of_whom(said: str) -> str:
    """Whose reports a cell names, `Reports of the Committee on ...`; empty where they are the entity's own."""
    found = _REPORTS_OF.match(said)
    return found[1] if found else ""
