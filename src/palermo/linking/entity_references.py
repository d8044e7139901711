"""Entities in running text, and what "the Office" or "the organization" means in a document."""

import re
from functools import lru_cache

from palermo.linking.document_context import DocumentContext
from palermo.linking.mentions import MentionIndex, build_mention_index
from palermo.registry import Registry
from palermo.statements import Document, normalise_text

GENERIC_NAMES = {
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

MIN_NAME_WORDS = 3
"""Words of a name that may be the beginning of a longer one."""
SECRETARIAT = "secretariat"
NAME_CONTINUATION = re.compile(r" (?:of|for|on|against|to) (?:the )?(?P<rest>.+)")
"""What a longer name goes on with behind its beginning."""


@lru_cache(maxsize=16)
def build_entity_index(registry: Registry, language: str) -> MentionIndex:
    """Names and acronyms of the registry's entities for texts of a language."""
    rows = registry.entities.values()
    names = [(name, row.id) for row in rows for name in (*row.names.values(), *row.matching)]
    return build_mention_index([*names, *((row.acronym, row.id) for row in rows if row.acronym)], language)


def find_generic_kind(name: str) -> str | None:
    """The kind of entity that a name without a proper name speaks of: office, organization, secretariat ..."""
    folded = normalise_text(name)
    return next((kind for kind, pattern in GENERIC_NAMES.items() if re.fullmatch(pattern, folded)), None)


def resolve_generic_name(
    name: str, document: Document, registry: Registry, context: DocumentContext | None, passage: str | None
) -> str | None:
    """The entity that "the Office" means: the publisher where it is one, else the last fitting one named before.

    "The Secretariat" is of whoever publishes, where that is one entity.
    """
    kind = find_generic_kind(name)
    if kind is None:
        return None
    publishers = [id for id in document.publishers if id in registry.entities]
    fitting = [id for id in publishers if _has_kind_word(id, kind, registry)]
    if len(fitting) == 1:
        return fitting[0]
    if kind == SECRETARIAT and len(publishers) == 1:
        return publishers[0]
    if context is None:
        return None
    return next((id for id in context.list_entities_before(passage) if _has_kind_word(id, kind, registry)), None)


@lru_cache(maxsize=4)
def _list_continued_names(registry: Registry) -> tuple[tuple[str, str], ...]:
    """Names that go on behind a word such as "of", folded, each with its entity's id."""
    rows = registry.entities.values()
    names = ((normalise_text(known), row.id) for row in rows for known in (row.names["en"], *row.matching))
    return tuple((name, id) for name, id in names if NAME_CONTINUATION.search(name))


def resolve_name_prefix(
    name: str, registry: Registry, context: DocumentContext | None, passage: str | None
) -> str | None:
    """The entity whose full name goes on behind a name, `the Support Office | of the Example Process`.

    The document has named it before, or whose it is.
    """
    folded = re.sub(r"^the ", "", normalise_text(name))
    if context is None or len(folded.split()) < MIN_NAME_WORDS:
        return None
    longer = [(known[len(folded) :], id) for known, id in _list_continued_names(registry) if known.startswith(folded)]
    rests = [(found["rest"], id) for rest, id in longer if (found := NAME_CONTINUATION.fullmatch(rest))]
    before = context.list_entities_before(passage) if rests else ()
    for rest, id in rests:
        whose = registry.match_entity_name(rest)
        if id in before or (whose and whose.id in before):
            return id
    return None


def _has_kind_word(id: str, entity_kind: str, registry: Registry) -> bool:
    """Whether an entity's name holds the word: the Office on Drugs and Crime is an office."""
    words = normalise_text(registry.entities[id].names["en"]).replace("organis", "organiz").split()
    return entity_kind in words
