"""The traceback as a path through the project: which function called which, and the line to watch."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.functions import Definition, at_line, is_abstract
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.values import Bound, ClassValue, Function, FunctionNode, Method, Unknown, Value
from detachdoc.lifetime.written import last_name
from detachdoc.model.report import Frame
from detachdoc.source.mapping import Located

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.report import ErrorReport
    from detachdoc.source import Project

#: Libraries that read attributes of rows on the user's behalf.
_READERS = frozenset({
    "pydantic", "pydantic_core", "jinja2", "marshmallow", "fastapi", "strawberry", "graphene", "starlette", "json",
    "sqlalchemy_serializer", "msgspec", "orjson", "dataclasses", "copy", "pickle", "sqlmodel",
})  # fmt: skip
#: Frames looked at from each end of a traceback; more are recursion.
_MAX_FRAMES = 100


class Step(NamedTuple):
    """A frame of the traceback in the project's own code."""

    file: str
    line: int
    #: None at module level, in templates, and where the file could not be parsed.
    node: FunctionNode | None
    definition: Definition | None
    #: Whether no library frame lies between the step before and this one.
    called_directly: bool
    located: Located
    frame: Frame


class Watch(NamedTuple):
    """The line that failed."""

    file: str
    line: int
    node: FunctionNode | None


class Trail:
    """The frames of one error, mapped.

    Args:
        error: the error.
        project: the user's files.
    """

    def __init__(self, error: ErrorReport, project: Project) -> None:
        self.error = error
        self.attribute = error.attribute
        self.class_name = error.class_name
        self.steps: list[Step] = []
        #: Frames of the exceptions before this one, which show the way to an exception handler.
        self.earlier: list[Step] = []
        self._located = _locate(error.frames, project)
        self._earlier = [
            found for block in error.blocks for found in _locate(block.frames, project) if block.frames != error.frames
        ]
        #: Whether the own function that called the first of those in the project is in no file of it.
        self.unseen = _calls_from_outside(error.frames, [frame for frame, _, _ in self._located])
        self.watch: Watch | None = None
        #: The line of a template that read the row, when it was one.
        self.template: Step | None = None
        #: Whether a library, not the line itself, may be what read the attribute.
        self.library_may_read = True
        self._class: ClassValue | None = None

    def resolve(self, m: Machine) -> None:
        """Find the functions of the frames."""
        self.steps = [_step(m, *found) for found in self._located]
        self.earlier = [_step(m, *found) for found in self._earlier]
        while self.steps and not self.steps[-1].file.endswith((".py", ".pyw")):
            last = self.steps.pop()
            self.template = self.template or last
        if self.steps and not self._ends_in_library():
            last = self.steps[-1]
            self.watch = Watch(last.file, last.line, last.node)
            self.library_may_read = self._library_may_read(last)

    def _ends_in_library(self) -> bool:
        """Whether FastAPI's own serialisation failed, so that the last own frame is not the place."""
        return bool(self.error.wrapped_in) and "ResponseValidationError" in str(self.error.wrapped_in)

    def _library_may_read(self, last: Step) -> bool:
        if self.error.wrapped_in or last.node is None or self.attribute is None or self.template is not None:
            return True
        frames = self.error.frames
        at = max((index for index, frame in enumerate(frames) if frame is last.frame), default=len(frames))
        after = {frame.package for frame in frames[at + 1 :]}
        if after & _READERS:
            return True
        return self.attribute not in _names_at(last.node, last.line)

    def raised_inside(self, function: FunctionNode | None, body: Sequence[ast.stmt]) -> bool:
        """Whether an exception before this one came out of statements of a function, which ended what they stand in."""
        before = [id(frame) for block in self.error.blocks[: self.error.subject or 0] for frame in block.frames]
        return any(
            step.node is function and body[0].lineno <= step.line <= (body[-1].end_lineno or 0)
            for step in self.earlier
            if function is not None and id(step.frame) in before
        )

    def no_longer_reads(self) -> bool:
        """Whether the failing line was changed so that it reads none of the attributes the traceback shows."""
        last = self.steps[-1] if self.steps else None
        if last is None or last.node is None or last.located.match != "changed":
            return False
        before = _read_in(last.frame.code or "")
        before = before & {self.attribute} if self.attribute else before
        return bool(before) and not before & _names_at(last.node, last.line)

    def next_function(self, m: Machine, callee: Value, node: ast.AST | None) -> Function | None:
        """The function the traceback says is called here, when it is not plainly the one found."""
        if not isinstance(node, ast.Call) or not m.stack:
            return None
        here = m.here.node
        for at, step in enumerate(self.steps[:-1]):
            if step.node is not here or here is None or not node.lineno <= step.line <= (node.end_lineno or 0):
                continue
            after = self.steps[at + 1]
            inside = after.node is here  # the frame of a comprehension in the same function
            if after.node is None or inside or not after.called_directly or after.definition is None:
                continue
            found = self._guided(m, callee, node, after)
            if found is not None:
                return found
        return None

    def called_by_library(self, m: Machine, node: ast.AST | None) -> Step | None:
        """The function that the traceback shows a library calling while this call runs."""
        for at, step in enumerate(self.steps[:-1]):
            on_line = isinstance(node, ast.Call) and node.lineno <= step.line <= (node.end_lineno or 0)
            if on_line and m.stack and step.node is m.here.node and not self.steps[at + 1].called_directly:
                return self.steps[at + 1]
        return None

    def _guided(self, m: Machine, callee: Value, node: ast.Call, after: Step) -> Function | None:
        assert after.definition is not None
        known = callee.function if isinstance(callee, Bound) else callee
        name = last_name(node)
        if isinstance(known, Function):
            same = known.name == after.definition.name and known.node is not after.node and is_abstract(known.node)
            return m.function_of(after.file, after.definition) if same else None
        if isinstance(known, Unknown | Method) and after.definition.name == name:
            return m.function_of(after.file, after.definition)
        return None

    def overriding(self, m: Machine, function: Function) -> Function | None:
        """A subclass's version of a row's method, when the traceback shows it: a query gives subclasses as well."""
        for step in self.steps:
            if step.definition is None or step.definition.name != function.name or step.node is function.node:
                continue
            other = m.function_of(step.file, step.definition)
            if other is not None and other.owner is not None and function.owner in linearised(other.owner):
                return other
        return None

    def mapped_class(self, m: Machine) -> ClassValue | None:
        """The class the message names."""
        if self._class is None and self.class_name:
            near = self.steps[-1].file if self.steps else ""
            self._class = m.find_class(self.class_name.rsplit(".", 1)[-1], near)
        return self._class


