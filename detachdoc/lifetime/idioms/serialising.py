"""What is sent to the client? Responses, streams, templates; what reads rows while doing so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.idioms.background import TaskList
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import NONE, Args, Method, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.place import Place

_STREAMS = ("StreamingResponse", "EventSourceResponse")
_PLAIN = ("JSONResponse", "ORJSONResponse", "UJSONResponse", "HTMLResponse", "PlainTextResponse", "RedirectResponse",
          "FileResponse", "Response", "TemplateResponse")  # fmt: skip


class Response(Value):
    """A response object of the framework."""

    __slots__ = ("background", "content", "place", "streams")

    def __init__(self, content: Value, place: Place | None, *, streams: bool) -> None:
        self.content = content
        self.place = place
        self.streams = streams
        self.background: Value | None = None


def _response(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    name = callee.name.rsplit(".", 1)[-1] if hasattr(callee, "name") else ""
    if name not in _STREAMS:
        watching.passed(m, args, node)
    made = Response(args.get(0, "content") or NONE, m.place(node), streams=name in _STREAMS)
    made.background = args.named.get("background")
    if made.background is None:
        made.background = next((value for value in args.positional if isinstance(value, TaskList)), None)
    return made


def _method(_m: Machine, method: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return NONE if isinstance(method, Method) else None


IDIOM = Idiom(
    library=dict.fromkeys((*_STREAMS, *_PLAIN), _response),
    methods={(Response, "*"): _method},
    unknown={"TemplateResponse": _response},
)
