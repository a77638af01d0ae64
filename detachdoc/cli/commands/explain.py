"""`detachdoc explain ID`: the page of one cause."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from detachdoc.cli import completing


def explain(
    cause: Annotated[
        str,
        typer.Argument(metavar="ID", help="A cause's id, or its number, 1 to 6.", autocompletion=completing.causes),
    ],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    output_format: Annotated[
        Literal["text", "json", "markdown"] | None, typer.Option("--format", help="How to print it. Default: text.")
    ] = None,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="When to use colors.")] = "auto",
    plain: Annotated[bool, typer.Option("--plain", help="No boxes or pictures, for screen readers.")] = False,
) -> int:
    """Find the cause and print its page."""
    from detachdoc.cli.naming import chosen
    from detachdoc.cli.options import DiagnoseOptions, check
    from detachdoc.cli.rendering import explained
    from detachdoc.cli.streams import emit
    from detachdoc.cli.surroundings import look
    from detachdoc.knowledge import load

    options = DiagnoseOptions(json=json, output_format=output_format, color=color, plain=plain)
    check(options)
    known = load()
    page = chosen(cause, known.causes)
    emit(explained(page, known, options.format, color=color, plain=look(options).plain))
    return 0
