"""Nothing that is fed to the reader makes it raise, hang or change its mind."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detachdoc.report import read, read_text
from tests.report.tools import DETACHED, every_line, gist, sample_text

JOB = sample_text("plain-job__orders-count")
CHAIN = sample_text("uvicorn__checkout")
REFRESH = sample_text("plain-py311__create-order")
NAMES = [
    "plain-job__orders-count", "uvicorn__checkout", "uvicorn__dashboard", "rich-80__profile", "pytest-auto__checkout",
    "structlog-dict-nolocals__orders-count", "ipython-context__orders-count", "hard-wrap-80__checkout",
    "junit-xml__describe", "tblib-dict__checkout", "html-br__create-order", "log-logfmt__checkout",
]  # fmt: skip
TEXTS = [sample_text(name) for name in NAMES]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Pieces that mean something to one step or another, to be put together at random.
PIECES = st.sampled_from([
    "Traceback (most recent call last):", '  File "/srv/a.py", line 3, in f', "    return x", DETACHED, ": ", "\n", "\r",
    "Parent instance <User at 0x7f1> is not bound to a Session; ", "lazy load operation of attribute 'a' cannot proceed",
    "{", "}", '"', "'", "\\n", "\\", "[", "]", "│", "╭─ Traceback (most recent call last) ─╮", "╰", "E   ", "> ", "| ",
    "  + Exception Group Traceback (most recent call last):", "+-+---------------- 1 ----------------", "&lt;", "<br>",
    "<html>", '{"log": "', "[0m", "\x1b[31m", "\0", "----> 3 x", "-> x", "a.py:3: in f", "#012", "__init__.py 3 f", "\t",
    "During handling of the above exception, another exception occurred:", "ValueError: x", "2026-11-22T10:00:00Z stderr P ",
    'class="frame-filename">a</span>, line <i>3</i>, in <b>f</b>', "[Previous line repeated 3 more times]", '"""',
    "concurrent.futures.process._RemoteTraceback: ", "Stack (most recent call last):", "Exception Type: A at /",
])  # fmt: skip


@quick
@given(st.binary(max_size=3000))
def test_any_bytes_are_read(data: bytes) -> None:
    report = read(BytesIO(data))
    assert report.size == len(data)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60))
def test_any_mixture_of_telling_pieces_is_read(pieces: list[str]) -> None:
    for error in read_text("".join(pieces)).errors:
        assert error.occurrences >= 1
        assert error.subject is None or error.subject < len(error.blocks)


@pytest.mark.parametrize("key", ["'frames': [", "'exc_type'", "'stacktrace'", "'traceback': [", "'stack_trace'"])
def test_key_of_stored_frames_without_its_object_is_read(key: str) -> None:
    """A record that was wrapped: the brace stands in another line."""
    assert gist(read_text(f"{JOB}\n {key}: 'DetachedInstanceError'")) == gist(read_text(JOB))


@quick
@given(st.sampled_from(TEXTS), st.data())
def test_any_cut_of_a_sample_is_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read_text(text[start:end])


@quick
@given(st.sampled_from(TEXTS), st.data())
def test_garbage_inside_a_sample_is_survived(text: str, data: st.DataObject) -> None:
    raw = text.encode()
    position = data.draw(st.integers(0, len(raw)))
    read(BytesIO(raw[:position] + data.draw(st.binary(max_size=40)) + raw[position:]))


@quick
@given(st.integers(1, JOB.count("\n")))
def test_lost_head_keeps_the_frames_that_are_left(lines: int) -> None:
    left = "\n".join(JOB.split("\n")[lines:])
    first = read_text(left).errors[0]
    assert (first.type, first.kind, first.class_name, first.attribute) == (DETACHED, "lazy-load", "User", "orders")


@quick
@given(
    st.integers(
        0, len("is not bound to a Session; lazy load operation of attribute 'orders' cannot proceed (Background")
    )
)
def test_lost_tail_keeps_the_type_and_the_frames(characters: int) -> None:
    cut = JOB[: JOB.index("is not bound") + characters]
    first = read_text(cut).errors[0]
    assert first.type == DETACHED
    assert first.access is not None
    assert first.access.function == "count_orders"


words = st.text(alphabet="abcdefgXYZ-_./:[]()", min_size=1, max_size=12)


@quick
@given(
    st.lists(st.one_of(words, st.just("@"), st.just("#")), min_size=1, max_size=4),
    st.sampled_from([" ", " | ", ": ", "\t"]),
)
def test_any_uniform_prefix_changes_nothing(parts: list[str], end: str) -> None:
    prefix = " ".join(parts) + end
    assert gist(read_text(every_line(prefix)(CHAIN))) == gist(read_text(CHAIN))


@quick
@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_two_prefixed_streams_woven_anyhow_are_told_apart(takes: list[int]) -> None:
    left = every_line("web-1  | ")(JOB).split("\n")
    right = every_line("web-2  | ")(REFRESH).split("\n")
    woven: list[str] = []
    for turn, take in enumerate(takes):
        source = left if turn % 2 else right
        woven += source[:take]
        del source[:take]
    woven += left + right
    seen = {(error.kind, error.access and error.access.line) for error in read_text("\n".join(woven)).errors}
    assert seen == {("lazy-load", 17), ("refresh", 26)}


@quick
@given(st.sampled_from([JOB, CHAIN, REFRESH]), st.lists(st.integers(0, 200), max_size=12))
def test_log_lines_between_the_frames_change_nothing(text: str, places: list[int]) -> None:
    lines = text.split("\n")
    for place in places:
        lines.insert(place % len(lines), '2026-11-22 10:00:00,1 INFO [access] "GET / HTTP/1.1" 200 OK')
    assert gist(read_text("\n".join(lines)))[0][2:7] == gist(read_text(text))[0][2:7]


