"""Tests of rare words that also find their translations, with a note."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from made_editions import CreateLibrary
from palermo.edition import CompiledDocument, Library, open_view
from palermo.publishing.search_results import format_warning
from palermo.search import QueryWarningCode, SearchIndex, build_index, open_index
from palermo.search.text_analysis import HAN_PATTERN, stem_word
from palermo.search.translations import _load_rows, translate_word

type MakePart = Callable[..., CompiledDocument]


@pytest.fixture(scope="module")
def index(create_library: CreateLibrary, make_part: MakePart, write_edition: Any) -> SearchIndex:
    """An edition without vectors: English passages on schools and judges, a Chinese one, and one for members."""
    english = make_part(
        "Paper", "Judges of the town met.", *(f"School number {n} opened its doors again." for n in range(12))
    )
    chinese = make_part("文件", "法官应当接受培训。", language="zh")
    chinese = replace(chinese, passages=tuple(replace(item, language="zh") for item in chinese.passages))
    often = (f"Los jueces de la sala {n} se reunieron en junio." for n in range(12))
    closed = make_part("Closed", "The lawyers of the port were heard in June.", *often)
    closed = replace(closed, document=replace(closed.document, visibility="members"))
    library = create_library()
    manifest = write_edition(library, [english, chinese, closed])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest)
    return open_index(open_view(library), folder)


@pytest.mark.parametrize(("word", "hint"), [("jueces", "es"), ("jueces", "en"), ("судьи", "en"), ("القضاة", "ar")])
def test_a_word_finds_the_same_in_other_languages(index: SearchIndex, word: str, hint: str) -> None:
    answer = index.search(word, hint=hint)
    hits = [hit for group in answer.groups for hit in group.hits]
    assert {hit.why.words for hit in hits} == {("Judges",), ("法官",)}
    assert all(hit.why.has_all_words for hit in hits)
    assert answer.by_words == 2
    assert answer.has_enough_words
    (output,) = [format_warning(note) for note in answer.warnings if note.code is QueryWarningCode.TRANSLATED]
    assert "judge" in output
    assert QueryWarningCode.NO_WORD not in {note.code for note in answer.warnings}


def test_chinese_signs_find_words_and_themselves(index: SearchIndex) -> None:
    assert {hit.why.words for hit in index.search_hits("法官", hint="zh")} == {("Judges",), ("法官",)}


@pytest.mark.parametrize("query", ["school", "schools opened", "jueces de la ciudad que se reunieron", "escuelita"])
def test_what_many_passages_hold_long_questions_and_other_words_stay(index: SearchIndex, query: str) -> None:
    answer = index.search(query)
    assert QueryWarningCode.TRANSLATED not in {note.code for note in answer.warnings}
    assert "Judges" not in {word for group in answer.groups for hit in group.hits for word in hit.why.words}


def test_what_hidden_passages_alone_hold_is_not_reported(index: SearchIndex) -> None:
    answer = index.search("abogados", hint="es")
    assert answer.by_words == 0
    assert QueryWarningCode.TRANSLATED not in {note.code for note in answer.warnings}


def test_two_forms_of_one_word_are_one_word(library: Library, make_part: MakePart, write_edition: Any) -> None:
    spanish = make_part("Nota", "El juez oyó a los jueces de la sala.", "El juez visitó el albergue.")
    spanish = replace(spanish, passages=tuple(replace(item, language="es") for item in spanish.passages))
    english = make_part("Paper", "The judge spoke.", "The shelter opened.")
    manifest = write_edition(library, [spanish, english])
    folder = library.get_edition_folder(manifest.id)
    build_index(folder, manifest)
    answer = open_index(open_view(library), folder).search("judge shelter", hint="en")
    assert answer.has_enough_words
    assert answer.by_words == 1
    assert [hit.why.has_all_words for group in answer.groups[:1] for hit in group.hits[:1]] == [True]


def test_every_word_of_the_table_is_one_word_of_its_language() -> None:
    for (language, form), rows in _load_rows().items():
        assert form, (language, rows)
    words = {
        (word, language)
        for rows in _load_rows().values()
        for row in rows
        for language, several in row.items()
        for word in several
    }
    assert len(words) > 300
    for word, language in words:
        assert bool(HAN_PATTERN.search(word)) == (language == "zh"), word
        assert HAN_PATTERN.search(word) or stem_word(word, language), word
        assert translate_word(word, language), f"{word} is in no other language"


def test_what_is_written_like_another_word_is_left_out() -> None:
    assert not {item for item, language in translate_word("jueces", "es") if language == "ru"}
    assert {"judge", "court"} <= {item for item, _ in translate_word("судьи", "ru")}
    assert {"child", "boy"} <= {item for item, _ in translate_word("niño", "es")}


def test_pieces_of_a_run_of_signs_are_not_reported_to_stand_nowhere(index: SearchIndex) -> None:
    output = [note.detail for note in index.search("法官应当接受警察培训课程 医生", hint="zh").warnings]
    assert "医生" in output
    assert not {"警察", "察培", "训课"} & {*output}
