"""Who is asked in an Arabic clause, by its form: `على | الأحزاب | أن`, `أن تتخلى | السفارات`, `الدول | مدعوة إلى`."""

import re

from palermo.extraction.names.arabic_noun_phrases import names_at_start
from palermo.extraction.roles.name_lists import TEXTS
from palermo.extraction.syntax.clauses import Clause

_NOBODY = r"(?!(?:أن|ألا|ذلك|هذا|هذه|تلك|ضرورة|أهمية|وجوب|الحاجة|الرغم|نحو|أساس|سبيل|ضوء|غرار|مدى|صعيد|أنه\w?|جهة|خلال|شأن)(?!\w))"
_UPON = re.compile(
    rf"(?<!\w)[وف]?(?:على|إلى|من)\s+(?P<asked>{_NOBODY}[^،؛:.]{{2,70}}?)(?:،[^،]{{2,60}}،)?\s+(?:أن|ألا|بأن)\s+(?:لا\s+)?[يت]\w+"
)
_ADDRESSED = re.compile(
    r"(?<!\w)علينا،\s+(?:نحن\s+|معشر\s+)?(?P<asked>[^،]{2,40})،|(?<!\w)أيها\s+(?P<called>[^،:]{2,40})[،:]"
)
_THAT = re.compile(
    rf"(?<!\w)ب?(?:أن|ألا)\s+(?:لا\s+)?[يت](?!كون|ناشد|دعو|حث|طلب|طالب|وصي|شجع|دع|ترك|منح|وفر)\w+\s+(?P<asked>{_NOBODY}(?:ال|كل\s|جميع\s)[^؛:،.]{{2,70}})"
)
_INVITED = re.compile(r"^(?P<asked>[^،؛:.]{2,70}?)\s+(?:مدعو|مطالب|ملزم|مطلوب\s+من)\w*\s+(?:إلى|ب|أن)")
_OUGHT = re.compile(r"(?<!\w)(?:واجب|حري)\s*(?:ب(?=ال))?\s*(?P<asked>ال[^،؛:.]{2,60}?)(?:،|\s+أن(?!\w))")
_ENDS = re.compile(r"(?:نا|ها|هم|هن|ه|ك|كم|ي)$")


def asked_in_arabic(clause: Clause) -> list[str]:
    """Those whom the form of a clause names as asked; none where it names a thing or a pronoun."""
    for form in (_INVITED, _ADDRESSED, _UPON, _THAT, _OUGHT):
        met = form.search(clause.said)
        if met is None:
            continue
        group = "asked" if met["asked"] else "called"
        names = names_at_start(clause.said[met.start(group) :])
        if names and _is_somebody(names[0], clause):
            return names
    return []


def _is_somebody(name: str, clause: Clause) -> bool:
    words = clause.words
    head = name.split()[0]
    known = words.actors.search(name) or words.people.search(name) or re.search(r"(?:ون|ين|و|ي|ات)$", head)
    return bool(known) and not (words.things and words.things.search(head)) and TEXTS.search(name) is None
