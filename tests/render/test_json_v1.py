"""The JSON contract, version 1."""

from __future__ import annotations

import json
from fractions import Fraction

from detachdoc.render import json_v1
from tests.render import samples


def test_candidates_sum_to_exactly_one_after_rounding() -> None:
    doc = json_v1.document([samples.UNDECIDED], version="1")
    shares = [Fraction(str(item["probability"])) for item in doc["diagnoses"][0]["candidates"]]
    assert sum(shares) == 1


def test_output_is_ascii_and_parses() -> None:
    text = json_v1.dumps(json_v1.document([samples.HOSTILE], version="1"))
    assert text.isascii()
    assert json.loads(text)["diagnoses"][0]["error"]["class"] == samples.EVIL
