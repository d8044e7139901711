"""Tests of the sandbox with real processes and a module that the test writes."""

import os
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from palermo.errors import DocumentFailed, NoText, ReaderDied, RunStopped, TooLarge, Unreadable
from palermo.extraction.messages import build_extract_step
from palermo.reading import ParsedDocument
from palermo.reading.messages import build_read_step, build_reuse_step
from palermo.sandbox.sandbox import Sandbox, SandboxLimits
from palermo.statements import Statement, StatementKind

READER = """
import os, signal, subprocess, sys, time
from palermo.errors import NoText
from palermo.reading import ParsedDocument
from palermo.sandbox.deadline import request_time
from palermo.statements import (Box, Extraction, Masthead, Passage, PassageKind, Statement, StatementKind,
    build_locator, compute_document_id, compute_passage_id)

held = []

def read(content, source):
    word, _, rest = content.decode("utf-8").partition(" ")
    if word == "sleep":
        time.sleep(60)
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "once":
        try:
            open(rest, "x").close()
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    if word == "crash":
        print("the parser gave up", file=sys.stderr, flush=True)
        os.abort()
    if word == "eat":
        held.append(bytearray(4 * 1024**3))
    if word == "hoard":
        held.append(bytearray(int(rest)))
    if word == "print":
        print("noise" * 100000, flush=True)
        os.write(1, b"noise")
    if word == "empty":
        raise NoText(source, "no page holds text", "Scan it again")
    if word == "bug":
        raise ZeroDivisionError("a bug of ours")
    if word == "slow":
        for _ in range(int(rest)):
            request_time(5.0)
            time.sleep(0.5)
    if word == "deep":
        deep = lambda: deep()
        deep()
    if word == "child":
        held.append(subprocess.Popen(["sleep", "600"]))
        open(rest, "w").write(str(held[-1].pid))
        time.sleep(60)
    if word == "stray":
        os._exit(0)
    document = compute_document_id(content)
    text = "\\ud800" if word == "surrogate" else f"{os.getpid()} {rest}"
    passage = Passage(id=compute_passage_id(document, "x", 0), document=document, ordinal=0, page=1, paragraph="1",
        kind=PassageKind.ITEM, headings=("H",), language="en", text=text,
        boxes=(Box(page=1, left=0, top=1.5, right=2, bottom=3),))
    return ParsedDocument(document=document, media_type="text/plain", size=len(content), pages=None, language="en",
        masthead=Masthead(symbol="X/1"), title=source, passages=(passage,))

def extract(passages, masthead):
    return Extraction(statements=tuple(_statements(passages, masthead)), stories=(passages[0].id,))

def _statements(passages, masthead):
    for passage in passages:
        word = passage.text.partition(" ")[2]
        if word == "tangle":
            import re
            re.match("(a+)+$", "a" * 64 + "b")
        if word == "bug":
            raise ZeroDivisionError("a bug of ours")
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "nonsense":
            yield Box(page=1, left=0, top=1.5, right=2, bottom=3)
            return
        yield Statement(id=masthead.symbol, kind=StatementKind.COMMITMENT, quote=word, language="en",
            document=passage.document, locator=build_locator(passage, len(passage.text) - len(word), len(passage.text)))
"""


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    modules = tmp_path_factory.mktemp("modules")
    (modules / "a_reader.py").write_text(textwrap.dedent(READER))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(modules), prepend=os.pathsep)
        yield "a_reader:read"


@pytest.fixture(scope="module")
def sandbox(target: str) -> Iterator[Sandbox]:
    """A sandbox without limits of its own; a test leaves it able to read, whatever becomes of its process."""
    with _sandbox(target) as opened:
        yield opened


