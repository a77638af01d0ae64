"""Singular, plural, and what of an example's names follows from a class and an attribute."""

from __future__ import annotations

import pytest

from detachdoc.fixes import stems


@pytest.mark.parametrize(
    ("one", "several"),
    [("user", "users"), ("company", "companies"), ("day", "days"), ("address", "addresses"), ("box", "boxes")],
)
def test_regular_words(one: str, several: str) -> None:
    assert (stems.plural(one), stems.singular(several)) == (several, one)


@pytest.mark.parametrize("word", ["status", "address", "analysis", "children", ""])
def test_what_is_no_regular_plural_has_no_singular(word: str) -> None:
    assert stems.singular(word) == ""


def test_a_class_gives_its_name_in_both_numbers_and_an_attribute_that_of_one_too() -> None:
    assert stems.derived({"Article": "OrderLine", "comments": "notes"}) == {
        "article": "order_line", "articles": "order_lines", "comments": "notes", "comment": "note",
    }  # fmt: skip


@pytest.mark.parametrize("attribute", ["children", "classes"])
def test_a_word_that_cannot_be_a_name_is_not_derived(attribute: str) -> None:
    assert "comment" not in stems.derived({"comments": attribute})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("load_article", "load_bill"),
        ("x_article", "x_bill"),
        ("articles", "articles"),
        ("/article/{article_id}", "/bill/{bill_id}"),
        ("Article", "Article"),
    ],
)
def test_only_whole_parts_are_replaced(text: str, told: str) -> None:
    assert stems.replaced(text, {"article": "bill"}) == told


def test_nothing_to_replace_leaves_the_text() -> None:
    assert stems.replaced("load_article", {}) == "load_article"
