"""Places of use that are not FastAPI's own, and stacks that must not be taken for background work."""

from __future__ import annotations

import pytest

from detachdoc.evidence import access_site
from detachdoc.evidence.scene import Scene
from detachdoc.model.report import Block, ErrorReport, Frame
from tests.tools import an_error

APP = "/srv/shop/orders.py"
LIB = "/usr/lib/python3/site-packages/"
STD = "/usr/lib/python3.12/"
SERVED = [(LIB + "starlette/routing.py", "app"), (LIB + "fastapi/routing.py", "run_endpoint_function")]
POOL = [(STD + "concurrent/futures/thread.py", "run")]


def _frame(file: str, function: str) -> Frame:
    package = file.removeprefix(LIB).partition("/")[0] if file.startswith(LIB) else None
    return Frame(file, 10, function, is_app=not file.startswith((LIB, STD)), package=package)


def _error(*frames: tuple[str, str], headers: tuple[str, ...] = (), **changes: object) -> ErrorReport:
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", "", tuple(_frame(*frame) for frame in frames))
    return an_error(blocks=(block,), headers=headers, **changes)


def _site(error: ErrorReport) -> tuple[str, bool]:
    facts = list(access_site.detect(Scene(error, None, {})))
    return facts[0].value, any(fact.id == "spawned-by-app" for fact in facts)


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ([*SERVED, (APP, "show")], ("handler", False)),
        ([*SERVED, (APP, "show"), *POOL, (APP, "price")], ("thread", True)),
        ([*POOL, *SERVED, (APP, "show")], ("handler", False)),
        ([(STD + "threading.py", "run"), *POOL, (LIB + "anyio/from_thread.py", "run"), *SERVED, (APP, "show")], ("handler", False)),
        ([(STD + "threading.py", "_bootstrap_inner"), (STD + "threading.py", "run"), (APP, "work")], ("thread", False)),
        ([(STD + "multiprocessing/pool.py", "worker"), (APP, "work")], ("process", False)),
        ([(LIB + "celery/app/trace.py", "trace_task"), (APP, "send_invoice")], ("queue", False)),
        ([*SERVED, (APP, "show"), (LIB + "celery/app/task.py", "apply"), (LIB + "celery/app/trace.py", "trace_task"), (APP, "send")], ("queue", True)),
        ([(LIB + "arq/worker.py", "run_job"), (APP, "send_invoice")], ("queue", False)),
        ([(LIB + "rq/job.py", "perform"), (APP, "send_invoice")], ("queue", False)),
        ([(LIB + "apscheduler/executors/base.py", "run_job"), (APP, "nightly")], ("queue", False)),
        ([(LIB + "_pytest/python.py", "pytest_pyfunc_call"), ("tests/test_orders.py", "test_total")], ("test", False)),
        ([(LIB + "_pytest/python.py", "pytest_pyfunc_call"), ("tests/test_orders.py", "test_total"), *SERVED, (APP, "show")], ("handler", False)),
        ([("tests/test_orders.py", "test_total"), (APP, "total")], ("unknown", False)),
        ([("tests/test_orders.py", "test_total")], ("test", False)),
        ([(APP, "<module>"), (APP, "main")], ("script", False)),
        ([(LIB + "click/core.py", "invoke"), (APP, "report")], ("script", False)),
        ([*SERVED, (APP, "show"), (LIB + "jinja2/environment.py", "render"), ("/srv/shop/templates/a.html", "top-level template code")], ("template", False)),
        ([*SERVED, (APP, "show"), ("/srv/shop/templates/a.html", "block 'rows'")], ("template", False)),
        ([(LIB + "uvicorn/protocols/websockets/websockets_impl.py", "run_asgi"), *SERVED, (APP, "feed")], ("websocket", False)),
        ([(LIB + "werkzeug/wsgi.py", "__next__"), (APP, "rows")], ("streaming", False)),
        ([(LIB + "flask/app.py", "dispatch_request"), (APP, "show")], ("handler", False)),
        ([*SERVED, (LIB + "fastapi/routing.py", "serialize_response"), (LIB + "pydantic/main.py", "from_orm")], ("serialisation", False)),
        ([*SERVED, (APP, "show"), (LIB + "fastapi/encoders.py", "jsonable_encoder")], ("serialisation", False)),
        ([(APP, "a"), (APP, "b")], ("unknown", False)),
        ([], ("unknown", False)),
    ],
)  # fmt: skip
def test_place_of_use(frames: list[tuple[str, str]], expected: tuple[str, bool]) -> None:
    assert _site(_error(*frames)) == expected


def test_windows_paths_are_libraries_too() -> None:
    site = r"C:\app\venv\Lib\site-packages\starlette\background.py"
    block = Block(
        "DetachedInstanceError",
        "",
        (Frame(site, 1, "__call__", package="starlette"), Frame("C:\\app\\x.py", 2, "f", is_app=True)),
    )
    assert _site(an_error(blocks=(block,)))[0] == "background"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ERROR:asyncio:Task exception was never retrieved", "task"),
        ("Exception in thread invoice-writer:", "thread"),
        (
            "[2026-01-01 10:00:00,000: ERROR/MainProcess] Task shop.send[1] raised unexpected: DetachedInstanceError()",
            "queue",
        ),
        ("request failed", "unknown"),
    ],
)
def test_headers_tell_when_the_stack_starts_in_the_app(header: str, expected: str) -> None:
    assert _site(_error((APP, "work"), headers=(header,)))[0] == expected


def test_a_remote_traceback_comes_from_another_process() -> None:
    worker = Block("DetachedInstanceError", "", (Frame(APP, 3, "work", is_app=True),), link_to_next="remote")
    assert _site(an_error(blocks=(worker,)))[0] == "process"


def test_a_response_validation_error_is_serialisation_whatever_stands_above() -> None:
    error = _error(*SERVED, (APP, "middleware"), wrapped_in="fastapi.exceptions.ResponseValidationError")
    assert _site(error)[0] == "serialisation"


def test_frames_of_woven_tracebacks_tell_nothing() -> None:
    assert (
        _site(_error((LIB + "starlette/background.py", "__call__"), (APP, "work"), damage=("interleaved",)))[0]
        == "unknown"
    )
