"""How long does a script wait for `detachdoc diagnose tb.txt --json --no-source`, compared with a bare Python?"""

from __future__ import annotations

import os
import sys
import tempfile

from benchmarks.measuring import TRACEBACK, Row, detachdoc, duration, in_turn, report


def rows() -> list[Row]:
    """Run both in turn; the bare Python twice, to see how far equal things differ here."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "tb.txt"), "w", encoding="utf-8") as stream:
            stream.write(TRACEBACK)
        bare = [sys.executable, "-c", "pass"]
        command = [*detachdoc(), "diagnose", "tb.txt", "--no-source"]
        medians = in_turn({
            "bare": lambda: duration(bare, folder),
            "json": lambda: duration([*command, "--json"], folder),
            "text": lambda: duration([*command, "--no-input"], folder),
            "bare again": lambda: duration(bare, folder),
        })  # fmt: skip
    noise = abs(medians["bare"] - medians["bare again"]) / medians["bare"]
    return [
        Row("cold start: python -c pass", medians["bare"], "ms"),
        Row("cold start: diagnose tb.txt --no-source --json", medians["json"], "ms"),
        Row("cold start: the second divided by the first", medians["json"] / medians["bare"], "x", 5),
        Row("cold start: diagnose tb.txt --no-source --no-input", medians["text"], "ms"),
        Row("cold start: noise, python -c pass against itself", noise * 100, "%"),
    ]


if __name__ == "__main__":
    report(rows())
