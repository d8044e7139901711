"""Tests of web pages: main content, printed numbers, encodings, limits."""

from collections.abc import Callable

import pytest

from palermo.errors import DocumentFailed, NoText, TooLarge
from palermo.reading import html, read

LONG = "These words are long enough to be taken for the content of a page, and not for a teaser. " * 3


def list_blocks(body: str) -> list[tuple[str, str | None, str]]:
    return [(block.kind.value, block.number, block.text) for block in html.read_blocks(page(body).encode())[0]]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def texts(content: bytes) -> list[str]:
    return [block.text for block in html.read_blocks(content)[0]]


def test_headings_paragraphs_and_inline_text() -> None:
    body = "<h1>A <em>title</em></h1><p>One<br>line with <a href='/x'>a link</a>.</p>loose<div>in a division</div>tail"
    result = html.read_blocks(page(body).encode())[0]
    assert [(x.kind.value, x.level, x.text) for x in result] == [
        ("heading", 1, "A title"),
        ("paragraph", None, "One line with a link."),
        ("paragraph", None, "loose"),
        ("paragraph", None, "in a division"),
        ("paragraph", None, "tail"),
    ]


def test_what_surrounds_the_content_is_left_out() -> None:
    body = (
        "<header>Site</header><nav><a>Menu</a></nav><aside>Also read</aside><script>x=1</script><style>p{}</style>"
        "<form>Search<input value='q'></form><div role='navigation'>Crumbs</div><p hidden>Hidden</p>"
        "<p style='display: none'>Hidden too</p><!-- comment --><h1>T</h1><p>Words<script>y</script> go on</p>"
        "<footer>Terms</footer>"
    )
    assert list_blocks(body) == [("heading", None, "T"), ("paragraph", None, "Words go on")]


@pytest.mark.parametrize("name", ["class='comments-area'", "id='comments'", "class='commentlist'"])
def test_comments_of_readers_are_left_out_even_if_they_are_longer(name: str) -> None:
    body = f"<div><h1>T</h1><p>Words</p><div {name}><h3>Two comments</h3><article>{LONG}</article></div></div>"
    assert list_blocks(body) == [("heading", None, "T"), ("paragraph", None, "Words")]


@pytest.mark.parametrize("wrap", ["<main>{}</main>", "<div role='main'>{}</div>", "<article>{}</article>"])
def test_the_main_part_is_the_content(wrap: str) -> None:
    inner = f"<header><h1>Title</h1></header><p>{LONG}</p>"
    assert list_blocks(f"<div>Before</div>{wrap.format(inner)}<div>After</div>") == [
        ("heading", None, "Title"),
        ("paragraph", None, LONG.strip()),
    ]


def test_several_articles_are_read_and_a_small_main_part_is_not_trusted() -> None:
    assert texts(page(f"<article>{LONG}</article><p>x</p><article>{LONG}</article>").encode()) == [LONG.strip()] * 2
    assert texts(page(f"<main>Loading</main><p>{LONG}</p>").encode()) == ["Loading", LONG.strip()]


def test_a_page_that_stands_in_one_form_is_read() -> None:
    assert texts(page("<form><p>Words</p><button>Go</button></form>").encode()) == ["Words"]


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", ["1", "2"]),
        ("start='4'", ["4", "5"]),
        ("type='a'", ["a", "b"]),
        ("type='I' start='9'", ["IX", "X"]),
        ("reversed", ["2", "1"]),
        ("style='list-style-type: lower-roman'", ["i", "ii"]),
        ("style='list-style: none'", [None, None]),
        ("start='x'", ["1", "2"]),
    ],
)
def test_numbers_of_ordered_lists_are_those_a_browser_prints(attributes: str, numbers: list[str | None]) -> None:
    result = list_blocks(f"<ol {attributes}><li>one</li><li>two</li></ol>")
    assert result == [("item", numbers[0], "one"), ("item", numbers[1], "two")]


