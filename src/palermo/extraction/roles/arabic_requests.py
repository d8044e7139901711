"""Who is asked in an Arabic clause, by its form: `على | الأحزاب | أن`, `أن تتخلى | السفارات`, `الدول | مدعوة إلى`."""

import re

from palermo.extraction.names.arabic_noun_phrases import names_at_start
from palermo.extraction.syntax.clauses import Clause


def asked_in_arabic(clause: Clause) -> list[str]:
    """Those whom the form of a clause names as asked; none where it names a thing or a pronoun."""
    forms = clause.words.roles
    for form in (forms.is_invited, forms.addressed, forms.upon, forms.that_they_do, forms.ought):
        met = form.search(clause.said)
        if met is None:
            continue
        group = "asked" if met["asked"] else "called"
        names = names_at_start(clause.said[met.start(group) :])
        names = [forms.all_of.sub("", name) for name in names]
        if names and _is_somebody(names[0], clause):
            return names[:1] if form is forms.that_they_do else names  # `أن تعين النيابات | وحدات`
    return []


def _is_somebody(name: str, clause: Clause) -> bool:
    words = clause.words
    head = name.split()[0]
    known = words.actors.search(name) or words.people.search(name) or re.search(r"(?:ون|ين|و|ي|ات)$", head)
    return bool(known) and not (words.things and words.things.search(head))
