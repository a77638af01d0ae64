"""What a reader may rely on in every example, and what all examples together must cover."""

from __future__ import annotations

import ast
import difflib
import sys
from collections import defaultdict

import pytest

from tests.variants.tools import CAUSES, variants

VARIANTS = variants()
SCRIPTS = [script for variant in VARIANTS for script in variant.scripts()]
LIBRARIES = {"fastapi", "httpx", "pydantic", "sqlalchemy"}
LONGEST_FILE = 100
LONGEST_EXCERPT = 30

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
each_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(CAUSES).as_posix())


def lines(script):
    return script.read_text(encoding="utf-8").splitlines()


def shown(script):
    """Numbers (from 0) of the lines between the markers."""
    numbers, is_shown = set(), False
    for number, line in enumerate(lines(script)):
        if line in ("# [show]", "# [/show]"):
            is_shown = line == "# [show]"
        elif is_shown:
            numbers.add(number)
    return numbers


def changed(before, after):
    """`(script, line number)` of every line that only one of the two has."""
    for tag, a, b, c, d in difflib.SequenceMatcher(None, lines(before), lines(after), autojunk=False).get_opcodes():
        if tag != "equal":
            yield from ((before, number) for number in range(a, b))
            yield from ((after, number) for number in range(c, d))


def is_import_or_blank(line):
    return not line.strip() or line.startswith(("import ", "from "))


@each_variant
def test_before_and_after_differ_only_where_a_reader_sees_it(variant):
    before, after = variant.script("before"), variant.script("after")
    places = list(changed(before, after))
    hidden = [(file.name, number + 1) for file, number in places if number not in shown(file)]
    assert places
    assert [(n, at) for n, at in hidden if not is_import_or_blank(lines(variant.folder / n)[at - 1])] == []


@each_variant
def test_popular_advice_changes_before_a_little(variant):
    if variant.script("popular").exists():
        assert 0 < len(list(changed(variant.script("before"), variant.script("popular")))) <= 8


@each_variant
def test_excerpts_are_short(variant):
    for name in ("before", "after"):
        shown_lines = [number for number in shown(variant.script(name)) if lines(variant.script(name))[number].strip()]
        assert 0 < len(shown_lines) <= LONGEST_EXCERPT


@each_variant
def test_mode_is_the_one_of_the_engine(variant):
    is_async = "create_async_engine(" in variant.script("before").read_text(encoding="utf-8")
    assert variant.spec["when"]["mode"] == ("async" if is_async else "sync")


@each_script
def test_script_is_short(script):
    assert len(lines(script)) <= LONGEST_FILE


@each_script
def test_script_runs_alone(script):
    """It imports nothing but the standard library and the four libraries it is about."""
    imported = set()
    for node in ast.walk(ast.parse(script.read_bytes())):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.partition(".")[0])
    assert imported - LIBRARIES <= sys.stdlib_module_names


@each_script
def test_script_never_waits_for_time_to_pass(script):
    assert "sleep" not in script.read_text(encoding="utf-8")


def facts(cause, fact):
    return {v.spec["when"].get(fact) for v in VARIANTS if v.folder.parent.name == cause}


@pytest.mark.parametrize("cause", sorted(path.parent.name for path in CAUSES.glob("*/cause.yaml")))
def test_every_cause_has_at_least_four_examples_sync_and_async(cause):
    assert sum(variant.folder.parent.name == cause for variant in VARIANTS) >= 4
    assert facts(cause, "mode") == {"sync", "async"}


def test_every_operation_occurs():
    found = defaultdict(set)
    for variant in VARIANTS:
        found[variant.spec["when"]["operation"]].add(variant.spec["when"].get("expired-by"))
    assert {"lazy-load", "refresh", "deferred"} <= set(found)
    assert {"commit", "rollback"} <= found["refresh"]
