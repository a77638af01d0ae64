"""Patterns are compiled late, are right all the same, and behave like those of `re`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pytest

import detachdoc
from detachdoc import patterns
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("cli", "decision", "evidence", "fixes", "render", "report")


def waiting() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern the rooms keep, with its name."""
    for found in pkgutil.walk_packages(detachdoc.__path__, "detachdoc."):
        if found.name.split(".")[1] in ROOMS:
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if type(value) is type(pattern("")):
                    yield f"{found.name}.{name}", value


ALL = dict(waiting())


def test_there_are_many():
    assert len(ALL) > 80


@pytest.mark.parametrize("name", ALL)
def test_compiles(name):
    assert re.compile(ALL[name].pattern, ALL[name].flags)


def test_nothing_is_compiled_before_it_is_used(monkeypatch):
    compiled = []
    monkeypatch.setattr(patterns.re, "compile", lambda *words: compiled.append(words) or re.Pattern)
    word = pattern(r"\w+")
    assert not compiled
    assert word.match
    assert compiled == [(r"\w+", 0)]


def test_a_method_is_looked_up_once(monkeypatch):
    word = pattern(r"\w+")
    assert word.match("one two")[0] == "one"
    monkeypatch.delattr(patterns.re, "compile")
    assert word.match("three")[0] == "three"


def test_flags_hold():
    assert pattern("a.b", re.DOTALL | re.IGNORECASE).fullmatch("A\nB")


def test_methods_are_those_of_re():
    word = pattern(r"(\w)\w*")
    assert word.sub(r"\1", "one two") == "o t"
    assert word.findall("one two") == ["o", "t"]
    assert [found[0] for found in word.finditer("one two")] == ["one", "two"]
    assert word.search("one", 1)[0] == "ne"


def test_a_wrong_name_is_refused_by_re():
    with pytest.raises(AttributeError, match=r"re\.Pattern"):
        pattern("a").mtach  # noqa: B018
