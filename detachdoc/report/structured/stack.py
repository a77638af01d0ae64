"""Reads lists of frames stored as data, whatever their keys are called and whichever end comes first."""

from __future__ import annotations

import itertools

_FILES = (
    "abs_path", "filename", "file", "path", "fileName", "absPath", "file_name", "co_filename", "source_file",
    "module_path",
)  # fmt: skip
_LINES = ("lineno", "line", "lineNumber", "line_number", "lineNo", "number", "line_no")
_FUNCTIONS = (
    "function", "name", "func", "method", "functionName", "co_name", "function_name", "func_name", "methodName",
    "className",
)  # fmt: skip
_CODES = ("context_line", "code", "line", "source", "source_line", "text", "src")
_LISTS = (
    "frames", "stacktrace", "stack", "backtrace", "trace", "parsedStack", "traceback", "stack_trace",
    "rawStacktrace", "stackTrace", "stackFrames", "exc_tb",
)  # fmt: skip
_RAISES = frozenset({"_load_for_state", "_load_scalar_attributes", "load_scalar_attributes", "_load_expired"})
_ENTRIES = frozenset({"<module>", "_bootstrap", "_bootstrap_inner", "run_asgi", "wsgi_app", "trace_task", "run"})
#: Which library calls which, outermost first.
_LAYERS = (
    ("asyncio", "uvicorn", "gunicorn", "celery/app", "threading.py"),
    ("starlette/middleware", "starlette/applications"),
    ("starlette/routing",), ("fastapi/routing",), ("pydantic", "sqlalchemy/orm"),
)  # fmt: skip
_MOST = 5000

#: `(file, line, function, source line)`, outermost first.
Stack = list[tuple[str, int, str, str]]


def frames_of(value: dict[str, object]) -> Stack:
    """The frames an object holds, directly or one level down; empty when it holds none."""
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, dict):
            found = None if "type" in found else found.get("frames") or found.get("stack")
        stack = _frames(found)
        if stack:
            return _outermost_first(stack)
    return []


def tblib_frames(value: dict[str, object]) -> Stack:
    """The frames of tblib's `to_dict()`: nested `tb_next`; `tb_lineno` is the line of the error."""
    found = next((item for item in value.values() if isinstance(item, dict) and "tb_frame" in item), None)
    node: object = value if "tb_frame" in value else found
    stack: Stack = []
    while isinstance(node, dict) and len(stack) < _MOST:
        frame = node.get("tb_frame")
        code = frame.get("f_code") if isinstance(frame, dict) else None
        line = node.get("tb_lineno")
        if isinstance(code, dict) and isinstance(line, int):
            stack.append((str(code.get("co_filename")), line, str(code.get("co_name")), ""))
        node = node.get("tb_next")
    return stack


def _frames(value: object) -> Stack:
    if not isinstance(value, list):
        return []
    return [frame for item in value[:_MOST] if (frame := _frame(item)) is not None]


def _frame(item: object) -> tuple[str, int, str, str] | None:
    if isinstance(item, list):
        return _tuple(item)
    if not isinstance(item, dict):
        return None
    if isinstance(item.get("line"), dict):
        item = {**item, **item["line"]}
    file = _first(item, _FILES, str)
    line = _first(item, _LINES, int)
    if not isinstance(file, str) or not isinstance(line, int):
        return None
    named = [name for key in _FUNCTIONS if isinstance(name := item.get(key), str)]
    function = next(filter(_is_name, named), "<module>")
    code = _first(item, _CODES, str) or _line_of_excerpt(item, line) or _code_among(named)
    return file, line, function, str(code)


def _code_among(named: list[str]) -> str:
    """Raygun keeps the source line as the method's name."""
    return next((name for name in named if not _is_name(name)), "")


def _line_of_excerpt(item: dict[str, object], line: int) -> object:
    """The line itself where the source around it is stored by line number."""
    excerpts = (excerpt for key in _CODES if isinstance(excerpt := item.get(key), dict))
    return next((code for excerpt in excerpts if isinstance(code := excerpt.get(str(line)), str)), None)


def _tuple(item: list[object]) -> tuple[str, int, str, str] | None:
    """A frame without keys: what `traceback.extract_tb` becomes in JSON, or Twisted's `[function, file, line]`."""
    match item:
        case [str(file), int(line), str(function), *rest]:
            return file, line, function, rest[0] if rest and isinstance(rest[0], str) else ""
        case [str(function), str(file), int(line), *_]:
            return file, line, function, ""
        case _:
            return None


def _is_name(text: str) -> bool:
    """Whether it can be a function's name: some tools keep the source line under a name's key."""
    return bool(text) and text == text.strip() and "(" not in text


def _first(item: dict[str, object], names: tuple[str, ...], kind: type) -> object:
    for name in names:
        value = item.get(name)
        if kind is int and isinstance(value, str) and value.isdigit():
            return int(value)
        if isinstance(value, kind) and not isinstance(value, bool):
            return value
    return None


def _outermost_first(stack: Stack) -> Stack:
    if stack[0][2] in _RAISES or (stack[-1][2] in _ENTRIES and stack[0][2] not in _ENTRIES):
        return stack[::-1]
    layers = [layer for frame in stack if (layer := _layer(frame[0])) is not None]
    steps = [second - first for first, second in itertools.pairwise(layers)] or _calls(stack)
    inward, outward = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return stack[::-1] if outward > inward else stack


def _calls(stack: Stack) -> list[int]:
    """For each two neighbours 1 where the first one's source line names the second's function, -1 the other way."""
    pairs = list(itertools.pairwise(stack))
    return [(second[2] in first[3]) - (first[2] in second[3]) for first, second in pairs]


def _layer(file: str) -> int | None:
    """How deep a library stands in a request, 0 for the server; None for other code."""
    path = file.replace("\\", "/")
    return next((depth for depth, names in enumerate(_LAYERS) if any(f"{name}/" in path for name in names)), None)
