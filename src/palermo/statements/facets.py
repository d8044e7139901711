"""Facets: the list of properties by which statements are filtered, mapped, searched and exported.

To add a facet, add one entry to FACETS with its labels. From it derive the SQL of the statement index, the filters and
maps, the fields of search, the parameters of pages and of the API, and the columns of map exports.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from palermo.languages import LANGUAGES, build_labels, choose_label
from palermo.statements.enums import Nature, Response, ReviewStatus
from palermo.statements.fields import STORED_FIELDS, StatementField
from palermo.statements.kinds import StatementKind
from palermo.statements.statement import TAG_FIELDS, InstrumentRef, Ref

NO_PLACE = "none"
"""Value of `place` if no country is named; of `region`, if neither a country nor a region is named."""
NO_RESPONSE = "none"
"""Value of `response` if no answer is printed."""
AS_PRINTED = "as-printed"
"""Value of a facet of names for all names that have no id in the registry."""
NO_PARTICIPANT = "none"
"""Value of a facet of names if nobody is named."""
TRAFFICKING, OTHER_SUBJECT = "trafficking", "other"
"""Values of `subject`: on trafficking in persons and related subjects, or on others."""
NAME_PREFIX = "name:"
"""Prefix of the value of a name without an id; the printed name follows."""
PROVISIONAL_PREFIX = "new:"
"""Prefix of the id of an organisation that the registry does not have."""
UNREGISTERED_PREFIXES = (PROVISIONAL_PREFIX, NAME_PREFIX)
"""Prefixes of values of facets of names that are not in the registry."""


class FacetSource(StrEnum):
    """Where the values of a facet come from."""

    VALUE = "value"
    """A column of the statements with one value."""
    LIST = "list"
    """A column with a list of values."""
    NAMES = "names"
    """A column with a list of references: ids of the registry, or names as printed."""
    CITATIONS = "citations"
    """A column with a list of cited instruments."""
    DOCUMENT = "document"
    """A property of the statement's document."""
    DERIVED = "derived"
    """Other facets; the table of facts has SQL for each of these by name."""


def _get_source(field: StatementField) -> FacetSource:
    if not field.is_multivalued:
        return FacetSource.VALUE
    return {Ref: FacetSource.NAMES, InstrumentRef: FacetSource.CITATIONS}.get(field.value_type, FacetSource.LIST)


