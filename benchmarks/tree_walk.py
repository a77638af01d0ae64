"""How long does one walk of the tree take, with nobody to ask, and how long does loading the knowledge?"""

from __future__ import annotations

import statistics
import sys
import timeit
from typing import TYPE_CHECKING

from benchmarks.measuring import TRACEBACK, Row, report
from detachdoc import api, evidence, knowledge
from detachdoc.ask.silent import SilentAsker
from detachdoc.decision import decide

if TYPE_CHECKING:
    from collections.abc import Callable

_CALLS = 50
_BATCHES = 9


def rows() -> list[Row]:
    """Time per call, in this process, which may keep the compiled knowledge whatever its environment says."""
    sys.dont_write_bytecode = False
    known = knowledge.load()
    (error,) = api.read_text(TRACEBACK).errors
    facts = evidence.collect(error, known)
    asker = SilentAsker()
    return [
        Row("tree walk: read the text", _per_call(lambda: api.read_text(TRACEBACK)), "ms"),
        Row("tree walk: collect the facts", _per_call(lambda: evidence.collect(error, known)), "ms"),
        Row("tree walk: decide", _per_call(lambda: decide(error, facts, known, asker)), "ms"),
        Row("knowledge: compiled", _per_call(knowledge.load), "ms"),
        Row("knowledge: from the YAML", _per_call(lambda: knowledge.load(knowledge.data_folder()), 2), "ms"),
    ]


def _per_call(call: Callable[[], object], calls: int = _CALLS) -> float:
    return statistics.median(timeit.repeat(call, number=calls, repeat=_BATCHES)) / calls * 1000


if __name__ == "__main__":
    report(rows())
