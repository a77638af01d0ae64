"""One mistake each: the loader must report exactly it, at its line, in words for somebody without Python."""

from __future__ import annotations

import pytest

from detachdoc import knowledge
from detachdoc.errors import KnowledgeError
from tests.knowledge.tools import replace, text_of
from tests.knowledge.tree_mistakes import TREE_MISTAKES

CAUSE = "causes/background-task/cause.yaml"
VARIANT = "causes/background-task/example/variant.yaml"
BEFORE = "causes/background-task/example/before.py"

CAUSE_MISTAKES = {
    "number out of range": (
        "number: 4", "number: 7",
        "number must be a whole number from 1 to 6",
        "background-task is cause number 4; scripts rely on it",
    ),
    "number of another cause": (
        "number: 4", "number: 3",
        "background-task is cause number 4; scripts rely on it",
    ),
    "number with a fraction": (
        "number: 4", "number: 4.5",
        "number must be a whole number from 1 to 6",
        "background-task is cause number 4; scripts rely on it",
    ),
    "unknown place": (
        '  detach: "let go"', '  detached: "let go"',
        'the key "detach" is missing in places',
        'unknown key "detached" in places; did you mean "detach"?',
    ),
    "last fix with a when": (
        "safety: review", "safety: review\n    when: {operation: refresh}",
        "the last fix must have no `when`, so that there is always one to show",
    ),
    "fix that hides the next": (
        "    when: {operation: [refresh, lazy-load]}\n", "",
        'the fix "reload" has no `when`, so the fixes after it are never shown',
    ),
    "fix id twice": ("id: keep", "id: reload", 'the fix id "reload" is here twice'),
    "unknown safety": (
        "safety: safe", "safety: sure",
        'unknown safety "sure" in fixes[1].safety; possible here: review, safe',
    ),
    "unknown variant": (
        "variant: example", "variant: exmple",
        'unknown variant "exmple" in fixes[1].variant; did you mean "example"?',
    ),
    "unknown variant in a list": (
        "variant: example", "variant: [example, exmple]",
        'unknown variant "exmple" in fixes[1].variant[2]; did you mean "example"?',
    ),
    "unknown placeholder": (
        "{class}.{attribute} was", "{klass}.{attribute} was",
        'unknown placeholder {klass} in verdict; did you mean "class"?',
    ),
    "unknown placeholder in a step that is for a situation": (
        "Third {class}", "Third {it}",
        "unknown placeholder {it} in fixes[1].steps[3].do; possible here: access, attribute, class, function, object, reader",
    ),
    "step for a situation that does not say what to do": (
        'operation: refresh}, do: "Third {class}"', "operation: refresh}",
        'the key "do" is missing in fixes[1].steps[3]',
    ),
    "step for an unknown situation": (
        "{when: {operation: refresh}, do", "{when: {operation: refrsh}, do",
        'the fact operation has no value "refrsh"; did you mean "refresh"?',
    ),
    "unknown placeholder in a step": (
        "steps: [First, Second,", 'steps: [First, "{it}",',
        "unknown placeholder {it} in fixes[1].steps[2]; possible here: access, attribute, class, function, object, reader",
    ),
    "lifeline position too large": (
        "end: 100", "end: 101", "lifeline[1].end must be a whole number from 0 to 100",
    ),
    "lifeline position below zero": (
        "start: 10", "start: -1", "lifeline[2].start must be a whole number from 0 to 100",
    ),
    "lifeline that goes back in time": (
        "start: 10, end: 45", "start: 46, end: 45", "start, end and used must follow each other in time",
    ),
    "lifeline with a use and no end": (
        "end: 45, used: 80", "used: 80",
        "a row with `used` needs an `end`: the place where the object is detached",
    ),
    "lifeline with two rows": (
        "  - {label: session, start: 10, end: 45}\n", "",
        "lifeline must have 3 to 5 rows, but has 2",
    ),
    "link without https": (
        "https://docs", "http://docs", "links[1].url must start with https://",
    ),
    "unknown fact in a fix": (
        "{operation: [refresh", "{operatoin: [refresh",
        'unknown fact "operatoin"; did you mean "operation"?',
    ),
    "unknown fact in popular advice": (
        "when: {operation: refresh}}", "when: {operation: refreshed}}",
        'the fact operation has no value "refreshed"; did you mean "refresh"?',
    ),
}  # fmt: skip