_SOURCE_BY_COLUMN: Mapping[str, FacetSource] = {field.column: _get_source(field) for field in STORED_FIELDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way in which statements differ; a statement may have several values of it, or none."""

    name: str
    """Name in addresses, conditions, filters, commands and exports."""
    column: str
    """Column of the statements, or property of their documents, that has the values."""
    labels: Mapping[str, str] = field(hash=False)
    """Title for people, by language."""
    description: str = ""
    """What the values are, for the documentation of the API."""
    scheme: str | None = None
    """Scheme of the vocabulary that the values are from."""
    values: tuple[str, ...] = ()
    """All values, if they are a closed set."""
    value_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """Labels, by language, of values that neither the registry nor the vocabulary has."""
    missing: str = ""
    """Value of statements that have none; empty if these are not counted."""
    hxl: str = "#meta"
    """Hashtag and attributes of the Humanitarian Exchange Language."""
    hxl_code: str = "code"
    """HXL attribute of the column that has the ids."""
    aliases: tuple[str, ...] = ()
    """Other names that addresses and conditions may use."""
    in_maps: bool = True
    in_search: bool = True
    """Whether passages can be searched by it."""
    counted_by_default: bool = False
    """Whether it is counted if no facets are named."""
    selects_copies: bool = False
    """Whether its filter selects among the copies of a statement; other filters apply to the selected copy only."""
    is_derived: bool = False
    """Whether SQL of the table of facts computes its values."""

    @property
    def source(self) -> FacetSource:
        """Where its values come from: a column of statements has the source of its field's type."""
        if self.is_derived:
            return FacetSource.DERIVED
        return _SOURCE_BY_COLUMN.get(self.column, FacetSource.DOCUMENT)

    @property
    def is_multivalued(self) -> bool:
        """Return True if a statement can have several values."""
        if self.source is FacetSource.DERIVED:
            return not self.values
        return self.source in (FacetSource.LIST, FacetSource.NAMES, FacetSource.CITATIONS)

    def get_label(self, language: str = "en") -> str:
        """Return its title in a language, or in English."""
        return choose_label(self.labels, language)


_NAME_LABELS = {
    AS_PRINTED: build_labels(
        "Names as printed, not in the registry",
        "Noms tels qu’imprimés, absents du registre",
        "Nombres tal como están impresos, no registrados",
        "أسماء كما طُبعت، غير مدرجة في السجل",
        "Названия как в тексте, не из реестра",
        "登记册中没有的名称（按原文）",
    ),
    NO_PARTICIPANT: build_labels(
        "No confirmed name",
        "Aucun nom confirmé",
        "Ningún nombre confirmado",
        "لا اسم مؤكد",
        "Нет подтвержденного названия",
        "无已确认的名称",
    ),
}
_PLACE_LABELS = {
    NO_PLACE: build_labels(
        "No country named",
        "Aucun pays nommé",
        "Ningún país nombrado",
        "لم يُذكر أي بلد",
        "Страна не названа",
        "未指明国家",
    )
}
_SUBJECT_LABELS = {
    TRAFFICKING: build_labels(
        "On trafficking in persons and related subjects",
        "Traite des personnes et sujets connexes",
        "Trata de personas y temas conexos",
        "الاتجار بالأشخاص والمواضيع ذات الصلة",
        "Торговля людьми и смежные темы",
        "人口贩运及相关主题",
    ),
    OTHER_SUBJECT: build_labels(
        "Other subjects", "Autres sujets", "Otros temas", "مواضيع أخرى", "Другие темы", "其他主题"
    ),
}

FACETS: tuple[Facet, ...] = (
    Facet(
        name="actor",
        column="actors",
        labels=build_labels("Entity", "Entité", "Entidad", "الكيان", "Организация", "实体"),
        description="Who acts, speaks or recommends: an id, or `name:NAME`.",
        hxl="#org",
        aliases=("entity", "issuer"),
        counted_by_default=True,
        value_labels=_NAME_LABELS,
    ),
    Facet(
        name="kind",
        column="kind",
        labels=build_labels(
            "Kind of statement", "Type d’énoncé", "Tipo de enunciado", "نوع البيان", "Вид высказывания", "陈述类型"
        ),
        values=tuple(StatementKind),
        hxl="#meta+kind",
        aliases=("kinds",),
        counted_by_default=True,
    ),
    Facet(
        name="intervention",
        column="interventions",
        labels=build_labels(
            "Kind of work", "Nature du travail", "Tipo de trabajo", "نوع العمل", "Вид работы", "工作类型"
        ),
        description="Ids of the vocabulary.",
        scheme="interventions",
        hxl="#activity+type",
    ),
    Facet(
        name="exploitation",
        column="exploitation",
        labels=build_labels(
            "Form of exploitation",
            "Forme d’exploitation",
            "Forma de explotación",
            "شكل الاستغلال",
            "Форма эксплуатации",
            "剥削形式",
        ),
        description="Ids of the vocabulary.",
        scheme="exploitation",
        hxl="#sector+exploitation",
        aliases=("form",),
    ),
    Facet(
        name="theme",
        column="themes",
        labels=build_labels("Theme", "Thème", "Tema", "الموضوع", "Тема", "主题"),
        description="Ids of the vocabulary.",
        scheme="themes",
        hxl="#sector+theme",
        counted_by_default=True,
    ),
    Facet(
        name="group",
        column="groups",
        labels=build_labels(
            "Group of people", "Groupe de personnes", "Grupo de personas", "فئة الأشخاص", "Группа людей", "人群"
        ),
        description="Ids of the vocabulary.",
        scheme="groups",
        hxl="#beneficiary+type",
    ),
    Facet(
        name="audience",
        column="addressees",
        is_derived=True,
        labels=build_labels("Audience", "Public visé", "Público destinatario", "الجمهور", "Аудитория", "受众"),
        description="Classes of actors that are asked or served: ids of the vocabulary.",
        scheme="audiences",
        hxl="#org+audience",
        in_search=False,
    ),
    Facet(
        name="addressee",
        column="addressees",
        labels=build_labels("Addressee", "Destinataire", "Destinatario", "الجهة الموجَّه إليها", "Адресат", "建议对象"),
        description="Who is asked or served: an id, or `name:NAME`.",
        hxl="#org+addressee",
        counted_by_default=True,
        value_labels=_NAME_LABELS,
    ),
    Facet(
        name="partner",
        column="partners",
        labels=build_labels("Partner", "Partenaire", "Socio", "الشريك", "Партнер", "伙伴"),
        description="Who acts together with the actors: an id, or `name:NAME`.",
        hxl="#org+partner",
        in_search=False,
        value_labels=_NAME_LABELS,
    ),
    Facet(
        name="place",
        column="places",
        labels=build_labels("Country", "Pays", "País", "البلد", "Страна", "国家"),
        description="ISO 3166-1 alpha-3 codes of what is stated; `none` if no country is named.",
        missing=NO_PLACE,
        hxl="#country",
        hxl_code="code+v_iso3",
        aliases=("country",),
        value_labels=_PLACE_LABELS,
    ),
    Facet(
        name="region",
        column="regions",
        is_derived=True,
        labels=build_labels("Region", "Région", "Región", "المنطقة", "Регион", "区域"),
        description="M49 codes of regions, with the countries in them; `none` if no place is named.",
        missing=NO_PLACE,
        hxl="#region",
        hxl_code="code+v_m49",
        in_search=False,
        value_labels=_PLACE_LABELS,
    ),
    Facet(
        name="instrument",
        column="instruments",
        labels=build_labels("Instrument", "Instrument", "Instrumento", "الصك", "Правовой акт", "文书"),
        description="Ids of the registry, or symbols as printed.",
        hxl="#meta+instrument",
        counted_by_default=True,
    ),
    Facet(
        name="year",
        column="year",
        labels=build_labels(
            "Year of the document", "Année du document", "Año del documento", "سنة الوثيقة", "Год документа", "文件年份"
        ),
        description="Years of publication of the document.",
        hxl="#date+year",
        counted_by_default=True,
        selects_copies=True,
    ),
    Facet(
        name="response",
        column="response",
        labels=build_labels("Answer", "Réponse", "Respuesta", "الجواب", "Ответ", "答复"),
        description="The printed answer; `none` where there is none.",
        values=(*Response, NO_RESPONSE),
        missing=NO_RESPONSE,
        hxl="#status+response",
        aliases=("answer",),
        in_search=False,
        counted_by_default=True,
    ),
    Facet(
        name="language",
        column="language",
        labels=build_labels("Language", "Langue", "Idioma", "اللغة", "Язык", "语文"),
        description="ISO 639-1.",
        values=LANGUAGES,
        hxl="#meta+lang",
        aliases=("lang",),
        counted_by_default=True,
        selects_copies=True,
    ),
    Facet(
        name="nature",
        column="nature",
        labels=build_labels(
            "Whose words", "Qui parle", "De quién son las palabras", "لمن الكلام", "Чьи слова", "文字出处"
        ),
        values=tuple(Nature),
        hxl="#meta+nature",
        counted_by_default=True,
        selects_copies=True,
    ),
    Facet(
        name="subject",
        column="subject",
        is_derived=True,
        labels=build_labels("Subject", "Sujet", "Tema principal", "الموضوع", "Тема", "主题"),
        description="`trafficking`: on trafficking in persons and related subjects; `other`.",
        values=(TRAFFICKING, OTHER_SUBJECT),
        hxl="#meta+subject",
        in_search=False,
        value_labels=_SUBJECT_LABELS,
    ),
    Facet(
        name="status",
        column="status",
        labels=build_labels("Review", "Examen", "Revisión", "المراجعة", "Проверка", "审核"),
        description="What reviewers decided; rejected statements count only if they are asked for.",
        values=tuple(ReviewStatus),
        hxl="#status+review",
        in_search=False,
    ),
    Facet(
        name="document",
        column="document",
        labels=build_labels("Document", "Document", "Documento", "الوثيقة", "Документ", "文件"),
        description="Ids of documents.",
        in_maps=False,
        counted_by_default=True,
        selects_copies=True,
    ),
)
"""All facets, in the order in which maps and forms offer them."""

FACET_BY_NAME: Mapping[str, Facet] = {facet.name: facet for facet in FACETS}
FACET_BY_TAG_FIELD: Mapping[str, str] = {
    field: next(facet.name for facet in FACETS if facet.scheme == field) for field in TAG_FIELDS
}
FACET_ALIASES: Mapping[str, str] = {alias: facet.name for facet in FACETS for alias in facet.aliases}
NAME_FACETS: tuple[str, ...] = tuple(facet.name for facet in FACETS if facet.source is FacetSource.NAMES)
"""Facets of actors, addressees and partners."""


def resolve_facet_name(name: str) -> str:
    """Return the facet's name for a name or alias in any case; unknown names are returned unchanged."""
    folded = name.strip().casefold()
    return FACET_ALIASES.get(folded, folded)
