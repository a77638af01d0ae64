"""Which lines differ between before and after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detachdoc.fixes import changes

_LINES = st.lists(st.sampled_from(["a", "b", "c", "", "  d"]), max_size=12).map("\n".join)


def test_changed_and_added_lines_are_marked_on_their_side() -> None:
    assert changes.changed_lines("a\nb\nc", "a\nB\nc\nd") == ((2,), (2, 4))


@given(_LINES, _LINES)
def test_lines_that_are_not_marked_are_the_same_on_both_sides(before: str, after: str) -> None:
    old, new = changes.changed_lines(before, after)
    kept_left = [line for number, line in enumerate(before.splitlines(), 1) if number not in old]
    kept_right = [line for number, line in enumerate(after.splitlines(), 1) if number not in new]
    assert kept_left == kept_right


@given(_LINES, _LINES)
def test_the_diff_holds_every_line_of_both_sides(before: str, after: str) -> None:
    body = changes.unified(before, after).splitlines()[3:]
    if before.splitlines() != after.splitlines():
        assert [line[1:] for line in body if line[:1] in " -"] == before.splitlines()
        assert [line[1:] for line in body if line[:1] in " +"] == after.splitlines()