def _read_in(code: str) -> set[str]:
    """Attributes a printed line reads, methods it calls left out."""
    text = code.strip()
    try:
        tree = ast.parse(f"{text} pass" if text.endswith(":") else text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    called = {id(one.func) for one in ast.walk(tree) if isinstance(one, ast.Call)}
    return {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute) and id(one) not in called}


def _names_at(node: ast.AST, line: int) -> set[str]:
    return {
        one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and one.lineno <= line <= (one.end_lineno or 0)
    }


def _step(m: Machine, frame: Frame, located: Located, direct: bool) -> Step:  # noqa: FBT001 - a row of a table
    module = m.modules.at(located.file) if located.file.endswith((".py", ".pyw")) else None
    definition = at_line(module, located.line, frame.function) if module else None
    node = definition.node if definition else None
    return Step(located.file, located.line, node, definition, direct, located, frame)


def _locate(frames: tuple[Frame, ...], project: Project) -> list[tuple[Frame, Located, bool]]:
    """Frames that lie in the project, and whether each was called by the one before it without a library."""
    found = []
    direct = False
    for frame in frames if len(frames) <= 2 * _MAX_FRAMES else (*frames[:_MAX_FRAMES], *frames[-_MAX_FRAMES:]):
        located = project.locate(frame)
        if located is None:
            direct = frame.file.startswith("<") and direct
            continue
        found.append((frame, located, direct))
        direct = True
    return [(frame, _in_one_copy(located, found), direct) for frame, located, direct in found]


def _calls_from_outside(frames: tuple[Frame, ...], located: list[Frame]) -> bool:
    first = next((at for at, frame in enumerate(frames) if any(frame is one for one in located)), 0)
    return first > 0 and frames[first - 1].is_app and not frames[first - 1].file.startswith("<")


def _in_one_copy(located: Located, found: list[tuple[Frame, Located, bool]]) -> Located:
    """Of several files that fit, the one in the copy of the project that most other frames are in."""
    files = (located.file, *located.rivals)
    tail = _common_tail(files)

    def others(file: str) -> int:
        root = file.removesuffix(tail)
        return sum(any(each.startswith(root) for each in (one.file, *one.rivals)) for _, one, _ in found)

    best = max(files, key=others)  # of equals the first
    return located._replace(file=best, rivals=tuple(each for each in files if each != best))


def _common_tail(files: Sequence[str]) -> str:
    """What all paths end in, in whole segments."""
    reversed_parts = [list(reversed(file.split("/"))) for file in files]
    same = 0
    while all(same < len(parts) - 1 and parts[same] == reversed_parts[0][same] for parts in reversed_parts):
        same += 1
    return "/".join(reversed(reversed_parts[0][:same]))
