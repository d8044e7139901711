"""Documents, passages and statements as lines of plain text, for a terminal."""

from collections.abc import Sequence

from palermo.analysis import About, about
from palermo.edition import View
from palermo.statements import Document, Locator, Ref
from palermo.vocabulary import load

WIDTH = 13
"""Characters of a line's label."""


def document_lines(view: View, id: str) -> list[str]:
    """A document and what it holds; raises NotFound."""
    document = view.document(id)
    statements = view.statements_of(document.id)
    passages = view.passages(document.id)
    return [
        f"Document {document.id} ({document.nature.value}, {document.language})",
        *_known(
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
            Statements=len(statements),
            Themes=", ".join(_theme(one) for one in about(document, statements, passages, load())) or None,
        ),
        *(f"  {s.id}  {s.kind.value}: {_cut(s.quote)}" for s in statements),
    ]


def _theme(one: About) -> str:
    titled = "title, " if one.titled else ""
    return f"{one.theme} ({titled}{one.count} of {one.of} {one.by})"


def passage_lines(view: View, id: str) -> list[str]:
    """A passage and where it stands; raises NotFound."""
    passage = view.passage(id)
    return [
        f"Passage {passage.id} ({passage.kind.value}, {passage.language})",
        *_known(
            Text=passage.text,
            Page=passage.page,
            Paragraph=passage.paragraph,
            Headings=" > ".join(passage.headings),
        ),
        *_of(view.document(passage.document)),
    ]


def statement_lines(view: View, id: str) -> list[str]:
    """A statement and all that it rests on; raises NotFound."""
    statement = view.statement(id)
    return [
        f"Statement {statement.id} ({statement.kind.value}, {statement.language}, {statement.status.value})",
        *_known(
            Quote=statement.quote,
            Who=_refs(statement.actors),
            To_whom=_refs(statement.addressees),
            With=_refs(statement.partners),
            Action=statement.action,
            Response=statement.response.value if statement.response else None,
            **_place(statement.locator),
        ),
        *_of(view.document(statement.document)),
        *_known(Why="; ".join(f"{reason.feature} ({reason.weight:+.2f})" for reason in statement.why)),
        *(line for s in statement.support for line in _known(Support=f"{s.role}: {s.quote}")),
        *_known(Same_as=", ".join(statement.same_as), Confidence=f"{statement.confidence:.2f}, {statement.method}"),
    ]


def _place(locator: Locator) -> dict[str, object]:
    return {"Page": locator.page, "Paragraph": locator.paragraph, "Headings": " > ".join(locator.headings)}


def _of(document: Document) -> list[str]:
    return _known(Document=f"{document.title} [{document.id}]", Symbol=document.symbol, Source=document.source)


def _refs(refs: Sequence[Ref]) -> str:
    return "; ".join(f"{ref.name} ({ref.id or 'not in the registry'})" for ref in refs)


def _known(**fields: object) -> list[str]:
    """One line for each field that has a value."""
    return [f"{name.replace('_', ' '):{WIDTH}}{value}" for name, value in fields.items() if value not in (None, "")]


def _cut(quote: str) -> str:
    return quote if len(quote) <= 80 else f"{quote[:79]}…"
