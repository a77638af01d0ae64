"""Library frames that tell where in the life of a request the code below them runs.

Names only, never line numbers: those change with every release. The FastAPI and Starlette names were seen
in real tracebacks of FastAPI 0.95 to 0.165.
"""

from typing import NamedTuple

from detachdoc.evidence.scene import is_in
from detachdoc.model.report import Frame


class Site(NamedTuple):
    """A library frame and what it means for the code that runs below it."""

    #: Tail of the file's path.
    file: str
    #: Function name; None for any function of the file.
    function: str | None
    #: Value of the fact `access-site`.
    value: str
    #: Only when the next frame is the user's own.
    only_directly_above: bool = False


#: The nearest one above the failing line counts.
ABOVE = (
    Site("fastapi/routing.py", "run_endpoint_function", "handler"),
    Site("fastapi/dependencies/utils.py", None, "dependency-body"),
    Site("fastapi/telemetry/_api.py", "_run_sync_endpoint", "handler"),
    Site("starlette/responses.py", "stream_response", "streaming"),
    Site("starlette/concurrency.py", "iterate_in_threadpool", "streaming"),
    Site("sse_starlette/sse.py", None, "streaming"),
    Site("werkzeug/wsgi.py", "__next__", "streaming"),
    Site("starlette/background.py", None, "background"),
    Site("fastapi/background.py", None, "background"),
    Site("starlette/_exception_handler.py", "wrapped_app", "exception-handler", only_directly_above=True),
    Site("starlette/middleware/exceptions.py", "__call__", "exception-handler", only_directly_above=True),
    Site("starlette/middleware/base.py", None, "middleware", only_directly_above=True),
    Site("starlette/middleware/errors.py", "__call__", "middleware", only_directly_above=True),
    Site("starlette/endpoints.py", "dispatch", "handler"),
    Site("uvicorn/protocols/websockets/websockets_impl.py", "run_asgi", "websocket"),
    Site("uvicorn/protocols/websockets/wsproto_impl.py", "run_asgi", "websocket"),
    Site("uvicorn/protocols/websockets/websockets_sansio_impl.py", "run_asgi", "websocket"),
    Site("concurrent/futures/thread.py", None, "thread"),
    Site("threading.py", None, "thread"),
    Site("multiprocessing/pool.py", None, "process"),
    Site("multiprocessing/process.py", None, "process"),
    Site("concurrent/futures/process.py", None, "process"),
    Site("joblib/parallel.py", None, "process"),
    Site("celery/app/trace.py", None, "queue"),
    Site("celery/app/task.py", None, "queue"),
    Site("rq/job.py", None, "queue"),
    Site("rq/worker.py", None, "queue"),
    Site("arq/worker.py", None, "queue"),
    Site("dramatiq/worker.py", None, "queue"),
    Site("dramatiq/actor.py", None, "queue"),
    Site("huey/api.py", None, "queue"),
    Site("taskiq/receiver/receiver.py", None, "queue"),
    Site("procrastinate/worker.py", None, "queue"),
    Site("apscheduler/executors/base.py", None, "queue"),
    Site("apscheduler/executors/base_py3.py", None, "queue"),
    Site("fastapi_utils/tasks.py", None, "task"),
    Site("asyncio/events.py", "_run", "task", only_directly_above=True),
    Site("_pytest/python.py", "pytest_pyfunc_call", "test"),
    Site("_pytest/fixtures.py", None, "test"),
    Site("unittest/case.py", None, "test"),
    Site("flask/app.py", "dispatch_request", "handler"),
    Site("flask/app.py", "do_teardown_appcontext", "dependency-teardown"),
    Site("flask/app.py", "handle_user_exception", "exception-handler", only_directly_above=True),
    Site("django/core/handlers/base.py", None, "handler"),
    Site("pyramid/viewderivers.py", None, "handler"),
    Site("sanic/app.py", "handle_request", "handler"),
    Site("aiohttp/web_protocol.py", None, "handler"),
    Site("tornado/web.py", "_execute", "handler"),
    Site("click/core.py", "invoke", "script"),
    Site("typer/main.py", None, "script"),
)

#: Frames between the failing line and SQLAlchemy's own that tell who did the reading.
BELOW = (
    Site("fastapi/routing.py", "serialize_response", "serialisation"),
    Site("fastapi/encoders.py", None, "serialisation"),
    Site("flask/json/provider.py", None, "serialisation"),
    Site("jinja2/environment.py", None, "template"),
    Site("mako/runtime.py", None, "template"),
)


def matching(frame: Frame, sites: tuple[Site, ...], *, app_follows: bool) -> Site | None:
    """Return the entry of `sites` that `frame` is, if any.

    Args:
        frame: a library frame.
        sites: where to look.
        app_follows: whether the next frame that is no mere thread hop is the user's own.
    """
    return next((site for site in sites if _is(frame, site, app_follows=app_follows)), None)


def _is(frame: Frame, site: Site, *, app_follows: bool) -> bool:
    function_fits = site.function is None or site.function == frame.function
    return function_fits and (app_follows or not site.only_directly_above) and is_in(frame, site.file)


def is_hop(frame: Frame) -> bool:
    """Whether `frame` only carries a call into a worker thread: no sign of background work by itself."""
    return frame.package == "anyio" or is_in(frame, "starlette/concurrency.py") or is_in(frame, "asyncio/threads.py")
