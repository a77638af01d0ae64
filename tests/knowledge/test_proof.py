"""What the examples were run on, and the test to paste."""

from __future__ import annotations

import pytest

from detachdoc.errors import KnowledgeError
from detachdoc.knowledge.proving import proof_of


def test_a_folder_without_proof_proves_nothing(tmp_path):
    assert proof_of(str(tmp_path), "background-task") == ((), (), "")


def test_releases_and_test_are_read_without_the_line_for_our_tests(tmp_path):
    (tmp_path / "verified.toml").write_text('fastapi = ["0.105.0"]\nsqlalchemy = ["2.0"]\n', encoding="utf-8")
    cause = tmp_path / "causes" / "background-task"
    cause.mkdir(parents=True)
    (cause / "test_regression.py").write_text("# example: x\ndef test_it():\n    pass\n", encoding="utf-8")
    assert proof_of(str(tmp_path), "background-task") == (("0.105.0",), ("2.0",), "def test_it():\n    pass")


@pytest.mark.parametrize("text", ["fastapi = [", 'fastapi = "0.105.0"'])
def test_a_broken_list_of_releases_is_named(tmp_path, text):
    (tmp_path / "verified.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"verified\.toml:1:"):
        proof_of(str(tmp_path), "background-task")
