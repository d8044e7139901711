"""Tests of the sample texts: our own words, marked as such, with their sources."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from digests import DigestText
from digests.sample_library import read_texts
from palermo.languages import LABELLED_LANGUAGES
from palermo.registry import Registry, load_registry
from palermo.statements import Nature, PassageKind

SAMPLE = Path(__file__).parents[2] / "sample"
TEXTS = read_texts(SAMPLE)
BEGINNINGS = {
    "en": "Digest: ",
    "fr": "Résumé : ",
    "es": "Resumen: ",
    "ar": "ملخص: ",
    "ru": "Изложение: ",
    "zh": "摘要：",
}
SAYINGS = {
    "en": "a digest that we wrote",
    "fr": "un résumé rédigé par nos soins",
    "es": "un resumen escrito por nosotros",
    "ar": "ملخص كتبناه بكلماتنا",
    "ru": "изложение, составленное нами",
    "zh": "我们撰写的摘要",
}
PHONE = re.compile(r"\+\d|\(\d{2,}\)\s*\d{3}|\b\d{3}[ -]\d{3}[ -]\d{2}")
YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
ADDRESS = re.compile(r"https?://\S+")
LATER_YEARS = {
    "bohol-work-plan": {"2020"},
    "cis-programme-ru": {"2014", "2018"},
    "declaration-2017-fr": {"2030"},
    "eu-directive": {"2026"},
    "eu-strategy": {"2025"},
    "global-estimates-2022": {"2030"},
    "global-plan-of-action-fr": {"2013"},
    "icat-children": {"2025"},
    "icat-heads-call-2021": {"2022"},
    "icat-heads-call-2021-es": {"2022"},
    "profile-un-women": {"2030"},
    "sustainable-development-targets-zh": {"2025", "2030"},
}
"""Years of terms, aims and plans that the works set themselves."""
PRESS = {"allafrica.com", "canadianinquirer.net", "thestar.com.my", "toscadnews.com", "wallafricajournal.com"}
"""Press on which digests rested before a page of the body itself, or of a partner, was found."""
COPIES = {
    "adattar.minorityforum.info",
    "archive.org",
    "asmedoc.com",
    "docs.cntd.ru",
    "docsbay.net",
    "docslib.org",
    "fdocuments.in",
    "fdocuments.us",
    "garant.ru",
    "girlsrightsplatform.org",
    "issuu.com",
    "lawsdocbox.com",
    "paperzz.com",
    "readkong.com",
    "right-docs.org",
    "scamsnow.com",
    "scribd.com",
    "shhada.ir",
    "slideshare.net",
    "spotidoc.com",
    "studylib.net",
    "unscr.com",
    "vdocument.in",
    "vdocuments.site",
    "vdocuments.us",
    "yumpu.com",
}
"""Sites that hold copies of other publishers' documents: what is in them is to be had from the publisher."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def join_words(text: DigestText) -> str:
    return "\n".join(block.text for block in text.blocks)


def is_of(address: str, names: set[str]) -> bool:
    host = urlsplit(address).hostname or ""
    return any(host == name or host.endswith(f".{name}") for name in names)


def test_its_title_says_that_it_is_a_digest() -> None:
    for text in TEXTS:
        assert text.nature is Nature.DIGEST, text.name
        assert text.symbol is None, text.name
        assert text.title.startswith(BEGINNINGS[text.language]), text.name
        first = text.blocks[0]
        assert (first.passage_kind, first.level, first.text) == (PassageKind.HEADING, 1, text.title), text.name


def test_it_says_near_the_top_whose_words_it_holds_and_where_the_original_is() -> None:
    for text in TEXTS:
        assert text.blocks[1].passage_kind is PassageKind.PARAGRAPH, text.name
        assert SAYINGS[text.language] in text.blocks[1].text, text.name
        host = (urlsplit(text.address).hostname or "").removeprefix("www.")
        assert host in text.blocks[1].text, text.name


def test_its_address_is_a_publishers_that_the_registry_knows(registry: Registry) -> None:
    sites = {urlsplit(entity.website or "").hostname or "" for entity in registry.all_entities}
    publishers = {site.removeprefix("www.") for site in sites if site}
    for text in TEXTS:
        assert is_of(text.address, publishers | {"undocs.org"}), text.name


def test_neither_its_address_nor_its_sources_are_copies() -> None:
    for text in TEXTS:
        assert not any(is_of(address, COPIES) for address in (text.address, *text.sources)), text.name
        assert not any("third-party" in address for address in (text.address, *text.sources)), text.name


def test_its_sources_are_not_the_press() -> None:
    for text in TEXTS:
        assert not any(is_of(address, PRESS) for address in text.sources), text.name


def test_the_registry_knows_its_publishers(registry: Registry) -> None:
    for text in TEXTS:
        assert set(text.publishers) <= set(registry.entities), text.name


def test_it_holds_no_address_or_number_of_a_person() -> None:
    for text in TEXTS:
        assert "@" not in join_words(text), text.name
        assert not PHONE.search(join_words(text)), text.name


def test_its_length_is_that_of_a_digest() -> None:
    for text in TEXTS:
        if text.language == "zh":
            assert 300 <= len(join_words(text)) <= 1500, text.name
        else:
            assert 120 <= len(join_words(text).split()) <= 900, text.name


def test_the_library_shows_the_field_in_six_languages() -> None:
    languages = Counter(text.language for text in TEXTS)
    assert languages.total() >= 45
    assert set(languages) == set(LABELLED_LANGUAGES)
    assert min(languages.values()) >= 4
    assert languages.most_common(1)[0][0] == "en"


def test_each_original_is_reported_once() -> None:
    originals = Counter((text.work_title, text.work_symbol, text.language) for text in TEXTS)
    assert originals.most_common(1)[0][1] == 1


def test_five_originals_are_reported_in_two_languages_by_files_of_one_name() -> None:
    names: dict[tuple[str, str | None], list[str]] = {}
    for text in TEXTS:
        names.setdefault((text.work_title, text.work_symbol), []).append(text.name)
    pairs = [pair for pair in names.values() if len(pair) > 1]
    assert len(pairs) >= 5
    assert all(len({name[:-3] if name[-3:-2] == "-" else name for name in pair}) == 1 for pair in pairs)


def test_lists_that_ask_have_an_introduction() -> None:
    for text in TEXTS:
        for before, block in zip(text.blocks, text.blocks[1:], strict=False):
            if block.number and block.number.endswith(")") and before.passage_kind is PassageKind.PARAGRAPH:
                assert before.text.endswith((":", "：")), (text.name, before.text)


def test_the_works_that_it_tells_of_are_in_the_registry(registry: Registry) -> None:
    for text in TEXTS:
        assert [id for id in text.works if id not in registry.publications and id not in registry.instruments] == [], (
            text.name
        )


def test_most_digests_name_the_works_that_they_tell_of() -> None:
    assert sum(bool(text.works) for text in TEXTS) >= 55


def test_it_reports_nothing_that_happened_after_the_work_that_it_is_about() -> None:
    """Later years are terms, aims and plans that the work itself sets."""
    for text in TEXTS:
        if text.date is None:
            continue
        words = ADDRESS.sub("", join_words(text))
        later = {year for year in YEAR.findall(words) if year > str(text.date)[:4]}
        assert later == LATER_YEARS.get(text.name, set()), text.name
