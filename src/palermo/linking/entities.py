"""Entities in running text, and what "the Office" or "the organization" means in a document."""

import re
from functools import lru_cache

from palermo.linking.context import Context
from palermo.linking.mentions import NameIndex, name_index
from palermo.registry import Registry
from palermo.statements import Document, normalised

GENERIC = {
    "office": (r"(?:the )?office|l'office|le bureau|la oficina|المكتب|مكتب|управление|该办事处|办事处|办公室"),
    "organization": r"(?:the )?organi[sz]ation|l'organisation|la organizacion|المنظمة|организация|该组织|本组织",
    "secretariat": r"(?:the )?secretariat|le secretariat|la secretaria|الامانة|الامانة العامة|секретариат|秘书处",
    "agency": r"(?:the )?agency|l'agence|la agencia|الوكالة|агентство|该机构",
    "fund": r"(?:the )?fund|le fonds|el fondo|الصندوق|фонд|基金",
    "programme": r"(?:the )?programme|le programme|el programa|البرنامج|программа|开发署|规划署",
    "commission": r"(?:the )?commission|la commission|la comision|اللجنة|المفوضية|комиссия|委员会",
    "centre": r"(?:the )?(?:international )?cent(?:re|er)|le centre|el centro|المركز(?: الدولي)?|центр|该中心",
    "group": r"(?:the )?(?:coordination |inter-agency )?group|le groupe|el grupo|الفريق|группа|该小组|协调小组",
}
"""Words that stand for an entity, folded: what a document calls it once it is known who speaks."""

FEWEST_WORDS = 3
"""Words of a name that may be the beginning of a longer one."""
SECRETARIAT = "secretariat"
GOES_ON = re.compile(r" (?:of|for|on|against|to) (?:the )?(?P<rest>.+)")
"""What a longer name goes on with behind its beginning."""


@lru_cache(maxsize=16)
def entity_index(registry: Registry, language: str) -> NameIndex:
    """Names and acronyms of the registry's entities for texts of a language."""
    rows = registry.entities.values()
    names = [(name, row.id) for row in rows for name in (*row.names.values(), *row.matching)]
    return name_index([*names, *((row.acronym, row.id) for row in rows if row.acronym)], language)


def generic(name: str) -> str | None:
    """The kind of entity that a name without a proper name speaks of: office, organization, secretariat ..."""
    folded = normalised(name)
    return next((kind for kind, pattern in GENERIC.items() if re.fullmatch(pattern, folded)), None)


def meant(
    name: str, document: Document, registry: Registry, context: Context | None, passage: str | None
) -> str | None:
    """The entity that "the Office" means: the publisher where it is one, else the last fitting one named before.

    "The Secretariat" is of whoever publishes, where that is one entity.
    """
    kind = generic(name)
    if kind is None:
        return None
    publishers = [id for id in document.publishers if id in registry.entities]
    fitting = [id for id in publishers if _fits(id, kind, registry)]
    if len(fitting) == 1:
        return fitting[0]
    if kind == SECRETARIAT and len(publishers) == 1:
        return publishers[0]
    if context is None:
        return None
    return next((id for id in context.entities_before(passage) if _fits(id, kind, registry)), None)


@lru_cache(maxsize=4)
def _written(registry: Registry) -> tuple[tuple[str, str], ...]:
    """Names that go on behind a word such as "of", folded, each with its entity's id."""
    rows = registry.entities.values()
    names = ((normalised(known), row.id) for row in rows for known in (row.names["en"], *row.matching))
    return tuple((name, id) for name, id in names if GOES_ON.search(name))


def begun(name: str, registry: Registry, context: Context | None, passage: str | None) -> str | None:
    """The entity whose full name goes on behind a name, `the Support Office | of the Example Process`.

    The document has named it before, or whose it is.
    """
    folded = re.sub(r"^the ", "", normalised(name))
    if context is None or len(folded.split()) < FEWEST_WORDS:
        return None
    longer = [(known[len(folded) :], id) for known, id in _written(registry) if known.startswith(folded)]
    rests = [(found["rest"], id) for rest, id in longer if (found := GOES_ON.fullmatch(rest))]
    before = context.entities_before(passage) if rests else ()
    for rest, id in rests:
        whose = registry.named(rest)
        if id in before or (whose and whose.id in before):
            return id
    return None


def _fits(id: str, kind: str, registry: Registry) -> bool:
    """Whether an entity's name holds the word: the Office on Drugs and Crime is an office."""
    words = normalised(registry.entities[id].names["en"]).replace("organis", "organiz").split()
    return kind in words
