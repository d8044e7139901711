"""View models of the names in the roles of a statement: confirmed or not, and where they come from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.edition import ListedStatement
from palermo.portal.base import display_names, languages, plurals, registry_links, value_labels
from palermo.statements import Ref, Statement

MAX_JOINED_NAMES = 3
"""Names of a role in a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefName:
    """A name as a page shows it."""

    name: str
    page: str | None
    """Address of the page about it."""
    filter_value: str
    source: str
    """Where a name comes from that is not in the quote; empty for names in the quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """The names of a role of a statement; false if there are none."""

    confirmed: Sequence[RefName]
    unconfirmed: Sequence[RefName]

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.unconfirmed)

    @property
    def joined(self) -> str:
        """The first confirmed names."""
        return join_names(self.confirmed)


def build_role_names(statement: Statement, role: str) -> RoleNames:
    """Return the names of a role: `actors`, `addressees` or `partners`."""
    refs: Sequence[Ref] = getattr(statement, role)
    apart = getattr(statement, f"unconfirmed_{role}") if isinstance(statement, ListedStatement) else ()
    return RoleNames(
        confirmed=list_ref_names(filter(statement.is_confirmed_ref, refs)),
        unconfirmed=list_ref_names([*(ref for ref in refs if not statement.is_confirmed_ref(ref)), *apart]),
    )


def list_ref_names(refs: Iterable[Ref]) -> list[RefName]:
    """Return the names of refs without those that have the same id and the same name."""
    language = languages.get_active_language()
    first: dict[tuple[str | None, str], Ref] = {}
    for ref in refs:
        first.setdefault((ref.id, display_names.get_ref_name(ref, language)), ref)
    return [
        RefName(
            name=name,
            page=registry_links.get_page_address(ref.id),
            filter_value=display_names.get_filter_value(ref),
            source=value_labels.get_value_label(value_labels.REF_SOURCES, ref.source) if ref.source != "quote" else "",
        )
        for (_, name), ref in first.items()
    ]


def join_names(ref_names: Iterable[RefName]) -> str:
    """Return at most three names, each isolated from the text direction around it."""
    names = list(dict.fromkeys(languages.mark_isolated(item.name) for item in ref_names))
    return plurals.get_separator().join(names[:MAX_JOINED_NAMES] + ["…"] * (len(names) > MAX_JOINED_NAMES))
