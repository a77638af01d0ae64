"""The compiled form holds the same, and a text that is not one is refused."""

from __future__ import annotations

import pytest

from detachdoc import knowledge
from detachdoc.knowledge.compiled import decode, encode
from detachdoc.model.knowledge import Cause, LifelineRow


def test_what_is_read_back_is_what_was_written(folder):
    loaded = knowledge.load(folder)
    assert decode(encode(loaded)) == loaded


def test_classes_and_tuples_are_kept(folder):
    cause = decode(encode(knowledge.load(folder))).causes[0]
    assert type(cause) is Cause
    assert type(cause.lifeline) is tuple
    assert type(cause.lifeline[0]) is LifelineRow


HOSTILE = {
    "empty": "",
    "no JSON": "{",
    "JSON of something else": '{"a": 1}',
    "a number": "1",
    "a part": '["LifelineRow","a",1,null,null,""]',
    "a class of another module": '["Popen","true"]',
    "a class that is no value": '["Literal","x"]',
    "too few fields": '["Knowledge","1"]',
    "too many fields": '["Link","a","b","c"]',
    "name that is no text": '[["x"],1]',
    "name that is a number": "[1,2]",
    "list without a name": "[[],[]]",
    "nested deeply": "[" * 100_000,
    "nested deeply and closed": '["",' * 5_000 + "1" + "]" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_anything_else_is_refused(text):
    assert decode(text) is None
