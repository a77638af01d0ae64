"""What the demo needs, and what it says when that is missing."""

from __future__ import annotations

import importlib.metadata

import pytest

from detachdoc.demo.examples import choose
from detachdoc.demo.installed import check_can_run, installed
from detachdoc.errors import UsageError


def test_versions_of_what_is_installed():
    versions = installed().versions
    assert versions["fastapi"] == importlib.metadata.version("fastapi")
    assert {"python", "sqlalchemy", "starlette", "pydantic"} <= set(versions)


@pytest.mark.parametrize("package", ["fastapi", "aiosqlite"])
def test_missing_package_names_the_extra(package, monkeypatch):
    real = importlib.metadata.version

    def version(name):
        if name == package:
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    with pytest.raises(UsageError, match=rf"lacks {package}\. Install it: pip install 'detachdoc\[demo\]'"):
        installed()


def test_example_for_other_versions_names_them(every, older):
    example = choose("session-closed-by-dependency/function-scope", every, older)
    with pytest.raises(UsageError, match=r"pip install 'fastapi>=0\.121' 'sqlalchemy>=2\.0'"):
        check_can_run(example.variant, older)


def test_example_for_these_versions(every, newest):
    example = choose("session-closed-by-dependency/function-scope", every, newest)
    check_can_run(example.variant, newest)
    assert newest.must_raise(example.variant)


def test_prereleases_count(every, newest):
    example = choose("session-closed-by-dependency/function-scope", every, newest)
    coming = newest._replace(versions={**newest.versions, "fastapi": "0.166.0rc1"})
    assert coming.must_raise(example.variant)
