"""Factors: what makes people more, or less, at risk, and whom; by dimension."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo.extraction.kinds.claims import claims_nothing, is_title, tells
from palermo.extraction.kinds.cues import Finding, reason, said_of
from palermo.extraction.kinds.english_claims import claims_nothing_in_english
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Reason

METHOD = "factors.sentences.12"
VULNERABILITY = "vulnerability"
"""Theme of a factor that speaks of risk, or of what keeps it away."""
OF_RISK = 0.6
"""Weight of the wordings that speak of risk."""
ENOUGH = 0.59
"""Weight from which a claim about the problem is one."""
INTERSECTING = "intersecting"
"""The level of factors that act together."""


def factor(clause: Clause, worrying: str = "") -> Finding | None:
    """Read a clause as a factor; None where it tells of no harm, or too weakly.

    `worrying` is how somebody says before it to be concerned that it is so.
    """
    said = clause.said
    if (
        not (_of_harm(clause) or (worrying and clause.words.language == "es"))
        or clause.words.telling.imperative_item.match(said)
        or is_title(clause)
        or claims_nothing_in_english(clause)
    ):
        return None
    signs = _signs(clause, worrying)
    if clause.acts() and not signs.outweigh(clause):
        return None
    cues = sorted((reason(wording, found) for wording, found in said_of(clause, Kind.FACTOR)), key=lambda r: -r.weight)
    reasons = (
        *cues[:2],
        *_of_words(clause),
        *signs.reasons(),
        *_of_subject(clause, signs),
        *_of_level(clause, cues, signs),
    )
    nominal = worrying and clause.words.language == "es"  # `it is concerned at | the lack of shelters`
    if sum(each.weight for each in reasons) < ENOUGH or (not nominal and claims_nothing(clause)):
        return None
    return claimed(clause, reasons)


def claimed(clause: Clause, reasons: tuple[Reason, ...]) -> Finding:
    """The finding that a clause is a factor, whatever the reasons."""
    said, words = clause.said, clause.words
    at_risk = any(wording.weight >= OF_RISK for wording, _ in said_of(clause, Kind.FACTOR))
    themes = (VULNERABILITY,) if at_risk or words.protective.search(said) else ()
    return _claimed(said, words, reasons, themes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What a clause shows of a factor, beside the words by which it tells one."""

    told: bool
    wanting: bool
    exploiting: bool
    protective: bool
    wrong: bool
    lacking: bool
    worrying: str
    surely: bool
    """Whether its language tells by a verb alone what harms."""

    def outweigh(self, clause: Clause) -> bool:
        """Whether they make a factor of a clause in which somebody acts."""
        if self.wrong or self.worrying or self.lacking or clause.words.exploiters.search(clause.about):
            return True
        if _surely_told(clause):
            return True
        return self.protective and _general(clause.about)

    def reasons(self) -> Iterator[Reason]:
        """Those that are reasons by themselves."""
        if self.told:
            yield Reason(feature="it tells what befalls people", weight=0.35)
        if self.wrong:
            yield Reason(feature="its verb tells what harms people", weight=0.6 if self.surely else 0.4)
        if self.wanting:
            yield Reason(feature="it tells of help that is missing", weight=0.25)
        if self.worrying:
            yield Reason(feature=f"somebody is concerned: “{self.worrying[-60:]}”", weight=0.4)
        if self.lacking:
            yield Reason(feature="it tells what those who should help lack or count", weight=0.5)


def _signs(clause: Clause, worrying: str) -> _Signs:
    return _Signs(
        told=tells(clause),
        wanting=_wanting(clause.said, clause.words),
        exploiting=_exploiting(clause),
        protective=bool(clause.words.protective.search(clause.said)),
        wrong=does_wrong(clause),
        lacking=lacks(clause),
        worrying=worrying,
        surely=clause.words.language == "fr",
    )


def _of_harm(clause: Clause) -> bool:
    """Whether anything in a clause speaks of harm."""
    if tells(clause) or _harmful(clause.said, clause.words) or _wanting(clause.said, clause.words):
        return True
    lacking = clause.words.lacking is not None and lacks(clause)
    return _exploiting(clause) or _befalls(clause) or lacking or _surely_told(clause)