def test_values_and_nested_lists() -> None:
    body = (
        "<ol><li>one<ol type='a'><li>first</li><li>second</li></ol>goes on</li><li value='7'>seven</li><li>x</li></ol>"
    )
    assert list_blocks(body) == [
        ("item", "1", "one"),
        ("item", "a", "first"),
        ("item", "b", "second"),
        ("paragraph", None, "goes on"),
        ("item", "7", "seven"),
        ("item", "8", "x"),
    ]


def test_typed_numbers_are_recognised() -> None:
    body = "<ul><li>(a) ratify;</li><li>plain</li></ul><p>12. A paragraph.</p><p>(iv) An item.</p><h2>II. Scope</h2>"
    assert list_blocks(body) == [
        ("item", "(a)", "ratify;"),
        ("item", None, "plain"),
        ("paragraph", "12", "A paragraph."),
        ("item", "(iv)", "An item."),
        ("heading", "II", "Scope"),
    ]


def test_tables_give_cells_and_tables_for_layout_give_their_content() -> None:
    table = "<table><caption>Who</caption><tr><th>State</th><td>1. Chad</td></tr><tr><td>x<p>y</p></td></tr></table>"
    assert list_blocks(table) == [
        ("paragraph", None, "Who"),
        ("cell", None, "State"),
        ("cell", None, "1. Chad"),
        ("cell", None, "x"),
        ("cell", None, "y"),
    ]
    layout = "<table><tr><td><h2>T</h2><p>words</p></td><td>more</td></tr></table>"
    assert [kind for kind, _, _ in list_blocks(layout)] == ["heading", "paragraph", "cell"]
    assert list_blocks("<table role='presentation'><tr><td>a</td><td>b</td></tr></table>")[0][0] == "paragraph"


def test_quotes_definitions_and_preformatted_text() -> None:
    body = "<blockquote>quoted<p>twice</p></blockquote><dl><dt>term</dt><dd>meaning</dd></dl><pre>as\nis</pre>"
    assert [text for _, _, text in list_blocks(body)] == ["quoted", "twice", "term", "meaning", "as is"]


def test_signs_of_notes_are_left_out_and_notes_are_distinguished() -> None:
    body = (
        "<p>Words<sup><a href='#n1'>1</a></sup> go on<a role='doc-noteref' href='#n2'>2</a>, 10 m<sup>2</sup>.</p>"
        "<section role='doc-endnotes'><h2>Notes</h2><ol><li>First.</li><li>Second.</li></ol></section>"
    )
    assert list_blocks(body) == [
        ("paragraph", None, "Words go on, 10 m2."),
        ("heading", None, "Notes"),
        ("footnote", "1", "First."),
        ("footnote", "2", "Second."),
    ]


def test_the_title_stands_in_for_a_missing_heading() -> None:
    result = html.read_blocks(page("<p>words</p>", head="<title>The\n title</title>").encode())[0]
    assert [(x.kind.value, x.level, x.text) for x in result] == [
        ("heading", 1, "The title"),
        ("paragraph", None, "words"),
    ]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("cp1252", "<meta charset='iso-8859-1'>"),
        ("cp1252", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>"),
        ("utf-8", "<meta charset='no-such-thing'>"),
        ("utf-8", "<meta charset='zip'>"),
        ("utf-8", "<meta charset='utf-16'>"),
        ("utf-8", "<meta charset='us-ascii'>"),
    ],
)
def test_encodings(encoding: str, head: str) -> None:
    content = page("<p>Ré\u00adsumé – “ça”</p>", head=head)
    assert texts(content.encode(encoding)) == ["Ré\u00adsumé – “ça”"]


