"""The query parameters of the pages of joint texts."""

from collections.abc import Collection, Mapping

from django import forms
from django.http import QueryDict

from palermo.portal.base.forms import ChoiceParam, FieldOptions, NumberParam, QueryForm, TextParam

MAX_VERSION_NUMBER = 99_999


class TextLanguageForm(QueryForm):
    """The language in which a text is shown: one of those that the text has, or else the default."""

    language = ChoiceParam()

    def __init__(self, data: QueryDict, languages: Collection[str], default: str) -> None:
        self.languages, self.default = languages, default
        super().__init__(data)

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the languages of the text."""
        return {"language": [(code, code) for code in self.languages]}

    @property
    def selected_language(self) -> str:
        """The language that is shown."""
        return str(self.get_value("language") or self.default)

    @property
    def is_available(self) -> bool:
        """Whether the text has the language that the address names, if it names one."""
        return not self.errors


class TextOriginForm(QueryForm):
    """The report from which a text is opened."""

    report = TextParam()


class VersionPairForm(QueryForm):
    """The numbers of the two versions that are compared."""

    def __init__(self, data: QueryDict, first: int, last: int) -> None:
        self.first, self.last = first, last
        super().__init__(data)

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return the numbers, whose names are not Python identifiers."""
        limits = {"from": self.first, "to": self.last}
        return {
            name: NumberParam(initial=number, minimum=1, maximum=MAX_VERSION_NUMBER) for name, number in limits.items()
        }

    @property
    def numbers(self) -> tuple[int, int]:
        """The number of the earlier version, and of the later one."""
        return self.get_value("from"), self.get_value("to")