def _surely_told(clause: Clause) -> bool:
    """Whether one wording of a factor is enough by itself, with no word of harm beside it."""
    return any(wording.enough for wording, _ in said_of(clause, Kind.FACTOR))


def _of_words(clause: Clause) -> Iterator[Reason]:
    """That words of harm are among its words."""
    harms = {found.group().casefold() for found in clause.words.harm.finditer(clause.said)}
    if not harms:
        return
    spoken = ", ".join(sorted(harms)[:3])
    yield Reason(feature=f"it speaks of harm: {spoken}", weight=_weight(harms, clause.words))
    done = {harm for harm in harms if not clause.words.people.match(harm)} if clause.words.verb_first else set()
    if done and clause.verb and (len(done) > 1 or clause.words.people.search(clause.said)):
        yield Reason(feature="it tells of harm, and of nobody who acts", weight=0.15)


def _of_subject(clause: Clause, signs: _Signs) -> Iterator[Reason]:
    """Of whom it is told: those who exploit, or people."""
    words = clause.words
    about = clause.about or ("" if words.language == "en" else clause.said)
    if words.exploiters.search(about):
        weight = 0.6 if signs.exploiting else 0.4
        yield Reason(feature="those who exploit are its subject", weight=weight)
    elif _people(about, words):
        yield Reason(feature=f"people are its subject: “{about[:60]}”", weight=0.25)
    elif words.language == "fr" and (people := words.people.search(clause.said)):
        yield Reason(feature=f"it tells of people: “{people.group()}”", weight=0.25)


def _of_level(clause: Clause, cues: Sequence[Reason], signs: _Signs) -> Iterator[Reason]:
    """That it protects, the level it names, and that factors act together."""
    words, said = clause.words, clause.said
    if signs.protective:
        yield Reason(feature="it says what protects", weight=0.3)
    if level := dimension(said, words) if cues and words.language != "en" else None:
        yield Reason(feature=f"it names a level: {level}", weight=0.1)
    if any(name == INTERSECTING and pattern.search(said) for name, pattern in words.dimensions):
        yield Reason(feature="it tells of factors that act together", weight=0.1)


def _exploiting(clause: Clause) -> bool:
    """Whether those who exploit do something in English: `Gangs launder money`, not `traffickers were arrested`."""
    words = clause.words
    if words.language != "en" or clause.verb is None or not words.exploiters.search(clause.about):
        return False
    if words.passive and words.passive.match(clause.text, clause.verb[0], clause.end):
        return False
    return words.telling.enduring.match(clause.text, clause.verb[0]) is None


def listed_cause(introduction: Clause, item: Clause) -> Finding | None:
    """Read an item of a list of causes, `The drivers of trafficking are: (a) debt`, as a factor."""
    words = item.words
    found = words.causes_listed(introduction.said)
    if found is None or not (
        words.telling.risk_factors.search(found.group()) or _harmful(f"{introduction.said} {item.said}", words)
    ):
        return None
    reasons = (Reason(feature=f"it is an item of a list of causes: “{found.group()[-60:]}”", weight=0.6),)
    return _claimed(item.said, words, reasons)


def _claimed(said: str, words: Wordings, reasons: tuple[Reason, ...], themes: tuple[str, ...] = ()) -> Finding:
    return Finding(
        kind=Kind.FACTOR,
        method=METHOD,
        reasons=reasons,
        actor="",
        dimension=dimension(said, words),
        protective=bool(words.protective.search(said)),
        themes=themes,
    )


def _wanting(said: str, words: Wordings) -> bool:
    """Whether a clause says in English that something of the field is missing: `no shelters`, `few convictions`."""
    return words.wanting is not None and words.wanting.search(said) is not None


def lacks(clause: Clause) -> bool:
    """Whether a clause tells what somebody lacks, fails to do or counts: `inspectors lack interpreters`."""
    if clause.words.lacking:
        return clause.words.lacking.search(clause.said) is not None
    if clause.verb is None:
        return False
    forms, verb = clause.words.telling, clause.verb[0]
    through = clause.about.casefold() == "they" and forms.goes_through.match(clause.text, verb)
    return bool(through or forms.lacking.match(clause.text, verb))