OTHER_MISTAKES = {
    "variant names something not shown": (
        VARIANT, "User: class", "Usr: class", 'variant.yaml:3: the name "Usr" is not in the shown part',
    ),
    "variant name that is only part of a name": (
        VARIANT, "User: class", "Use: class", 'variant.yaml:3: the name "Use" is not in the shown part',
    ),
    "variant with an unknown role": (
        VARIANT, "User: class", "User: klass", 'unknown role "klass" in names.User; did you mean "class"?',
    ),
    "variant with a bad range": (
        VARIANT, ">=0.106,<0.118", ">=0.106 <0.118", "variant.yaml:4: raises_when.fastapi is no version range",
    ),
    "variant with an unknown package": (
        VARIANT, "{fastapi:", "{fast-api:", 'unknown key "fast-api" in raises_when; did you mean "fastapi"?',
    ),
    "variant with an unknown fact": (
        VARIANT, "lazy-load", "lazy", 'variant.yaml:2: the fact operation has no value "lazy"',
    ),
    "before without markers": (
        BEFORE, "# [show]", "# shown", "before.py:6: # [/show] does not pair with a marker before it",
    ),
    "before with a marker left open": (
        BEFORE, "    # [/show]\n", "", "before.py:10: # [/show] is missing",
    ),
    "neighbour without a title": (
        "neighbours.yaml", "    title: Missing greenlet\n", "",
        'neighbours.yaml:2: the key "title" is missing in neighbours.missing-greenlet',
    ),
    "neighbour that matches everything": (
        "neighbours.yaml",
        '    types: [MissingGreenlet]\n    message_has: ["greenlet_spawn has not been called"]\n',
        "",
        'neighbours.yaml:2: "missing-greenlet" needs types or message_has, else it would match every error',
    ),
    "teardown with a bad version": (
        "teardown.yaml", "0.165.0", "newest",
        'teardown.yaml:1: verified_until is no version: "newest"; write for example "0.165.0"',
    ),
    "teardown with a version in two rows": (
        "teardown.yaml",
        "rows:\n",
        'rows:\n  - {fastapi: ">=0.117", scope: request, places: {handler: before}}\n',
        "teardown.yaml:4: FastAPI 0.117 with scope request is in a row above too",
    ),
    "teardown with an unknown scope": (
        "teardown.yaml", "scope: request", "scope: app",
        'teardown.yaml:3: unknown scope "app" in rows[1].scope; possible here: function, request',
    ),
    "teardown with an unknown place": (
        "teardown.yaml", "streaming: after", "streams: after",
        'teardown.yaml:3: the fact access-site has no value "streams"; did you mean "streaming"?',
    ),
    "teardown with an unknown order": (
        "teardown.yaml", "streaming: after", "streaming: later",
        'teardown.yaml:3: unknown order "later" in rows[1].places.streaming; did you mean "after"?',
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"), [(m[0], m[1], m[2:]) for m in TREE_MISTAKES.values()], ids=TREE_MISTAKES
)
def test_in_the_tree(folder, old, new, expected):
    replace(folder, "tree.yaml", old, new)
    lines = text_of(folder, "tree.yaml").splitlines()
    numbers = [next(n for n, line in enumerate(lines, 1) if start in line) for start, _ in expected]
    assert knowledge.check(folder) == tuple(
        f"tree.yaml:{number}: {message}" for number, (_, message) in zip(numbers, expected, strict=True)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"), [(m[0], m[1], m[2:]) for m in CAUSE_MISTAKES.values()], ids=CAUSE_MISTAKES
)
def test_in_a_cause(folder, old, new, expected):
    replace(folder, CAUSE, old, new)
    found = knowledge.check(folder)
    assert all(problem.startswith(f"{CAUSE}:") for problem in found)
    assert sorted(problem.split(": ", 1)[1] for problem in found) == sorted(expected)


@pytest.mark.parametrize(("file", "old", "new", "expected"), OTHER_MISTAKES.values(), ids=OTHER_MISTAKES)
def test_elsewhere(folder, file, old, new, expected):
    replace(folder, file, old, new)
    found = knowledge.check(folder)
    assert any(expected in problem for problem in found), found


def test_all_mistakes_are_reported_at_once_in_file_order(folder):
    replace(folder, "tree.yaml", "threshold: 0.85", "threshold: 2")
    replace(folder, "tree.yaml", "prior: 0.02", "prior: 2")
    replace(folder, CAUSE, "number: 4", "number: 5")
    replace(folder, "teardown.yaml", "0.165.0", "newest")
    assert [problem.rsplit(": ", 1)[0].split(":")[:2] for problem in knowledge.check(folder)] == [
        [CAUSE, "1"],
        ["teardown.yaml", "1"],
        ["tree.yaml", "10"],
        ["tree.yaml", "60"],
    ]


def test_load_raises_all_of_them(folder):
    replace(folder, "tree.yaml", "threshold: 0.85", "threshold: 2")
    replace(folder, CAUSE, "number: 4", "number: 5")
    with pytest.raises(KnowledgeError) as raised:
        knowledge.load(folder)
    assert raised.value.problems == knowledge.check(folder)
    assert len(raised.value.problems) == 2
