"""The typer application: one line per command. Only loaded when `quick` leaves the arguments to typer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detachdoc.cli import manual
from detachdoc.cli import run as recording
from detachdoc.cli.commands import causes, demo, diagnose, explain, knowledge, schema
from detachdoc.cli.streams import unwritten
from detachdoc.errors import Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="detachdoc",
    help=manual.DETACHDOC,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(help=manual.DIAGNOSE)(diagnose.diagnose)
app.command(help=manual.EXPLAIN)(explain.explain)
app.command(help=manual.CAUSES)(causes.causes)
app.command(help=manual.DEMO, short_help=manual.DEMO_SHORT)(demo.demo)
app.command("run", help=manual.RUN, short_help=manual.RUN_SHORT, context_settings=recording.CONTEXT_SETTINGS)(
    recording.command
)
app.command(help=manual.SCHEMA, short_help=manual.SCHEMA_SHORT)(schema.schema)
app.add_typer(knowledge.app, name="knowledge")

#: What typer raises for arguments that do not fit. It has no public name in typer before 0.28.
_USAGE: type[Exception] = typer.BadParameter.__bases__[0]


def run(words: Sequence[str]) -> int:
    """Run one command.

    Args:
        words: the arguments after the program's name.

    Returns:
        The exit code.

    Raises:
        UsageError: the arguments do not fit.
        DetachdocError: as the command raises it.
    """
    try:
        code = app(list(words), prog_name="detachdoc", standalone_mode=False)
    except typer.Abort:
        raise Interrupted("cancelled") from None
    except _USAGE as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "") or _command(words)
        message = error.format_message()  # type: ignore[attr-defined]
        stop = "" if message.endswith((".", "?")) else "."
        raise UsageError(f"{message}{stop} See `{command} --help`.") from None
    except OSError as error:
        if error.filename is not None:
            raise
        # A write that failed: typer prints help and completions itself.
        raise unwritten(error) from None
    return code if isinstance(code, int) else 0


def _command(words: Sequence[str]) -> str:
    """The command that was meant: typer does not say whose option lacks its value."""
    named = {one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands}
    return f"detachdoc {words[0]}" if words and words[0] in named else "detachdoc"


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        from detachdoc import __version__
        from detachdoc.cli.streams import emit
        from detachdoc.knowledge import load

        emit(f"detachdoc {__version__} (knowledge {load().version})\n")
        raise typer.Exit


@app.callback(invoke_without_command=True, help=manual.DETACHDOC)
def start(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version of the tool and of its knowledge.", callback=_version)
    ] = False,
) -> None:
    """Print the help when no command is given."""
    del version
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_code)
