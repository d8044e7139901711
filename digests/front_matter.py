"""The front matter of a text: YAML fields, checked by a schema."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from palermo.errors import CatalogueInvalid
from palermo.languages import LANGUAGES
from palermo.statements import Nature


class DigestFormat(StrEnum):
    """The file that a text is rendered to."""

    PDF = "pdf"
    PDF_TWO_COLUMNS = "pdf-two-columns"
    PDF_TAGGED = "pdf-tagged"
    DOCX = "docx"
    HTML = "html"


def _check_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value, re.ASCII):
        raise ValueError("it is not a date such as 2026-11-24, 2026-11 or 2026")
    date.fromisoformat(f"{value}-01-01"[:10])
    return value


def _check_language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"it is not one of {', '.join(LANGUAGES)}")
    return value


type Text = Annotated[str, Field(min_length=1)]
type Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$")]
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""All values as text, by libyaml if the wheel includes it."""
_AS_NULL = BeforeValidator(lambda value: None if value == "null" else value)


class FrontMatter(BaseModel):
    """The fields of a text; the aliases are their names in its file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: Text
    work_title: Text = Field(alias="of")
    work_symbol: Annotated[Text | None, _AS_NULL] = Field(alias="of_symbol")
    works: tuple[Text, ...] = ()
    publishers: tuple[Text, ...] = Field(alias="publisher")
    date: Annotated[Annotated[str, AfterValidator(_check_date)] | None, _AS_NULL]
    symbol: Annotated[Text | None, _AS_NULL]
    language: Annotated[str, AfterValidator(_check_language)]
    nature: Nature
    address: Address
    sources: Annotated[tuple[Address, ...], Field(min_length=1)]
    format: DigestFormat


def read_front_matter(source: str, file: str) -> FrontMatter:
    """Read the YAML between the two fences; raises CatalogueInvalid naming file and field."""
    try:
        return FrontMatter.model_validate(yaml.load(source, _LOADER))
    except yaml.YAMLError as error:
        raise CatalogueInvalid(file, f"its front matter is not YAML ({error})", "Correct the front matter") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, item['loc'])) or 'fields'}: {item['msg']}" for item in error.errors())
        raise CatalogueInvalid(file, faults, "Correct the front matter; null is allowed where there is none") from error