def _file(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _sandbox(target: str, limits: SandboxLimits | None = None) -> Sandbox:
    return Sandbox(["palermo.reading.sandbox_handlers", target.partition(":")[0]], limits)


def _read(sandbox: Sandbox, path: Path, source: str | None = None) -> ParsedDocument:
    name = source or path.name
    return sandbox.run(name, build_read_step(path, name, "a_reader:read", sandbox.limits))


def _pid(sandbox: Sandbox, folder: Path) -> int:
    return int(_read(sandbox, _file(folder, "fine", "fine.txt")).passages[0].text)


def test_reads_many_documents_in_one_process(sandbox: Sandbox, tmp_path: Path) -> None:
    first = _read(sandbox, _file(tmp_path, "fine كلمات 报告"), "in/a.txt")
    assert first.title == "in/a.txt"
    assert first.masthead.symbol == "X/1"
    assert first.passages[0].boxes[0].top == 1.5
    pid, _, rest = first.passages[0].text.partition(" ")
    assert rest == "كلمات 报告"
    assert _pid(sandbox, tmp_path) == int(pid)


def test_a_reader_that_hangs_is_killed_at_its_deadline_with_all_that_it_started(target: str, tmp_path: Path) -> None:
    with _sandbox(target, SandboxLimits(seconds=2.0)) as sandbox:
        started = time.monotonic()
        with pytest.raises(TooLarge, match="longer than 2 seconds"):
            _read(sandbox, _file(tmp_path, f"child {tmp_path / 'pid'}"))
        assert time.monotonic() - started < 10
        grandchild = int((tmp_path / "pid").read_text())
        assert _has_ended(grandchild)
        assert _pid(sandbox, tmp_path)


def _has_ended(pid: int) -> bool:
    """Whether a process that was killed is gone soon; the kernel takes a moment to end it."""
    for _ in range(200):
        if not _runs(pid):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_reader_that_asks_gets_more_time(target: str, tmp_path: Path) -> None:
    with _sandbox(target, SandboxLimits(seconds=0.4)) as sandbox:
        _pid(sandbox, tmp_path)
        assert _read(sandbox, _file(tmp_path, "slow 3")).passages[0].text.endswith("3")


def test_a_reader_that_asks_without_end_is_killed(target: str, tmp_path: Path) -> None:
    with (
        _sandbox(target, SandboxLimits(seconds=1.0, max_seconds=2.0)) as sandbox,
        pytest.raises(TooLarge, match="longer than 2 sec"),
    ):
        _read(sandbox, _file(tmp_path, "slow 1000"))


def test_a_large_file_gets_more_time_than_a_small_one(tmp_path: Path) -> None:
    limits = SandboxLimits(seconds=5.0, seconds_per_megabyte=2.0, max_seconds=8.0)
    small, large = _file(tmp_path, "x", "small.txt"), _file(tmp_path, "x" * 1024 * 1024, "large.txt")
    huge = _file(tmp_path, "x" * 4 * 1024 * 1024, "huge.txt")
    assert [limits.compute_time_limit(path) for path in (small, large, huge, tmp_path / "gone")] == [5.0, 7.0, 8.0, 5.0]


def test_a_killed_reader_costs_its_document_alone(sandbox: Sandbox, tmp_path: Path) -> None:
    before = _pid(sandbox, tmp_path)
    with pytest.raises(ReaderDied, match="SIGKILL"):
        _read(sandbox, _file(tmp_path, "die"))
    assert _pid(sandbox, tmp_path) != before


def test_a_reader_that_is_killed_from_without_reads_its_document_in_the_next(sandbox: Sandbox, tmp_path: Path) -> None:
    assert _read(sandbox, _file(tmp_path, f"once {tmp_path / 'mark'}"))
    assert (tmp_path / "mark").exists()


def test_a_crash_keeps_the_last_words(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(ReaderDied, match=r"SIGABRT.*the parser gave up"):
        _read(sandbox, _file(tmp_path, "crash"))


def test_memory_is_limited(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="memory"):
        _read(sandbox, _file(tmp_path, "eat"))
    assert _pid(sandbox, tmp_path)


@pytest.mark.slow
def test_a_document_does_not_pay_for_memory_that_another_left_behind(sandbox: Sandbox, tmp_path: Path) -> None:
    half = _file(tmp_path, f"hoard {900 * 1024 * 1024}")
    pids = {_read(sandbox, half).passages[0].text.split()[0] for _ in range(2)}
    assert len(pids) == 2


def test_what_a_parser_prints_does_not_disturb_the_answer(sandbox: Sandbox, tmp_path: Path) -> None:
    assert _read(sandbox, _file(tmp_path, "print words")).passages[0].text.endswith("words")
    assert _pid(sandbox, tmp_path)


def test_failures_arrive_as_the_reader_raised_them(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(NoText) as error:
        _read(sandbox, _file(tmp_path, "empty"), "in/a.txt")
    assert (error.value.subject, error.value.reason, error.value.hint) == (
        "in/a.txt",
        "no page holds text",
        "Scan it again",
    )


@pytest.mark.parametrize(("word", "words"), [("bug", "ZeroDivisionError: a bug of ours"), ("stray", "code 0")])
def test_an_error_that_nobody_expected_is_the_documents_reason(
    sandbox: Sandbox, tmp_path: Path, word: str, words: str
) -> None:
    with pytest.raises(Unreadable, match=words):
        _read(sandbox, _file(tmp_path, word))
    assert _pid(sandbox, tmp_path)


def _extracted(sandbox: Sandbox, folder: Path, word: str) -> tuple[Statement, ...]:
    path = _file(folder, f"fine {word}")
    read = build_read_step(path, "in/a.txt", "a_reader:read", sandbox.limits)
    extract = build_extract_step("in/a.txt", "a_reader:extract", sandbox.limits.seconds)
    document, extraction = sandbox.run_steps("in/a.txt", [read, extract])
    assert document.title == "in/a.txt"
    statements: tuple[Statement, ...] = extraction.statements
    return statements


def test_document_that_was_read_before_is_extracted_from(sandbox: Sandbox, tmp_path: Path) -> None:
    document = _read(sandbox, _file(tmp_path, "fine words"))
    steps = [
        build_reuse_step(document, sandbox.limits),
        build_extract_step("a.txt", "a_reader:extract", sandbox.limits.seconds),
    ]
    _, extraction = sandbox.run_steps("a.txt", steps)
    assert [statement.quote for statement in extraction.statements] == ["words"]


def test_statements_are_found_in_the_process_that_reads(sandbox: Sandbox, tmp_path: Path) -> None:
    pid = _pid(sandbox, tmp_path)
    (statement,) = _extracted(sandbox, tmp_path, "كلمات")
    assert (statement.id, statement.quote, statement.kind) == ("X/1", "كلمات", StatementKind.COMMITMENT)
    assert _pid(sandbox, tmp_path) == pid


@pytest.mark.slow
def test_finding_statements_has_its_deadline(target: str, tmp_path: Path) -> None:
    with _sandbox(target, SandboxLimits(seconds=2.0)) as sandbox:
        with pytest.raises(TooLarge, match=r"^in/a.txt: finding its statements takes longer than 2.3 seconds"):
            _extracted(sandbox, tmp_path, "tangle")
        assert _extracted(sandbox, tmp_path, "words")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "kind", "words"),
    [
        ("bug", DocumentFailed, r"cannot be extracted \(ZeroDivisionError: a bug of ours\)\. Report it"),
        ("die", ReaderDied, "SIGKILL"),
        ("nonsense", ReaderDied, "malformed"),
    ],
)
def test_what_stops_the_finding_of_statements_costs_its_document_alone(
    sandbox: Sandbox, tmp_path: Path, word: str, kind: type[DocumentFailed], words: str
) -> None:
    with pytest.raises(kind, match=words):
        _extracted(sandbox, tmp_path, word)
    assert _extracted(sandbox, tmp_path, "words")


def test_endless_nesting_is_a_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="nested"):
        _read(sandbox, _file(tmp_path, "deep"))