def test_other_scripts_by_what_the_page_says() -> None:
    russian = page("<p>торговля людьми</p>", head="<meta charset=windows-1251>").encode("cp1251")
    assert texts(russian) == ["торговля людьми"]
    chinese = '<?xml version="1.0" encoding="gb18030"?>' + page("<p>人口贩运</p>")
    assert texts(chinese.encode("gb18030")) == ["人口贩运"]
    assert "\ufffd" in texts(page("<p>x</p>").encode().replace(b"x", b"a\x81b"))[0]


@pytest.mark.parametrize(
    ("make", "error", "reason"),
    [
        (lambda: b"<html>" + b"<div>" * 600 + b"x", TooLarge, "more than 500 deep"),
        (lambda: b"<html>" + b"<b>" * 300_000 + b"x", TooLarge, "more than 500 deep"),
        (lambda: b"<html>" + b" " * 20_000_001, TooLarge, "more than 20,000,000"),
        (lambda: page("<nav>Menu</nav>").encode(), NoText, "no text outside of navigation"),
        (lambda: b"<!DOCTYPE html>", NoText, "it is empty|no words"),
    ],
)
def test_hostile_and_empty_pages_are_refused(
    make: Callable[[], bytes], error: type[DocumentFailed], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        html.read_blocks(make())


def test_the_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_ELEMENTS", 100)
    with pytest.raises(TooLarge, match="more than 100 elements"):
        html.read_blocks(page("<p>x" * 200).encode())


def test_a_depth_below_the_limit_is_read_whole() -> None:
    assert texts(page("<div>" * 480 + "deep" + "</div>" * 480 + "<p>after</p>").encode()) == ["deep", "after"]


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"<!DOCTYPE html><html>", "x", True),
        ("<html>".encode("utf-16"), "x", True),
        (b"\n<?xml version='1.0'?>\n<html xmlns='x'>", "x", True),
        (b"<p>words", "page.htm", True),
        (b"words", "page.htm", False),
        (b"a < b", "notes.txt", False),
    ],
)
def test_which_bytes_are_a_web_page(head: bytes, name: str, expected: bool) -> None:
    assert html.matches(head, name) is expected


def test_read_gives_passages_with_the_headings_above() -> None:
    body = f"<main><h1>Call</h1><h2>What it asks</h2><p>{LONG}</p><ul><li>(a) ratify the Protocol;</li></ul></main>"
    reading = read(page(body).encode(), "page.html")
    assert (reading.title, reading.media_type, reading.language) == ("Call", "text/html", "en")
    assert reading.passages[-1].headings == ("Call", "What it asks")


WORDS = "<p>" + "Words of the page that are long enough to be most of it. " * 6 + "</p>"


@pytest.mark.parametrize(
    "name",
    [
        "cookie-notice",
        "mainMenu",
        "region-sidebar-second",
        "site-footer",
        "related-posts",
        "x social-media y",
        "navbar-nav",
    ],
)
def test_a_part_that_is_named_as_frame_is_left_out(name: str) -> None:
    page = f'<html><body><h1>Title</h1>{WORDS}<div class="{name}"><p>Left out</p></div><p>Kept</p></body></html>'
    texts = [p.text for p in html.read_blocks(page.encode())[0]]
    assert "Kept" in texts
    assert "Left out" not in texts


@pytest.mark.parametrize(
    "name", ["has-sidebar", "no-banner", "social-protection", "elementor-widget", "lang-fr", "footnotes", "content", ""]
)
def test_a_part_that_is_named_otherwise_is_kept(name: str) -> None:
    page = f'<html><body><h1>Title</h1>{WORDS}<div class="{name}"><p>Kept</p></div></body></html>'
    assert "Kept" in [p.text for p in html.read_blocks(page.encode())[0]]


def test_content_in_an_odd_class_is_kept() -> None:
    odd = '<div class="menu-page"><h1>Title</h1><p>Kept</p></div>'
    page = f'<html><body>{odd}<div id="footer">{WORDS}</div></body></html>'
    texts = [p.text for p in html.read_blocks(page.encode())[0]]
    assert texts[:2] == ["Title", "Kept"]
    assert len(texts) == 3
