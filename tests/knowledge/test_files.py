"""Files that are missing, are no YAML, or are made to hurt."""

from __future__ import annotations

import os
import shutil

import pytest
import yaml

from detachdoc import knowledge
from tests.knowledge.tools import TREE, replace, write

CAUSE = "causes/background-task"


@pytest.mark.parametrize("file", ["tree.yaml", "neighbours.yaml", "teardown.yaml", f"{CAUSE}/cause.yaml"])
def test_missing_file(folder, file):
    os.remove(os.path.join(folder, file))
    assert f"{file}:1: this file cannot be read: No such file or directory" in knowledge.check(folder)


@pytest.mark.parametrize("file", ["variant.yaml", "before.py", "after.py"])
def test_missing_file_of_a_variant(folder, file):
    os.remove(os.path.join(folder, CAUSE, "example", file))
    assert f"{CAUSE}/example/{file}:1: this file cannot be read: No such file or directory" in knowledge.check(folder)


def test_missing_cause(folder):
    shutil.rmtree(os.path.join(folder, CAUSE))
    assert knowledge.check(folder) == (
        f"{CAUSE}:1: the cause background-task is missing: there must be a folder with a cause.yaml",
    )


def test_folder_of_an_unknown_cause(folder):
    write(folder, "causes/background-tasks/cause.yaml", "number: 4\n")
    assert knowledge.check(folder) == (
        'causes/background-tasks:1: "background-tasks" is no cause; did you mean "background-task"?',
    )


def test_cause_without_an_example(folder):
    shutil.rmtree(os.path.join(folder, CAUSE, "example"))
    found = knowledge.check(folder)
    assert f"{CAUSE}/cause.yaml:1: there is no example: add a folder with variant.yaml, before.py and after.py" in found


def test_folder_that_is_not_there(tmp_path):
    assert "tree.yaml:1: this file cannot be read: No such file or directory" in knowledge.check(str(tmp_path / "no"))


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_empty_file(folder, text):
    write(folder, "teardown.yaml", text)
    (problem,) = knowledge.check(folder)
    assert problem.startswith("teardown.yaml:1: this file")


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n"])
def test_file_that_is_no_block_of_keys(folder, text):
    write(folder, "teardown.yaml", text)
    (problem,) = knowledge.check(folder)
    assert problem.startswith("teardown.yaml:1: this file must be a block of keys (key: value), but is ")


SYNTAX = {
    "tab": ("threshold: 0.85", "threshold:\n\t- 1", 11, "indent with spaces"),
    "colon in a text": ('title: "Deleted"', "title: one: two", 60, "a comma or a closing bracket is missing"),
    "colon in a line": ("threshold: 0.85", "threshold: 0.85: 1", 10, 'a text with ": " in it must be in quotes'),
    "open quote": ('says: "Both."', 'says: "Both.', 35, "a quote"),
    "open bracket": ("[streaming, handler]", "[streaming, handler", 32, "a closing bracket"),
    "wrong indent": ("threshold: 0.85", " threshold: 0.85", 10, "indented differently"),
    "unknown alias": ("threshold: 0.85", "threshold: *x", 10, "has no anchor"),
    "two documents": ("threshold: 0.85", "---\nthreshold: 0.85", 10, "remove the second ---"),
    "control character": ("threshold: 0.85", "threshold: \x07", 10, "invisible control character"),
}


@pytest.fixture(params=["C", "Python"])
def parser(request, monkeypatch):
    """PyYAML with its C parser, and as it is installed where there is no C compiler."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader")
    return request.param


@pytest.mark.parametrize(("old", "new", "line", "words"), SYNTAX.values(), ids=SYNTAX)
@pytest.mark.usefixtures("parser")
def test_syntax_error(folder, old, new, line, words):
    replace(folder, "tree.yaml", old, new)
    problem = next(problem for problem in knowledge.check(folder) if problem.startswith("tree.yaml"))
    assert words in problem
    # The parsers notice an open quote or bracket one line apart.
    assert abs(int(problem.split(":")[1]) - line) <= 1, problem


def test_both_parsers_give_the_same(folder, parser):
    assert knowledge.check(folder) == ()
    assert knowledge.load(folder).tree.threshold == 0.85


def test_a_broken_tree_does_not_make_every_fact_elsewhere_unknown(folder):
    write(folder, "tree.yaml", TREE.replace("threshold: 0.85", "threshold: ["))
    assert len(knowledge.check(folder)) == 1


def test_not_utf_8_with_its_line(folder):
    with open(os.path.join(folder, "teardown.yaml"), "ab") as stream:
        stream.write(b"# caf\xe9\n")
    assert knowledge.check(folder) == ("teardown.yaml:4: this file is not UTF-8; save it as UTF-8",)


@pytest.mark.usefixtures("parser")
def test_aliases_that_explode_are_refused(folder):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    write(folder, "neighbours.yaml", "\n".join(lines))
    (problem,) = knowledge.check(folder)
    assert problem.startswith("neighbours.yaml:1: its anchors and aliases (&name, *name) repeat too much")


@pytest.mark.usefixtures("parser")
def test_an_alias_to_itself_is_refused(folder):
    write(folder, "neighbours.yaml", "neighbours: &a {x: *a}\n")
    (problem,) = knowledge.check(folder)
    assert problem.startswith("neighbours.yaml:1: its anchors and aliases")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["neighbours: " + "[" * 90_000, "- " * 90_000, "[" * 9_000 + "]" * 9_000])
def test_deep_nesting_is_refused(folder, text):
    write(folder, "neighbours.yaml", text)
    (problem,) = knowledge.check(folder)
    assert problem.startswith("neighbours.yaml:1: ")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [x]", "!!python/name:os.system", "!x y"])
def test_a_tag_runs_nothing(folder, tag):
    replace(folder, "neighbours.yaml", "Missing greenlet", tag)
    knowledge.check(folder)
    assert not os.path.exists(os.path.join(folder, "x"))
