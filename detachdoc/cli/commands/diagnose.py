"""`detachdoc diagnose`: its arguments as typer reads them. `cli/quick.py` reads the well-formed ones faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from detachdoc.cli import completing
from detachdoc.cli.options import TABLE, DiagnoseOptions

#: Gets the beginning of a word; gives whole ones with what they mean.
Complete = Callable[[str], list[tuple[str, str]]]


def _option(field: str, complete: Complete | None = None) -> Any:  # noqa: ANN401 - typer declares options as Any
    row = next(row for row in TABLE if row.field == field)
    return typer.Option(row.flag, help=row.help, metavar=row.metavar, show_default=False, autocompletion=complete)


def diagnose(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE|-]", help="Text with a traceback. Default: a pipe, or a paste.", show_default=False
        ),
    ] = None,
    *,
    source: Annotated[str | None, _option("source")] = None,
    no_source: Annotated[bool, _option("no_source")] = False,
    json: Annotated[bool, _option("json")] = False,
    output_format: Annotated[Literal["text", "json", "markdown"] | None, _option("output_format")] = None,
    no_input: Annotated[bool, _option("no_input")] = False,
    answer: Annotated[list[str] | None, _option("answer", completing.answers)] = None,
    fastapi_version: Annotated[str | None, _option("fastapi_version")] = None,
    redact: Annotated[bool, _option("redact")] = False,
    color: Annotated[Literal["auto", "always", "never"], _option("color")] = "auto",
    plain: Annotated[bool, _option("plain")] = False,
    brief: Annotated[bool, _option("brief")] = False,
    why: Annotated[bool, _option("why")] = False,
    trace: Annotated[bool, _option("trace")] = False,
) -> int:
    """Hand the options to the code that both parsers share."""
    from detachdoc.cli.diagnosing import run

    shown = (redact, color, plain, brief, why, trace)
    return run(
        DiagnoseOptions(
            file, source, no_source, json, output_format, no_input, tuple(answer or ()), fastapi_version, *shown
        )
    )
