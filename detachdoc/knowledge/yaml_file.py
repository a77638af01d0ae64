"""How does one YAML file of the knowledge folder become nodes that remember their lines?

`compose` keeps the marks that `safe_load` drops. Only this file imports PyYAML.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import yaml

from detachdoc.knowledge.nodes import Value

if TYPE_CHECKING:
    from detachdoc.knowledge.problems import Problems

#: Values one file may hold once its aliases are written out. The largest real file has some 2,000.
_MOST_VALUES = 50_000

#: Characters that may open a level; the largest real file has 1,300. PyYAML before 6.0.4 crashes the whole process at
#: some 40,000 levels.
_MOST_OPENED = 20_000

_OTHER_INDENT = "this line is indented differently, or a quote or bracket before it is not closed"
_NO_BRACKET = "a comma or a closing bracket is missing before this"

#: What PyYAML says, first its C parser, then its Python one -> what the writer of the file should do.
_IN_PLAIN_WORDS = (
    ("cannot start any token", "a tab or a reserved character; indent with spaces, put the text in quotes"),
    ("mapping values are not allowed", 'a text with ": " in it must be in quotes'),
    ("did not find expected ',' or", _NO_BRACKET),
    ("expected ',' or", _NO_BRACKET),
    ("did not find expected key", _OTHER_INDENT),
    ("did not find expected '-' indicator", _OTHER_INDENT),
    ("expected <block end>", _OTHER_INDENT),
    ("could not find expected ':'", "a key without its colon, or a line that is indented too little"),
    ("unexpected end of stream", "a quote is opened and never closed"),
    ("expected a single document", "there must be one document a file; remove the second ---"),
    ("undefined alias", "this alias (*name) has no anchor (&name) above it"),
)


def open_yaml(folder: str, file: str, problems: Problems) -> Value | None:
    """Read one file.

    Args:
        folder: the knowledge folder.
        file: path below it, with `/`.
        problems: receives what is wrong with the file as a whole.

    Returns:
        Its outermost value, or None when there is nothing to read; then a problem was noted.
    """
    text = open_text(folder, file, problems)
    node = None if text is None else _compose(text, file, problems)
    return None if node is None else Value(node, file, problems, line=1, trail="")


def open_text(folder: str, file: str, problems: Problems) -> str | None:
    """The text of one file; None, with a problem noted, when it is missing or not UTF-8."""
    try:
        with open(os.path.join(folder, *file.split("/")), "rb") as stream:
            data = stream.read()
        return data.decode("utf-8-sig")
    except OSError as error:
        problems.add(file, 1, f"this file cannot be read: {error.strerror or error}")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(file, line, "this file is not UTF-8; save it as UTF-8")
    return None


def _compose(text: str, file: str, problems: Problems) -> yaml.Node | None:
    if sum(map(text.count, "[{-?:")) > _MOST_OPENED:
        problems.add(file, 1, "this file is far too large; is it the right one?")
        return None
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(file, mark.line + 1 if mark else 1, f"not valid YAML: {_plain(error)}")
        return None
    except RecursionError:
        problems.add(file, 1, "this file is nested too deeply")
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.add(file, line, "there is an invisible control character here; delete it")
        return None
    if node is None:
        problems.add(file, 1, "this file is empty")
    elif _size(node) > _MOST_VALUES:
        problems.add(file, 1, "its anchors and aliases (&name, *name) repeat too much; write the values out")
        return None
    return node


def _loader() -> type[yaml.SafeLoader | yaml.CSafeLoader]:
    # The C loader is ten times faster; PyYAML may be built without it.
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _plain(error: yaml.MarkedYAMLError) -> str:
    words = f"{error.problem or ''} {error.context or ''}".strip()
    return next((plain for said, plain in _IN_PLAIN_WORDS if said in words), words)


def _size(root: yaml.Node) -> int:
    """Number of values once aliases are written out, without writing them out; huge for a cycle."""
    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()
    stack = [(root, False)]
    while stack:
        node, is_done = stack.pop()
        key = id(node)
        if is_done:
            open_nodes.discard(key)
            sizes[key] = 1 + sum(sizes[id(child)] for child in _children(node))
        elif key in open_nodes:
            return _MOST_VALUES + 1
        elif key not in sizes:
            open_nodes.add(key)
            stack.append((node, True))
            stack.extend((child, False) for child in _children(node))
    return sizes[id(root)]


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []
