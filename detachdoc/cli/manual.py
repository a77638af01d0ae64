"""What `--help` says about each command. Not in docstrings, which `python -OO` removes."""

from __future__ import annotations

from typing import Final

DETACHDOC: Final = "Name the one cause of six behind a SQLAlchemy DetachedInstanceError, and the fix."
DIAGNOSE: Final = """\
Name the cause and the fix, from a traceback.

Exit codes: 0 a cause is named, 1 undecided, or a reason outside the six, 2 usage, 3 another error,
4 no error in the input, 70 a failure of detachdoc, 130 Ctrl-C."""
EXPLAIN: Final = """\
Show the page of one cause.

What happens, why, how to check, the fix before and after, what will not help and what comes next."""
CAUSES: Final = "List the six causes."
DEMO: Final = """\
Run an example: the error before the fix, what detachdoc says about it, and its absence after the fix.

Needs FastAPI and a few more: pip install 'detachdoc[demo]'. Exit codes: 0 all went as described, 1 it did not."""
DEMO_SHORT: Final = "Run an example before and after its fix."
RUN: Final = """\
Run a command with the recorder on: uvicorn, gunicorn, celery, pytest, a script.

When a DetachedInstanceError is raised in it, or in any process it starts, the error's message says where the object was
loaded and let go. Keep the log and diagnose it: add `2>&1 | tee app.log`, then `detachdoc diagnose app.log`."""
RUN_SHORT: Final = "Run a command with the recorder on."
SCHEMA: Final = """\
Print the JSON Schema of what `diagnose --json` prints, or `explain --json`, or `causes --json`.

Within a schema version fields may be added; names and meanings do not change."""
SCHEMA_SHORT: Final = "Print the JSON Schema of a command's `--json`."
KNOWLEDGE: Final = "Work on the causes, questions and fixes."
CHECK: Final = """\
List every mistake in a knowledge folder.

One line a mistake, as `file:line: what`. Exit code 1 when there is any."""
