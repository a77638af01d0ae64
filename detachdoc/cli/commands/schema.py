"""`detachdoc schema`: the JSON Schema of what `--json` prints."""

from __future__ import annotations


def schema() -> int:
    """Print the JSON Schema of what --json prints."""
    from detachdoc.cli.streams import emit
    from detachdoc.render.schema import text

    emit(text())
    return 0
