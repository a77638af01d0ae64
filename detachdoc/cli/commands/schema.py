"""`detachdoc schema`: the JSON Schema of what `diagnose --json` prints."""

from __future__ import annotations


def schema() -> int:
    """Print the schema that ships with the package."""
    from detachdoc.cli.streams import emit
    from detachdoc.render.schema import text

    emit(text())
    return 0
