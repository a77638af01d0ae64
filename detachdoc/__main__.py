"""Starts the command line: `detachdoc` and `python -m detachdoc`."""

from __future__ import annotations

import atexit
import gc
import sys

#: Objects made before Python looks for garbage again; its own 700 would mean 17 looks, 3 ms, for nothing.
_UNTIL_GARBAGE = 50_000


def main() -> int:
    """Run the command the process was started with. Returns its exit code."""
    gc.set_threshold(_UNTIL_GARBAGE)
    # Python would go through all that is left three times at its end: 5 ms of about 60.
    atexit.register(gc.freeze)
    try:
        from detachdoc.cli.failures import guarded

        words = sys.argv[1:]
        return guarded(words, lambda: _run(words))
    except KeyboardInterrupt:
        # While starting, or a second Ctrl-C while the first was being reported.
        return 130


def _run(words: list[str]) -> int:
    from detachdoc.cli.quick import parse

    options = parse(words)
    if options is not None:
        from detachdoc.cli.diagnosing import run

        return run(options)
    from detachdoc.cli.app import run as run_typer

    return run_typer(words)


if __name__ == "__main__":
    sys.exit(main())
