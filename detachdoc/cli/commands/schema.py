"""`detachdoc schema`: the JSON Schema of what a command prints with `--json`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def schema(
    command: Annotated[
        Literal["diagnose", "explain", "causes"],
        typer.Argument(metavar="[diagnose|explain|causes]", help="The command whose JSON is meant."),
    ] = "diagnose",
) -> int:
    """Print the schema that ships with the package."""
    from detachdoc.cli.streams import emit
    from detachdoc.render.schema import text

    emit(text(command))
    return 0
