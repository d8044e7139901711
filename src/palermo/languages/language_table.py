"""The languages of Palermo: codes, names, locales and directions.

To add a language, add its row to LANGUAGE_TABLE, at first with has_labels=False. Loaders and tests name the words,
catalogues and labels that are missing then. The tagger reads the new language at once, but knows it only after training
on labels in it (`training/statements`), and a few pages of the portal say how many languages there are.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of the interface, in which statements are extracted too."""

    code: str
    """ISO 639-1."""
    iso_639_3: str
    english_name: str
    native_name: str
    locale: str
    """Language and country (BCP 47), as Word files name it."""
    other_opengraph_locale: str = ""
    """The locale by the Open Graph protocol, if it is of another country."""
    other_library_locale: str = ""
    """Name that Django's own translations have for it, if it is not the code."""
    is_rtl: bool = False
    """Whether it is written from right to left."""
    has_labels: bool = True
    """Whether facets, concepts, organs, States and regions have names in it; until then, the English ones are shown."""

    @property
    def opengraph_locale(self) -> str:
        """Language and country, as the Open Graph protocol names them."""
        return self.other_opengraph_locale or self.locale.replace("-", "_")

    @property
    def library_locale(self) -> str:
        """Name that Django's own translations have for it."""
        return self.other_library_locale or self.code

    @property
    def has_latin_script(self) -> bool:
        """Whether it is written in Latin letters."""
        return unicodedata.name(self.native_name[0]).startswith("LATIN")


LANGUAGE_TABLE = (
    Language(code="en", iso_639_3="eng", english_name="English", native_name="English", locale="en-GB"),
    Language(code="fr", iso_639_3="fra", english_name="French", native_name="Français", locale="fr-FR"),
    Language(code="es", iso_639_3="spa", english_name="Spanish", native_name="Español", locale="es-ES"),
    Language(
        code="ar",
        iso_639_3="ara",
        english_name="Arabic",
        native_name="العربية",
        locale="ar-SA",
        other_opengraph_locale="ar_AR",
        is_rtl=True,
    ),
    Language(code="ru", iso_639_3="rus", english_name="Russian", native_name="Русский", locale="ru-RU"),
    Language(
        code="zh",
        iso_639_3="zho",
        english_name="Chinese",
        native_name="中文",
        locale="zh-CN",
        other_library_locale="zh_Hans",
    ),
)
"""The six languages of the United Nations."""
LANGUAGES = tuple(language.code for language in LANGUAGE_TABLE)
"""Their codes (ISO 639-1)."""
LANGUAGE_BY_CODE = {language.code: language for language in LANGUAGE_TABLE}
LABELLED_LANGUAGES = tuple(language.code for language in LANGUAGE_TABLE if language.has_labels)
"""Those in which facets, concepts, organs, States and regions must have names."""
LATIN_SCRIPT_LANGUAGES = tuple(language.code for language in LANGUAGE_TABLE if language.has_latin_script)
"""Those that are written in Latin letters."""
RTL_LANGUAGES = frozenset(language.code for language in LANGUAGE_TABLE if language.is_rtl)
"""Those that are written from right to left."""

HAN_CHARACTER = re.compile(r"[\u3400-\u9fff]")


def build_labels(*texts: str) -> Mapping[str, str]:
    """Return labels by language, given in the order of LANGUAGES; a language without its own has the English one."""
    return dict(zip(LANGUAGES, texts, strict=False))


def choose_label(labels: Mapping[str, str], language: str) -> str:
    """Return the label in a language, or in English."""
    return labels.get(language) or labels["en"]