def test_half_a_surrogate_pair_becomes_a_question_mark(sandbox: Sandbox, tmp_path: Path) -> None:
    assert _read(sandbox, _file(tmp_path, "surrogate")).passages[0].text == "?"


def test_a_large_file_is_refused_before_it_is_read(target: str, tmp_path: Path) -> None:
    with (
        _sandbox(target, SandboxLimits(size=1024 * 1024)) as sandbox,
        pytest.raises(TooLarge, match="larger than 1 MB"),
    ):
        _read(sandbox, _file(tmp_path, "x" * (1024 * 1024 + 1)))


def test_a_file_that_is_gone_is_unreadable(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        _read(sandbox, tmp_path / "gone.txt")


def test_a_name_that_is_not_utf8_opens(sandbox: Sandbox, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"fine")
    assert _read(sandbox, path, "caf\\xe9.txt").title == "caf\\xe9.txt"


@pytest.mark.slow
def test_a_process_is_replaced_after_its_share_of_documents(target: str, tmp_path: Path) -> None:
    with _sandbox(target, SandboxLimits(max_documents=2)) as sandbox:
        pids = [_pid(sandbox, tmp_path) for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_process_that_died_while_idle_is_replaced(sandbox: Sandbox, tmp_path: Path) -> None:
    pid = _pid(sandbox, tmp_path)
    os.kill(pid, 9)
    assert _pid(sandbox, tmp_path) != pid


def test_a_reader_that_does_not_start_stops_the_run(tmp_path: Path) -> None:
    with Sandbox(["no_such_module"]) as sandbox, pytest.raises(RunStopped, match=r"does not start.*no_such_module"):
        _read(sandbox, _file(tmp_path, "fine"))


def test_closing_leaves_no_process(target: str, tmp_path: Path) -> None:
    with _sandbox(target) as sandbox:
        pid = _pid(sandbox, tmp_path)
        assert _runs(pid)
    assert _has_ended(pid)


@pytest.mark.slow
def test_a_reader_that_is_killed_while_it_starts_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules").mkdir()
    once = "import os, pathlib\nmark = pathlib.Path(__file__).with_name('mark')\n"
    once += "if not mark.exists():\n    mark.touch()\n    os.kill(os.getpid(), 9)\n"
    (tmp_path / "modules/falters.py").write_text(once + textwrap.dedent(READER))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"), prepend=os.pathsep)
    with Sandbox(["falters"]) as sandbox:
        step = build_read_step(_file(tmp_path, "fine"), "a.txt", "falters:read", sandbox.limits)
        assert sandbox.run("a.txt", step)
