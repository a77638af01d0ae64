"""Starts the command line: `detachdoc` and `python -m detachdoc`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command the process was started with. Returns its exit code."""
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