@quick
@given(st.sampled_from([JOB, CHAIN]), st.integers(2, 5))
def test_repetitions_are_counted(text: str, times: int) -> None:
    copies = [text.replace("0x7f", f"0x{number}f") for number in range(times)]
    errors = read_text("\n\n".join(copies)).errors
    assert [error.occurrences for error in errors] == [times]


HOSTILE = {
    "one long line": lambda n: "x" * n + JOB.replace("\n", "\\n") + "y" * n,
    "frame starts": lambda n: 'File "' * (n // 6),
    "frames in one line": lambda n: 'File "x", line 1, ' * (n // 18),
    "open braces": lambda n: "{" * n,
    "open brace lines": lambda n: "{\n" * (n // 2),
    "nested keys": lambda n: '{"Traceback":' * (n // 13),
    "backslashes": lambda n: "\\" * n + 'n  File "',
    "escaped newlines": lambda n: "\\n" * (n // 2),
    "tags": lambda n: "<a " * (n // 3),
    "entities": lambda n: "&lt;" * (n // 4),
    "escape bytes": lambda n: "\x1b]8;;" * (n // 5),
    "instances": lambda n: "Parent instance <User at 0x1> is not\n" * (n // 38),
    "headers": lambda n: "Traceback (most recent call last):\n" * (n // 35),
    "short lines": lambda n: "a\n" * (n // 2),
    "boxes": lambda n: "╭─ Traceback (most recent call last) ─╮\n" * (n // 40),
    "locations": lambda n: "E   x\na.py:1: \n" * (n // 15),
    "digits": lambda n: "1 " * (n // 2) + "Traceback (most recent call last):\n",
    "quotes": lambda n: "\\'" * (n // 2),
    "dots": lambda n: "a." * (n // 2),
    "spaces": lambda n: " " * n + JOB,
    "tabs": lambda n: "\t" * n + JOB,
    "spaces before an escape": lambda n: " " * n + '"x\\n",',
    "spaces before nothing": lambda n: " " * n + "\\n",
    "files": lambda n: "File " * (n // 5),
    "open literal": lambda n: "['Traceback (most recent call last):\\n', '" + "\\'" * (n // 2),
    "literal lines": lambda n: "x = 'Traceback (most recent call last):\\n'\n" + "'a\\n'\n" * (n // 6),
    "open literal in a line": lambda n: "x = 'Traceback (most recent call last):\\n'\n'" + "\\'" * (n // 2),
    "doubled quotes": lambda n: 'a,b\n"File "",' * (n // 13),
    "soft line ends": lambda n: "a=\n" * (n // 3),
    "folded lines": lambda n: 'm: "Traceback (most recent call last):\\n' + "\\\n" * (n // 2),
    "percent signs": lambda n: "Traceback%20" + "%20" * (n // 3),
    "events": lambda n: '[0.1, "o", "a"]\n' * (n // 16),
    "open events": lambda n: '[0.1, "o", "a"]\n' + "[0.1, " * (n // 6),
    "suffixes": lambda n: "".join(f"Traceback (most recent call last): x{i}\n" for i in range(n // 40)),
    "records": lambda n: "[" + '{"line":"Traceback (most recent call last):"},' * (n // 46) + "{}]",
    "summaries": lambda n: "<FrameSummary file " * (n // 19),
    "failures": lambda n: "*--- Failure #1 ---\n" + "a:1: f(...)\n" * (n // 12),
    "many files a line": lambda n: ("File " * 50 + "\n") * (n // 251),
    "spaces between frames": lambda n: (' File "x", line 1, in f' + " " * (n // 3)) * 3,
    "gutters": lambda n: "  | " * (n // 4) + JOB,
    "angle quotes": lambda n: ">" * n + JOB,
    "spaces in a prefix": lambda n: ("w 1" + " " * 250 + "Traceback (most recent call last):\n") * (n // 290),
    "spaces in the message": lambda n: "ValueError: " + " " * n + "x",
    "spaces in markup": lambda n: "<html><p " + " " * n + "</p>",
    "literals": lambda n: "{'exc_type': " * (n // 13),
}


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        read_text(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_input_takes_about_four_times_the_time(name: str) -> None:
    """Twice the input in twice the time would be enough, but on a busy machine only a wide gap tells 4 from 16."""
    small, large = seconds(HOSTILE[name](25_000)), seconds(HOSTILE[name](100_000))
    assert large < 10 * small + 0.1


@quick
@given(st.lists(st.integers(1, 6), min_size=2, max_size=30))
def test_woven_without_a_prefix_the_message_stays_with_the_line_that_reads_the_attribute(takes: list[int]) -> None:
    """Only the part inside SQLAlchemy is woven: the frames there look the same in both."""
    left, right = JOB.split("\n"), sample_text("plain-py311__invoices").split("\n")
    starts = [next(n for n, line in enumerate(lines) if "attributes.py" in line) for lines in (left, right)]
    woven = left[: starts[0]] + right[: starts[1]]
    rest = [left[starts[0] :], right[starts[1] :]]
    for turn, take in enumerate(takes):
        woven += rest[turn % 2][:take]
        del rest[turn % 2][:take]
    errors = read_text("\n".join(woven + rest[0] + rest[1])).errors
    codes = {error.attribute: error.access and error.access.code for error in errors}
    assert {attribute: attribute in str(code) for attribute, code in codes.items()} == {
        "orders": True,
        "customer": True,
    }
    assert all("interleaved" in error.damage for error in errors)
