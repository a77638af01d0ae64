"""Runs scripts in fresh processes that have the big libraries loaded already.

Reads one JSON line per script, `{"script": path, "folder": working folder}`, and answers with one,
`{"code": exit code, "log": what it printed}`. A process forked from here starts 1.5 s sooner than a new
interpreter and runs the same lines; `test_scripts.py` starts some the plain way too.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
import tempfile

#: Seconds after which a script counts as hanging.
LIMIT = 30


def main() -> None:
    import asyncio
    import concurrent.futures.thread  # noqa: F401
    import copy
    import logging
    import pickle  # noqa: F401

    import aiosqlite
    import fastapi.testclient
    import httpx
    import pytest
    import sqlalchemy.ext.asyncio

    del asyncio, copy, logging, aiosqlite, fastapi, httpx, pytest, sqlalchemy
    for line in sys.stdin:
        job = json.loads(line)
        with tempfile.TemporaryFile() as log:
            child = os.fork()
            if not child:
                become(job["script"], job["folder"], log.fileno())
                return
            _, status = os.waitpid(child, 0)
            log.seek(0)
            printed = log.read().decode()
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "log": printed}), flush=True)


def become(script: str, folder: str, log: int) -> None:
    """Turn this process into one that was started as `python -W default script`, and end as that one ends."""
    signal.alarm(LIMIT)
    empty = os.open(os.devnull, os.O_RDONLY)
    for new, old in ((empty, 0), (log, 1), (log, 2)):
        os.dup2(new, old)
    os.chdir(folder)
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = None
    sys.argv = [script]
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
