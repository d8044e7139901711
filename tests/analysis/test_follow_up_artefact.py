"""Tests of the stored follow-up: computed once per edition, shown by visibility."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from fake_encoders import LetterEncoder
from made_editions import MakePart, WriteEdition
from palermo.analysis import appraisal, follow_up
from palermo.analysis.follow_up.follow_up_artefact import ANSWERS_FILE, CHAINS_FILE
from palermo.analysis.follow_up.sentence_vectors import FOLDER
from palermo.edition import ArtefactStore, CompiledDocument, Filters, Library, View, open_view
from palermo.registry import Registry
from palermo.statements import Ref, RefType, StatementKind, compute_statement_id

ASKED = "Establish shelters for survivors of forced labour in every province"
TOLD = "It established shelters for survivors of forced labour in every province"
EVERYBODY = ("public", "members", "secretariat")
STATE = Ref(id="state:KEN", name="Kenya", type=RefType.STATE)


@pytest.fixture
def store(library: Library, make_part: MakePart, write_edition: WriteEdition) -> ArtefactStore:
    requests = {"addressees": (STATE,)}
    parts = [
        make_part("first", ASKED, "Mend the roads of the north", date="2019-03-01", statement=requests),
        make_part("second", f"{ASKED}.", date="2021-03-01", statement=requests),
        make_part("hidden", ASKED.upper(), date="2022-03-01", statement=requests, visibility="members"),
    ]
    third = make_part("third", TOLD, date="2023-03-01")
    (item,) = third.statements
    deed = {"kind": StatementKind.ACTIVITY, "tense": "done", "actors": (STATE,), "addressees": ()}
    id = compute_statement_id(item.document, StatementKind.ACTIVITY, TOLD, 0)
    parts.append(make_part("third", TOLD, date="2023-03-01", statement=deed | {"id": id}))
    manifest = write_edition(library, parts)
    return library.open_artefacts(manifest.id)


def open_full_view(library: Library) -> View:
    return open_view(library, visibility=EVERYBODY)


def test_an_empty_edition(library: Library, write_edition: WriteEdition, shipped: Registry) -> None:
    manifest = write_edition(library, [])
    store = library.open_artefacts(manifest.id)
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped)
        result = follow_up.open_follow_up(store, view)
        appraised = appraisal.appraise_instruments(store, view, shipped)
    assert result is not None
    assert (result.chains, result.answers) == ((), {})
    assert {part.gap for item in appraised.appraisals for part in item.provisions} == {
        appraisal.ProvisionGap.NO_STATEMENT
    }


def test_a_view_shows_what_it_may(library: Library, store: ArtefactStore, shipped: Registry) -> None:
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped)
        result = follow_up.open_follow_up(store, view)
    assert result is not None
    (chain,) = result.chains
    assert len(chain.calls) == 3
    with open_view(library) as view:
        displayed = follow_up.open_follow_up(store, view)
        checks = follow_up.find_searched_works(view)
    assert displayed is not None
    (chain,) = displayed.chains
    assert [call.date for call in chain.calls] == ["2019-03-01", "2021-03-01"]
    assert displayed.chain_by_call[chain.calls[1].id].id == chain.id
    (answer,) = displayed.answers[chain.id]
    assert answer.status is follow_up.FollowUpStatus.DONE
    assert checks.count_since(chain.calls[0]) == 2


def test_it_is_made_once_and_with_the_vectors_of_before(
    library: Library, store: ArtefactStore, shipped: Registry, tmp_path: Path
) -> None:
    encoder = LetterEncoder()
    encoding = follow_up.EncodingConfig(encoder=encoder)
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped, encoding)
        appraisal.save_matches(store, view, shipped, encoder)
        count = len(encoder.encoded)
        follow_up.save_follow_up(store, view, shipped, encoding)
        follow_up.save_follow_up(store, view, shipped)  # meaning that is there stays
        appraisal.save_matches(store, view, shipped, encoder)
        assert len(encoder.encoded) == count
        elsewhere = ArtefactStore(tmp_path)
        follow_up.save_follow_up(elsewhere, view, shipped, encoding, previous=store)
        assert len(encoder.encoded) == count
        assert follow_up.open_follow_up(elsewhere, view) == follow_up.open_follow_up(store, view)
        assert appraisal.has_matches(store, shipped, encoder)
    assert not list(store.folder.glob(".*-*"))


@pytest.mark.parametrize("file", [CHAINS_FILE, ANSWERS_FILE])
def test_damaged_files_are_as_if_not_there(
    library: Library, store: ArtefactStore, shipped: Registry, file: str
) -> None:
    with open_full_view(library) as view:
        assert follow_up.open_follow_up(store, view) is None
        follow_up.save_follow_up(store, view, shipped)
        (store.folder / FOLDER / file).write_bytes(b"nothing")
        assert follow_up.open_follow_up(store, view) is None
        assert len(follow_up.compute_follow_up(view, shipped).chains) == 1


def test_an_edition_in_which_no_call_changed_takes_them_over(
    library: Library, store: ArtefactStore, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    encoder = LetterEncoder()
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped, follow_up.EncodingConfig(encoder=encoder))
        appraisal.save_matches(store, view, shipped, encoder)
        chained = follow_up.open_follow_up(store, view)
        parts = [
            CompiledDocument(
                document=item,
                passages=tuple(view.list_passages(item.id)),
                statements=tuple(view.list_statements(item.id)),
            )
            for item in view.list_documents()
        ]
    factor = make_part("factor", "Poverty", statement={"kind": StatementKind.FACTOR})
    manifest = write_edition(library, [*parts, factor])
    new = library.open_artefacts(manifest.id)
    assert follow_up.compute_input_change(new, manifest, store) == 0
    assert follow_up.reuse_follow_up(new, manifest, store, shipped)
    assert appraisal.reuse_matches(new, store, shipped)
    assert (new.folder / FOLDER / CHAINS_FILE).stat().st_ino == (store.folder / FOLDER / CHAINS_FILE).stat().st_ino
    with open_full_view(library) as view:
        result = follow_up.open_follow_up(new, view)
    assert chained is not None
    assert result is not None
    assert [item.id for item in result.chains] == [item.id for item in chained.chains]


def test_an_edition_with_another_call_does_not(
    library: Library, store: ArtefactStore, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped)
    manifest = write_edition(library, [make_part("fourth", "Train judges", date="2024-03-01")])
    new = library.open_artefacts(manifest.id)
    assert follow_up.compute_input_change(new, manifest, store) > 0
    assert not follow_up.reuse_follow_up(new, manifest, store, shipped)
    assert follow_up.load_manifest(new) is None


def test_known_recommendations_are_not_read_again(
    library: Library, store: ArtefactStore, shipped: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped)
        whole = follow_up.open_follow_up(store, view)
        assert whole is not None
        known = {call.id: call for chain in whole.chains for call in chain.calls}
        asked: list[Sequence[str]] = []
        select = view.select_columns

        def record_columns(columns: Sequence[str], *filters: Filters) -> pa.Table:
            asked.append(columns)
            return select(columns, *filters)

        monkeypatch.setattr(view, "select_columns", record_columns)
        assert follow_up.open_follow_up(store, view, known) == whole
        assert asked == [["id", "kind", "document"]]
        known.popitem()
        assert follow_up.open_follow_up(store, view, known) == whole
        assert follow_up.open_follow_up(store, view) == whole


def test_recommendation_alone_in_the_view_is_in_no_chain(
    library: Library, store: ArtefactStore, shipped: Registry
) -> None:
    with open_full_view(library) as view:
        follow_up.save_follow_up(store, view, shipped)
        second = next(one.id for one in view.list_documents() if (one.date or "").startswith("2021"))
    with open_view(library, excluded_ids=[second]) as view:
        shown = follow_up.open_follow_up(store, view)
    assert shown is not None
    assert shown.chains == ()
