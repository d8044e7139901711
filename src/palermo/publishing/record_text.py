"""Documents, passages and statements as lines of plain text, for a terminal."""

from palermo.analysis import ThemeShare, find_document_themes
from palermo.edition import View
from palermo.publishing.short_names import cut_end
from palermo.statements import Document, Locator, Statement
from palermo.vocabulary import load_vocabulary

MAX_QUOTE_CHARS = 80
LABEL_WIDTH = 13
"""Number of characters of a line's label."""


def format_document(view: View, id: str) -> list[str]:
    """Return a document with its counts; raises NotFound."""
    document = view.get_document(id)
    statements = view.list_statements(document.id)
    passages = view.list_passages(document.id)
    return [
        f"Document {document.id} ({document.nature.value}, {document.language})",
        *_format_fields(
            Title=document.title,
            Symbol=document.symbol,
            Date=document.date,
            Publishers=", ".join(document.publishers),
            Source=document.source,
            Address=document.address,
            Work=f"{document.work}, {document.version.value}",
            Joined=document.joined or None,
            Adds_to=document.base,
            Pages=document.pages,
            Passages=len(passages),
            Statements=f"{sum(s.is_confirmed for s in statements)} confirmed of {len(statements)}",
            Themes=", ".join(
                _format_theme(document_theme)
                for document_theme in find_document_themes(document, statements, passages, load_vocabulary())
            )
            or None,
        ),
        *(f"  {s.id}  {s.kind.value}{_mark(s.is_confirmed)}: {cut_end(s.quote, MAX_QUOTE_CHARS)}" for s in statements),
    ]


def _format_theme(document_theme: ThemeShare) -> str:
    title = "title, " if document_theme.is_in_title else ""
    return f"{document_theme.theme} ({title}{document_theme.count} of {document_theme.total} {document_theme.unit})"


def format_passage(view: View, id: str) -> list[str]:
    """Return a passage with its position; raises NotFound."""
    passage = view.get_passage(id)
    return [
        f"Passage {passage.id} ({passage.kind.value}, {passage.language})",
        *_format_fields(
            Text=passage.text,
            Page=passage.page,
            Paragraph=passage.paragraph,
            Headings=" > ".join(passage.headings),
        ),
        *_format_source(view.get_document(passage.document)),
    ]


def format_statement(view: View, id: str) -> list[str]:
    """Return a statement with all of its fields and evidence; raises NotFound."""
    statement = view.get_statement(id)
    return [
        f"Statement {statement.id} ({statement.kind.value}, {statement.language}, {statement.status.value})"
        f"{_mark(statement.is_confirmed)}",
        *_format_fields(
            Quote=statement.quote,
            Who=_format_refs(statement, "actors"),
            To_whom=_format_refs(statement, "addressees"),
            With=_format_refs(statement, "partners"),
            Action=statement.action,
            Response=statement.response.value if statement.response else None,
            **_build_locator_fields(statement.locator),
        ),
        *_format_source(view.get_document(statement.document)),
        *_format_fields(Why="; ".join(f"{reason.feature} ({reason.weight:+.2f})" for reason in statement.why)),
        *(line for s in statement.support for line in _format_fields(Support=f"{s.role}: {s.quote}")),
        *_format_fields(
            Same_as=", ".join(statement.same_as), Confidence=f"{statement.confidence:.2f}, {statement.method}"
        ),
    ]


def _build_locator_fields(locator: Locator) -> dict[str, object]:
    return {"Page": locator.page, "Paragraph": locator.paragraph, "Headings": " > ".join(locator.headings)}


def _format_source(document: Document) -> list[str]:
    return _format_fields(Document=f"{document.title} [{document.id}]", Symbol=document.symbol, Source=document.source)


def _format_refs(statement: Statement, role: str) -> str:
    return "; ".join(
        f"{ref.name} ({ref.id or 'not in the registry'}){_mark(statement.is_confirmed_ref(ref))}"
        for ref in statement.get_refs(role)
    )


def _mark(is_confirmed: bool) -> str:
    return "" if is_confirmed else " (unconfirmed)"


def _format_fields(**fields: object) -> list[str]:
    """Yield one line for each field with a value."""
    return [
        f"{name.replace('_', ' '):{LABEL_WIDTH}}{value}" for name, value in fields.items() if value not in (None, "")
    ]
