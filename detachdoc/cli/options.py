"""The options of `diagnose`, in one table that the quick parser and typer share.

Without `from __future__ import annotations`, like the files of `model/`: it would cost another 1 ms here.
"""

from typing import Literal, NamedTuple

from detachdoc.errors import InputError, UsageError
from detachdoc.patterns import pattern

FORMATS = ("text", "json", "markdown")
COLORS = ("auto", "always", "never")

_VERSION = pattern(r"\d{1,6}(\.\d{1,6}){0,3}((a|b|rc)\d{1,6})?")


class DiagnoseOptions(NamedTuple):
    """What the user asked `diagnose` to do. Fields are documented by `TABLE`."""

    #: Path of the input, `-` for standard input, None when not given.
    file: str | None = None
    source: str | None = None
    no_source: bool = False
    json: bool = False
    output_format: str | None = None
    no_input: bool = False
    #: One `ID=VALUE` per `--answer`.
    answer: tuple[str, ...] = ()
    fastapi_version: str | None = None
    redact: bool = False
    color: Literal["auto", "always", "never"] = "auto"
    plain: bool = False
    brief: bool = False
    why: bool = False
    trace: bool = False

    @property
    def format(self) -> str:
        """`text`, `json` or `markdown`."""
        return "json" if self.json else self.output_format or "text"


class Row(NamedTuple):
    """One option."""

    #: Field of `DiagnoseOptions`.
    field: str
    flag: str
    help: str
    #: What stands for its value in the help; None for a switch.
    metavar: str | None = None
    #: The only values it takes; empty for any.
    values: tuple[str, ...] = ()
    repeated: bool = False


TABLE = (
    Row("source", "--source", "Your project's folder. Default: the current one, if the traceback fits it.", "PATH"),
    Row("no_source", "--no-source", "Do not look at any source."),
    Row("json", "--json", "Print one JSON document. Same as --format json; never asks."),
    Row("output_format", "--format", "How to print the result. Default: text.", "|".join(FORMATS), FORMATS),
    Row("no_input", "--no-input", "Never ask; list the questions that are still open."),
    Row("answer", "--answer", "Answer a question beforehand; may be repeated.", "ID=VALUE", (), repeated=True),
    Row("fastapi_version", "--fastapi-version", "FastAPI version the error happened on.", "VERSION"),
    Row("redact", "--redact", "Mask passwords, tokens, e-mail addresses and values in what is shown."),
    Row("color", "--color", "When to use colors. Default: auto.", "|".join(COLORS), COLORS),
    Row("plain", "--plain", "No boxes, no cursor movement: numbered choices, for screen readers."),
    Row("brief", "--brief", "Only the verdict, the three places and the fix."),
    Row("why", "--why", "Also show how each conclusion was reached."),
    Row("trace", "--trace", "Also show how the object travelled, step by step."),
)


def check(options: DiagnoseOptions) -> None:
    """Refuse options that contradict each other or cannot be meant.

    Raises:
        UsageError: naming the options and the way out.
        InputError: `--source` cannot be used; said now, before anybody pastes or answers in vain.
    """
    if options.json and options.output_format not in {None, "json"}:
        raise UsageError(f"--json and --format {options.output_format} exclude each other. Keep one.")
    if options.source is not None and options.no_source:
        raise UsageError("--source and --no-source exclude each other. Keep one.")
    version = options.fastapi_version
    if version is not None and not _VERSION.fullmatch(version):
        raise UsageError(f"--fastapi-version takes a version such as 0.115.12, not {version!r}.")
    if options.source is not None:
        _check_source(options.source)


def _check_source(source: str) -> None:
    from detachdoc.source import check_root

    try:
        check_root(source)
    except InputError as error:
        raise InputError(f"--source {error}") from None
