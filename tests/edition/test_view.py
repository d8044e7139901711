"""Tests of views: documents, passages and statements of one edition, by visibility."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.edition import CompiledDocument, Library, View, build_filters, open_view
from palermo.errors import NoLibrary, NotFound
from palermo.publishing.row_writers import export_rows
from palermo.statements import Box, DocumentVersion, Masthead, Support


@pytest.fixture(scope="module")
def parts(make_part: MakePart) -> list[CompiledDocument]:
    return [
        make_part("beta", "First of beta.", "Second of beta.", "Third of beta.", date="2024-05-01"),
        make_part("alpha", "Only of alpha.", date="2024-05-01"),
        make_part("new", "Only of new.", date="2025"),
        make_part("undated", "Only of undated.", date=None),
    ]


@pytest.fixture(scope="module")
def view(create_library: CreateLibrary, parts: list[CompiledDocument], write_edition: WriteEdition) -> View:
    library = create_library()
    write_edition(library, parts)
    return open_view(library)


def test_documents_come_newest_first_then_by_title(view: View) -> None:
    assert [d.title for d in view.list_documents()] == ["New", "Alpha", "Beta", "Undated"]


def test_what_was_written_is_what_is_seen(view: View, parts: list[CompiledDocument]) -> None:
    for part in parts:
        assert view.get_document(part.document.id) == part.document
        assert tuple(view.list_passages(part.document.id)) == part.passages
        assert tuple(view.list_statements(part.document.id)) == part.statements
        assert [view.get_passage(p.id) for p in part.passages] == list(part.passages)
        assert [view.get_statement(s.id) for s in part.statements] == list(part.statements)


def test_the_start_of_an_id_is_enough(view: View, parts: list[CompiledDocument]) -> None:
    part = parts[0]
    assert view.get_document(part.document.id[:6]) == part.document
    assert view.get_passage(part.passages[1].id[:6]) == part.passages[1]
    assert view.get_statement(part.statements[2].id[:6]) == part.statements[2]


@pytest.mark.parametrize("values", ["", "abc", "f" * 20, "'; DROP TABLE register; --", "%", "\0", "\udc80", "é" * 5000])
def test_an_unknown_id_is_reported_as_such(view: View, values: str) -> None:
    for ask in (view.get_document, view.get_passage, view.get_statement, view.list_passages, view.list_statements):
        with pytest.raises(NotFound, match="has that id") as output:
            ask(values)
        assert len(str(output.value).encode()) < 300


def test_a_short_or_ambiguous_start_is_not_enough(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    twins = [replace(make_part(n), document=replace(make_part(n).document, id="abcdef" + n * 14)) for n in "12"]
    write_edition(library, twins)
    with pytest.raises(NotFound, match="more than one document"):
        open_view(library).get_document("abcdef")
    with pytest.raises(NotFound, match="no document has that id"):
        open_view(library).get_document("abcd")
    assert open_view(library).get_document("abcdef1") == twins[0].document


@pytest.mark.slow
def test_statements_follow_the_reading_order(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    part = make_part("long", *(f"Sentence {number}." for number in range(3000)))
    write_edition(library, [part, *(make_part(f"other {n}", "One.", "Two.") for n in range(600))])
    view = open_view(library)
    assert tuple(view.list_passages(part.document.id)) == part.passages
    assert tuple(view.list_statements(part.document.id)) == part.statements
    result = view.find_statements(build_filters(document=(part.document.id,)), offset=2990, limit=50, order="printed")
    assert (result.total, tuple(result.statements)) == (3000, part.statements[2990:])


def test_all_rows_come_by_source_in_reading_order(view: View, parts: list[CompiledDocument]) -> None:
    expected = sorted(parts, key=lambda part: part.document.source)
    assert list(view.iterate_passages()) == [(p, part.document) for part in expected for p in part.passages]
    assert list(view.iterate_statements()) == [(s, part.document) for part in expected for s in part.statements]
    wanted = build_filters(words="third")
    assert list(view.iterate_statements(wanted)) == [(parts[0].statements[2], parts[0].document)]


def test_only_what_may_be_seen_is_seen(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    open_part = make_part("open", "All may read this.")
    members = make_part("members", "Members may read this.", visibility="members")
    secret = make_part("secret", "Few may read this.", visibility="secretariat")
    write_edition(library, [open_part, members, secret])
    public = open_view(library)
    assert public.list_documents() == [open_part.document]
    assert public.compute_totals().statements == public.find_statements().total == 1
    assert [count.value for count in public.count_facets()["document"]] == [open_part.document.id]
    for part in (members, secret):
        for ask, values in (
            (public.get_document, part.document.id),
            (public.get_passage, part.passages[0].id),
            (public.get_statement, part.statements[0].id),
            (public.list_passages, part.document.id),
            (public.list_statements, part.document.id),
        ):
            with pytest.raises(NotFound):
                ask(values)
    inner = open_view(library, visibility=("public", "members"))
    assert {d.id for d in inner.list_documents()} == {open_part.document.id, members.document.id}
    assert inner.get_statement(members.statements[0].id) == members.statements[0]
    assert len(list(inner.iterate_passages())) == 2


def test_testimony_is_seen_by_the_secretariat_alone(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    part = make_part("report", "What a person told.", "States should act.")
    output, requests = part.statements
    more = Support(role="introduction", quote="What", locator=replace(output.locator, end=4))
    statements = (replace(output, sensitive=True), replace(requests, support=(more,)))
    write_edition(library, [replace(part, statements=statements)])
    for visibility in (("public",), ("public", "members")):
        view = open_view(library, visibility=visibility)
        assert [s.id for s in view.list_statements(part.document.id)] == [requests.id]
        assert [s.id for s in view.find_statements().statements] == [requests.id]
        assert [s.id for s, _ in view.iterate_statements()] == [requests.id]
        assert view.get_statement(requests.id).support == ()
        assert (view.compute_totals().statements, view.count_facets()["kind"][0].statements) == (1, 1)
        assert view.find_statements(build_filters(words="told")).total == 0
        assert [p.id for p in view.list_passages(part.document.id)] == [part.passages[1].id]
        assert [p.id for p, _ in view.iterate_passages()] == [part.passages[1].id]
        assert [s.id for s in view.list_bucket_statements(view.manifest.buckets)] == [requests.id]
        for ask, id in ((view.get_statement, output.id), (view.get_passage, part.passages[0].id)):
            with pytest.raises(NotFound):
                ask(id)
        exported = [row["id"] for what in ("statements", "passages") for row in export_rows(view, what)]
        assert exported == [requests.id, part.passages[1].id]
    inner = open_view(library, visibility=("public", "members", "secretariat"))
    assert [s.id for s in inner.list_statements(part.document.id)] == [output.id, requests.id]
    assert inner.get_statement(requests.id).support == (more,)
    assert inner.get_passage(part.passages[0].id).text == "What a person told."


def test_no_way_to_a_statement_shows_hidden_testimony_in_its_support(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    """On each way to a statement, exports too, the support within the hidden passage is left out alone."""
    part = make_part("report", "What a person told.", "States should act.", "All agree.")
    output, requests, agreed = part.statements
    hidden = Support(role="introduction", quote="What a person", locator=replace(output.locator, end=13))
    displayed = Support(role="speaker", quote="All", locator=replace(agreed.locator, end=3))
    statements = (output, replace(requests, support=(hidden, displayed)), agreed)
    sensitive = (replace(part.passages[0], sensitive=True), *part.passages[1:])
    stated = (replace(output, sensitive=True), *statements[1:])
    variants = ((sensitive, statements), (part.passages, stated), (sensitive, stated))
    for number, (passages, built) in enumerate(variants):
        write_edition(
            library, [replace(part, passages=passages, statements=built)], keys={part.document.id: str(number)}
        )
        view, place = open_view(library), (part.document.id, 1)
        result = [
            *view.list_statements(part.document.id),
            view.get_statement(requests.id),
            *view.find_statements().statements,
            *view.get_statements_at([place, (part.document.id, 0)]),
            *view.list_bucket_statements(view.manifest.buckets),
            *(statement for statement, _ in view.iterate_statements()),
        ]
        assert {item.id for item in result} == {requests.id, agreed.id}
        assert [item.support for item in result if item.id == requests.id] == [(displayed,)] * 6
        assert "What a person" not in json.dumps(list(export_rows(view, "statements")), ensure_ascii=False)
        inner = open_view(library, visibility=("public", "members", "secretariat"))
        assert inner.get_statement(requests.id).support == (hidden, displayed)


def test_a_story_that_states_nothing_is_hidden_and_its_page_has_no_picture(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    part = make_part("report", "What a person told.", "States should act.", "••••• fled.", "All agree.")
    story, requests, masked, agreed = (replace(item, page=page) for page, item in enumerate(part.passages, 1))
    box = Box(page=5, left=0, top=0, right=9, bottom=9)
    passages = (replace(story, sensitive=True, boxes=(box,)), requests, replace(masked, redacted=True), agreed)
    write_edition(library, [replace(part, passages=passages, statements=part.statements[1:2])])
    view = open_view(library)
    assert [item.id for item in view.list_passages(part.document.id)] == [requests.id, masked.id, agreed.id]
    assert [item.id for item, _ in view.iterate_passages()] == [requests.id, masked.id, agreed.id]
    assert view.find_private_pages(part.document.id) == {1, 3, 5}
    with pytest.raises(NotFound):
        view.get_passage(story.id)
    inner = open_view(library, visibility=("public", "members", "secretariat"))
    assert inner.get_passage(story.id).text == "What a person told."
    assert inner.find_private_pages(part.document.id) == {3}


def test_a_view_stays_with_its_edition(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts[:2])
    old = open_view(library)
    write_edition(library, parts[1:])
    new = open_view(library)
    assert old.get_statement(parts[0].statements[0].id) == parts[0].statements[0]
    assert (old.compute_totals().documents, new.compute_totals().documents) == (2, 3)
    assert {d.title for d in new.list_documents()} == {"Alpha", "New", "Undated"}
    assert open_view(library, first.id[:6]).list_documents() == old.list_documents()


def test_several_threads_may_ask_at_once(view: View, parts: list[CompiledDocument]) -> None:
    def ask(number: int) -> tuple[int, int, str]:
        statement = parts[number % 4].statements[0]
        return (
            view.find_statements(build_filters(words="only")).total,
            len(view.count_facets()["year"]),
            view.get_statement(statement.id).id,
        )

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(16)))
    assert answers == [(3, 2, parts[number % 4].statements[0].id) for number in range(16)]


@pytest.mark.parametrize("name", ["[ab]", "a=1", "it's", "what?*", "Библиотека 图书馆", "50%", 'a"b'])
def test_a_library_may_have_any_name(
    tmp_path: Path, name: str, make_part: MakePart, write_edition: WriteEdition
) -> None:
    for path, sentence in ((tmp_path / "a", "Wrong."), (tmp_path / name, "Right.")):
        library = Library(path)
        library.create()
        write_edition(library, [make_part("paper", sentence)])
    with open_view(Library(tmp_path / name)) as view:
        assert [s.quote for s in view.find_statements().statements] == ["Right."]
        assert view.get_passage(view.find_statements().statements[0].locator.passage).text == "Right."


def test_an_empty_edition_answers_everything(library: Library, write_edition: WriteEdition) -> None:
    write_edition(library, [])
    view = open_view(library)
    assert view.list_documents() == []
    assert view.find_statements(build_filters(words="x", year=(2024,))).total == 0
    assert list(view.iterate_passages()) == []
    assert list(view.iterate_statements()) == []
    assert all(counts == [] for counts in view.count_facets().values())
    assert (view.compute_totals().documents, view.compute_totals().newest) == (0, None)
    with pytest.raises(NotFound):
        view.get_passage("f" * 20)


def test_a_document_of_no_passages_has_none(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    part = make_part("empty")
    write_edition(library, [part])
    view = open_view(library)
    assert view.list_passages(part.document.id) == []
    assert view.list_statements(part.document.id) == []
    assert view.compute_totals().documents == 1


def test_where_nothing_is_built_the_mend_is_to_build(tmp_path: Path, library: Library) -> None:
    with pytest.raises(NoLibrary, match=r"there is no library.*palermo build"):
        open_view(Library(tmp_path / "nowhere"))
    with pytest.raises(NoLibrary, match=r"no edition yet.*palermo build"):
        open_view(library)
    with pytest.raises(NotFound, match="no edition has that name or id"):
        open_view(library, "../../etc")


def test_a_damaged_edition_is_reported_as_such(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts)
    folder = library.get_edition_folder(first.id)
    stored = (folder / "documents" / f"{parts[0].document.id[:2]}.parquet").read_bytes()
    (folder / "documents" / f"{parts[0].document.id[:2]}.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(NoLibrary, match=r"damaged.*Build"):
        open_view(library)
    (folder / "documents" / f"{parts[0].document.id[:2]}.parquet").write_bytes(stored)
    view = open_view(library)
    for table in ("passages", "statements"):
        (folder / table / f"{parts[0].document.id[:2]}.parquet").unlink()
    for ask in (
        view.compute_totals,
        lambda: view.list_passages(parts[0].document.id),
        lambda: view.get_passage("f" * 20),
    ) * 2:
        with pytest.raises(NoLibrary, match=r"missing or damaged.*Build"):
            ask()
    replace(first, schema="0").save(folder)
    with pytest.raises(NoLibrary, match="columns of version 0"):
        open_view(library)
    library.current_file.write_text("f" * 20)
    with pytest.raises(NoLibrary, match="missing or damaged"):
        open_view(library)


def test_totals_count_what_the_view_shows(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    parts = [
        make_part("one", "One.", "Two.", date="2024-05-01"),
        make_part("deux", "Un.", date="2023", language="fr"),
        make_part("trois", "Trois.", date=None, language="fr"),
    ]
    parts[1] = replace(
        parts[1], document=replace(parts[1].document, work=parts[0].document.work, version=DocumentVersion.TRANSLATION)
    )
    write_edition(library, parts)
    totals = open_view(library).compute_totals()
    assert (totals.documents, totals.works, totals.statements, totals.entities) == (3, 2, 4, 1)
    assert [(c.value, c.statements) for c in totals.kinds] == [("recommendation", 4)]
    assert [(c.value, c.statements) for c in totals.responses] == [("none", 4)]
    assert [(c.value, c.statements) for c in totals.languages] == [("fr", 2), ("en", 1)]
    assert (totals.newest, totals.oldest) == ("2024-05-01", "2023")


def test_a_document_keeps_what_it_prints_of_itself(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    part = make_part("paper", "One.")
    masthead = Masthead(symbol="A/1", title="T", date="2024", session="S", organ="O", under_review="U")
    part = replace(part, document=replace(part.document, masthead=masthead, publishers=("b", "a"), full_text=False))
    write_edition(library, [part])
    assert open_view(library).list_documents() == [part.document]
