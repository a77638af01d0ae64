"""`detachdoc explain ID`: the page of one cause."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def explain(
    cause: Annotated[str, typer.Argument(metavar="ID", help="A cause's id, or its number, 1 to 6.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    output_format: Annotated[
        Literal["text", "json", "markdown"] | None, typer.Option("--format", help="How to print it. Default: text.")
    ] = None,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="When to use colors.")] = "auto",
    plain: Annotated[bool, typer.Option("--plain", help="No boxes or pictures, for screen readers.")] = False,
) -> int:
    """Show the page of one cause.

    What happens, why, how to check, the fix before and after, what will not help and what comes next.
    """
    from detachdoc.cli.documents import chosen
    from detachdoc.cli.streams import emit
    from detachdoc.errors import UsageError
    from detachdoc.knowledge import load

    if json and output_format not in {None, "json"}:
        raise UsageError(f"--json and --format {output_format} exclude each other. Keep one.")
    page = chosen(cause, load().causes)
    emit(explained(page, "json" if json else output_format or "text", color=color, plain=plain))
    return 0
