"""The survey form as a workbook: activities of entities, one per row, with drop-down choices."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.registry import Registry
from palermo.vocabulary import Vocabulary

INPUT_ROWS = 500
"""Number of rows with drop-down choices."""
FORM_COLUMNS: Sequence[tuple[str, Mapping[str, str], str, int]] = (
    (
        "organisation",
        {"en": "Organisation", "fr": "Organisme", "es": "Entidad", "ar": "المنظمة"},
        "entities",
        36,
    ),
    (
        "activity",
        {"en": "Activity", "fr": "Activité", "es": "Actividad", "ar": "النشاط"},
        "",
        60,
    ),
    (
        "work",
        {"en": "Kind of work", "fr": "Nature du travail", "es": "Tipo de trabajo", "ar": "نوع العمل"},
        "interventions",
        28,
    ),
    ("theme", {"en": "Theme", "fr": "Thème", "es": "Tema", "ar": "الموضوع"}, "themes", 22),
    (
        "exploitation",
        {
            "en": "Form of exploitation",
            "fr": "Forme d’exploitation",
            "es": "Forma de explotación",
            "ar": "شكل الاستغلال",
        },
        "exploitation",
        22,
    ),
    (
        "people",
        {"en": "Target group", "fr": "Groupe cible", "es": "Grupo destinatario", "ar": "الفئة المستهدفة"},
        "groups",
        20,
    ),
    ("audience", {"en": "Audience", "fr": "Public visé", "es": "Destinatarios", "ar": "الجمهور"}, "audiences", 20),
    ("country", {"en": "Country", "fr": "Pays", "es": "País", "ar": "البلد"}, "countries", 22),
    ("partner", {"en": "Partners", "fr": "Partenaires", "es": "Socios", "ar": "الشركاء"}, "", 30),
    ("start", {"en": "Start year", "fr": "Année de début", "es": "Año de inicio", "ar": "سنة البدء"}, "", 11),
    ("end", {"en": "End year", "fr": "Année de fin", "es": "Año de fin", "ar": "سنة الانتهاء"}, "", 11),
    ("status", {"en": "Status", "fr": "Statut", "es": "Estado", "ar": "الحالة"}, "statuses", 12),
    ("source", {"en": "Source", "fr": "Source", "es": "Fuente", "ar": "المصدر"}, "", 40),
)
"""Role, name by language, list of choices (empty for free text) and width in characters of each column."""
STATUS_LABELS = {
    "en": ("ongoing", "completed", "planned"),
    "fr": ("en cours", "terminé", "prévu"),
    "es": ("en curso", "completado", "previsto"),
    "ar": ("جار", "مكتمل", "مخطط"),
}
_HELP_TEXTS = {
    "en": (
        "One activity a row. Write below the header; leave no row half filled.",
        "Needed: Organisation, Activity or Kind of work, Country, Start year. Separate several choices with ;.",
        "Country: a name or code such as KEN; Global where it is done everywhere.",
        "No names or contact data of persons.",
    ),
    "fr": (
        "Une activité par ligne. Écrivez sous l’en-tête ; ne laissez aucune ligne à moitié remplie.",
        "Nécessaires : Organisme, Activité ou Nature du travail, Pays, Année de début. Séparez plusieurs choix par ;",
        "Pays : un nom ou un code comme KEN ; Mondial si c’est partout.",
        "Ni noms ni coordonnées de personnes.",
    ),
    "es": (
        "Una actividad por fila. Escriba debajo del encabezado; no deje filas a medio llenar.",
        "Necesarios: Entidad, Actividad o Tipo de trabajo, País, Año de inicio. Separe varias opciones con ;",
        "País: un nombre o un código como KEN; Mundial si es en todas partes.",
        "Sin nombres ni datos de contacto de personas.",
    ),
    "ar": (
        "نشاط واحد في كل صف. اكتب تحت العناوين ولا تترك صفا نصف مملوء.",
        "المطلوب: المنظمة، والنشاط أو نوع العمل، والبلد، وسنة البدء. افصل بين الخيارات المتعددة بعلامة ;",
        "البلد: اسم أو رمز مثل KEN؛ واكتب عالمي لما يجري في كل مكان.",
        "لا تكتب أسماء أشخاص أو بيانات اتصال بهم.",
    ),
}
FORM_LANGUAGES = tuple(_HELP_TEXTS)
"""Languages of the form."""


def build_form(registry: Registry, vocabulary: Vocabulary, language: str = "en") -> bytes:
    """Return the form in one of FORM_LANGUAGES: a sheet to fill in, and a hidden one with the choices."""
    bytes_io = io.BytesIO()
    with xlsxwriter.Workbook(bytes_io, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": SURVEY_FORM_MARK, "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#dbe8f5", "text_wrap": True, "valign": "top", "border": 1})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        help = book.add_worksheet("Help")
        help.set_column(0, 0, 100, words)
        page = book.add_worksheet("Activities")
        choices = book.add_worksheet("Choices")
        choices.hide()
        for line, sentence in enumerate(_HELP_TEXTS[language]):
            help.write_string(line, 0, sentence)
        if language == "ar":
            page.right_to_left()
            help.right_to_left()
        page.write_string(0, 0, SURVEY_FORM_MARK, book.add_format({"bold": True}))
        page.freeze_panes(2, 1)
        offered = _list_choices(registry, vocabulary, language)
        for at, (_role, names, listed, width) in enumerate(FORM_COLUMNS):
            page.set_column(at, at, width, words)
            page.write_string(1, at, names[language], head)
            if listed:
                column = chr(ord("A") + at)
                for line, choice in enumerate(offered[listed]):
                    choices.write_string(line, at, choice)
                source = f"=Choices!${column}$1:${column}${max(len(offered[listed]), 1)}"
                rule = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
                page.data_validation(2, at, INPUT_ROWS + 1, at, rule)
        page.activate()
    return bytes_io.getvalue()


def _list_choices(registry: Registry, vocabulary: Vocabulary, language: str) -> Mapping[str, Sequence[str]]:
    schemes = ("interventions", "themes", "exploitation", "groups", "audiences")
    concepts = {s: [c.labels[language] for c in vocabulary.list_concepts(s)] for s in schemes}
    states = sorted(row.names[language] for row in registry.states.values())
    entities = sorted(registry.get_label(id, language) for id in registry.entities)
    return {**concepts, "countries": states, "entities": entities, "statuses": STATUS_LABELS[language]}
