"""What is underlined: columns that fit, else the attribute the error names, else the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detachdoc.model.place import Place
from detachdoc.render.spans import span_of


def underlined(line: str, column: int | None = None, end: int | None = None, attribute: str | None = None) -> str:
    first, last = span_of(Place("a.py", 1, column=column, end_column=end), line, attribute)
    return line[first:last]


def test_columns_of_the_whole_line() -> None:
    assert underlined("    for order in user.orders:", 17, 28) == "user.orders"


def test_columns_of_the_line_without_its_indentation() -> None:
    assert underlined("    for order in user.orders:", 13, 24) == "user.orders"


def test_columns_of_the_file_on_a_line_without_common_indentation() -> None:
    line = 'return {"nurse": nurse.name}'
    first, last = span_of(Place("a.py", 1, column=21, end_column=31), line, cut=4)
    assert line[first:last] == "nurse.name"


def test_columns_that_cut_words_are_not_believed() -> None:
    assert underlined("for order in user.orders:", 2, 8) == "for order in user.orders:"
    assert underlined("for order in user.orders:", 20, 90) == "for order in user.orders:"


def test_the_attribute_when_there_are_no_columns() -> None:
    assert underlined("return [o.id for o in self.user.orders]", attribute="orders") == "self.user.orders"


@pytest.mark.parametrize("line", ["a.orders + b.orders", "total(user)", "user.orders_total", "x" * 3000 + ".orders"])
def test_an_attribute_that_is_not_there_exactly_once_is_no_guess(line: str) -> None:
    assert underlined(line, attribute="orders") == line


@given(st.text(), st.none() | st.integers(-5, 99), st.none() | st.integers(-5, 99), st.none() | st.text(max_size=5))
def test_any_input_gives_a_span(line: str, column: int | None, end: int | None, attribute: str | None) -> None:
    first, last = span_of(Place("a.py", 1, column=column, end_column=end), line, attribute)
    assert 0 <= first < last


def test_the_attribute_within_columns_of_the_whole_statement() -> None:
    line = 'return {"call": error.driver.company.name}'
    assert underlined(line, 0, len(line), attribute="company") == "error.driver.company"


def test_columns_that_do_not_hold_the_attribute_are_believed() -> None:
    assert underlined("total(user) + user.orders", 0, 11, attribute="orders") == "total(user)"
