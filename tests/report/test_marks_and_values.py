"""What stands among the frames and is no error of its own: marks, shown values, warnings, copies of a link."""

from __future__ import annotations

import itertools
import json

import pytest

from detachdoc.report import read_text
from tests.report.tools import gist, sample_text

JOB = sample_text("plain-job__orders-count")
CHAIN = sample_text("uvicorn__checkout")
FRAME = '  File "/srv/shop/shopapi/services/users.py"'


def marked(text: str) -> str:
    """As loguru marks the frame that caught the error."""
    return text.replace(FRAME, f">{FRAME[1:]}")


def test_mark_at_one_frame_of_each_error_is_no_prefix() -> None:
    assert FRAME in JOB
    text = marked(JOB) + "\n\n" + marked(JOB.replace("0x7fbabeffed10", "0x7fbabeffed99"))
    assert gist(read_text(text)) == gist(read_text(JOB))


@pytest.mark.parametrize("name", ["text", "self.text", "text      "])
@pytest.mark.parametrize("show", [repr, lambda text: repr(text)[:240] + "...'"])
def test_value_that_quotes_a_traceback_is_no_error(name: str, show: object) -> None:
    lines = JOB.split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("  File ")) + 2
    lines.insert(place, f"    {name} = {show(CHAIN)}")  # type: ignore[operator]
    assert gist(read_text("\n".join(lines))) == gist(read_text(JOB))


def test_value_after_another_error_is_read() -> None:
    other = 'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in <module>\n    f()\nValueError: x'
    errors = read_text(f"{other}\n\nlast_error = {JOB!r}\n").errors
    assert [error.type.rpartition(".")[2] for error in errors] == ["DetachedInstanceError", "ValueError"]


def test_value_alone_is_read() -> None:
    assert gist(read_text(f"text = {JOB!r}")) == gist(read_text(JOB))


def test_warning_after_the_traceback_is_no_error() -> None:
    text = f"{JOB}\n\n/srv/a.py:3: ResourceWarning: unclosed <socket>\nResourceWarning: Enable tracemalloc to get more"
    assert gist(read_text(text)) == gist(read_text(JOB))


def test_last_link_stored_once_more_beside_the_chain_is_no_second_error() -> None:
    outer = read_text(CHAIN).errors[0].blocks[-1]
    frames = [{"file": frame.file, "line": frame.line, "function": frame.function} for frame in outer.frames]
    record = {"exception": CHAIN, "stack_trace": {"type": outer.type, "value": outer.message, "frames": frames}}
    assert gist(read_text(json.dumps(record))) == gist(read_text(CHAIN))


def test_long_excerpts_between_frames_do_not_end_the_traceback() -> None:
    lines = []
    for line in JOB.split("\n"):
        lines += [f"x{number} = {number}" for number in range(90)] if line.startswith("  File ") else []
        lines.append(line)
    assert gist(read_text("\n".join(lines))) == gist(read_text(JOB))


@pytest.mark.parametrize("key", ["values", "exceptions", "chain"])
@pytest.mark.parametrize("newest_first", [True, False])
def test_order_of_a_stored_chain_shows_in_its_frames(key: str, *, newest_first: bool) -> None:
    """The later exception came out of the function that caught the earlier one."""
    head = {"file": "/srv/shop/api.py", "line": 3, "function": "show"}
    inner = {
        "type": "DetachedInstanceError",
        "value": "Instance <User at 0x7f01> is not bound to a Session; attribute refresh operation cannot proceed",
        "frames": [
            {"file": "/srv/shop/users.py", "line": 8, "function": "name"},
            {"file": "/srv/shop/models.py", "line": 5, "function": "label"},
        ],
    }
    outer = {
        "type": "LookupError",
        "value": "no name",
        "frames": [head, {"file": "/srv/shop/users.py", "line": 10, "function": "name"}],
    }
    stored = [outer, inner] if newest_first else [inner, outer]
    error = read_text(json.dumps({key: stored})).errors[0]
    assert [block.type.rpartition(".")[2] for block in error.blocks] == ["DetachedInstanceError", "LookupError"]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("; l", "lazy-load"), ("; lazy loa...", "lazy-load"), ("; deferred...", "deferred"), ("; attribute ref", "refresh"),
        ("...", "unknown"), ("; something else...", "unknown"),
    ],
)  # fmt: skip
def test_message_cut_inside_the_operation_still_names_it(end: str, kind: str) -> None:
    text = JOB[: JOB.index("; lazy load")] + end
    assert read_text(text).errors[0].kind == kind


def test_most_recent_call_first_is_turned_around() -> None:
    lines = JOB.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("  File ")]
    frames = [lines[start:end] for start, end in itertools.pairwise([*starts, len(lines) - 1])]
    turned = ["Traceback (most recent call first):", *(line for frame in reversed(frames) for line in frame), lines[-1]]
    assert gist(read_text("\n".join(turned))) == gist(read_text(JOB))