def _people(about: str, words: Wordings) -> bool:
    """Whether a subject speaks of people; in English a name such as `Example Family Services` does not."""
    if words.language != "en":
        return words.people.search(about) is not None
    return any(not found.start() or found.group()[0].islower() for found in words.people.finditer(about))


def _weight(harms: set[str], words: Wordings) -> float:
    """What words of harm weigh: in English `victims`, who are as often helped, half of what `violence` does."""
    people = {harm for harm in harms if words.language == "en" and words.people.fullmatch(harm)}
    return min(0.35, round(0.2 * len(harms - people) + 0.1 * len(people), 2))


def _befalls(clause: Clause) -> bool:
    """Whether words of harm are wanting, and others say, in English or French, that something befalls people."""
    if clause.words.language not in ("en", "fr"):
        return False
    if clause.words.language == "fr" and does_wrong(clause):
        return True
    people = clause.words.people.search(clause.said) is not None
    if clause.words.language == "en" and not people:
        return False
    if clause.words.telling.bettered.search(clause.said):
        return False
    cues = sorted((wording.weight for wording, _ in said_of(clause, Kind.FACTOR)), reverse=True)
    return sum(cues[:2]) >= (ONCE if people and clause.words.language == "fr" else TWICE)


ONCE = 0.35
"""Weight of a wording of a factor that needs no word of harm where it tells of people, in French."""
TWICE = 0.7
"""Weight of two wordings of a factor that need no word of harm beside them."""


def does_wrong(clause: Clause) -> bool:
    """Whether the verb tells what is done to people who are exploited, by whomever: `Employers withhold passports`."""
    words = clause.words
    if clause.verb is None:
        return False
    if words.wronged and words.wronged.match(clause.text, clause.verb[0], clause.end):
        return _people(clause.about, words)
    if words.harming:
        if words.language == "zh":
            return words.harming.match(clause.said) is not None
        return words.harming.match(clause.text, clause.verb[0], clause.end) is not None
    if words.wrongs is None or words.telling.by_law.search(clause.about):
        return False
    if words.passive and words.passive.match(clause.text, clause.verb[0], clause.end):
        return False
    if words.language == "en" and _second_wrong(clause):
        return True
    chained = words.chain.match(clause.text, clause.verb[0], clause.end) if words.chain else None
    return bool(words.wrongs.match(clause.text, chained.end() if chained else clause.verb[0], clause.end))


def _second_wrong(clause: Clause) -> bool:
    """Whether the second verb of its subject tells what harms: `operators feed crews and | withhold their pay`."""
    wrongs = clause.words.wrongs
    if wrongs is None or clause.verb is None:
        return False
    near = clause.text[clause.verb[1] : min(clause.end, clause.verb[1] + 160)]
    return any(wrongs.match(near, found.end()) for found in clause.words.telling.and_another.finditer(near))


def _harmful(said: str, words: Wordings) -> bool:
    """Whether a clause speaks of harm; by words such as `challenges` only where people are spoken of, too."""
    harms = [found.group() for found in words.harm.finditer(said)]
    if words.language != "en":
        return bool(harms)
    plain = [harm for harm in harms if harm != "Force"]  # a mission's name
    return bool(plain) and (
        words.people.search(said) is not None or not all(map(words.telling.vague_harm.fullmatch, plain))
    )


def shields(clause: Clause) -> Finding | None:
    """Read a clause whose subject acts, but is nobody in particular, as a protective factor."""
    if clause.words.protective.search(clause.said) and _general(clause.about):
        return factor(clause)
    return None


def _general(about: str) -> bool:
    """Whether a subject is of a sort, `community networks`, and no certain one."""
    return bool(about) and not re.match(r"(?:the|its?|they|we|our)\b", about, re.I) and about[1:] == about[1:].lower()


def dimension(said: str, words: Wordings) -> str | None:
    """The level that a factor is of, the first that the words speak of; None where they speak of none."""
    return next((name for name, pattern in words.dimensions if name != INTERSECTING and pattern.search(said)), None)
