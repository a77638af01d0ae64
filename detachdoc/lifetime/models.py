"""What is an attribute of a mapped class? Reads the class body: columns, relationships, loading strategy."""

from __future__ import annotations

import ast
from typing import NamedTuple

from detachdoc.lifetime.scopes import bound_names
from detachdoc.lifetime.values import ClassValue, LibraryObject
from detachdoc.lifetime.written import last_name

_RELATIONSHIPS = frozenset({"relationship", "Relationship", "backref", "dynamic_loader", "relation"})
_COLUMNS = frozenset({"Column", "mapped_column", "Field", "column_property", "deferred", "synonym", "composite"})
_EAGER = frozenset({"joined", "selectin", "subquery", "immediate", "False"})
_DICTS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "KeyFuncDict", "MappedCollection"})
_COLLECTIONS = frozenset({"list", "List", "set", "Set", "Sequence", "Collection", "WriteOnlyMapped", "DynamicMapped"})
_COLLECTIONS |= _DICTS
_MAX_BASES = 12
#: More levels than any tree has.
ALL_LEVELS = 1_000


class Shape(NamedTuple):
    """One attribute of a mapped class."""

    #: `column`, `relationship`, `proxy`, `property`, `method`, `other` or `unknown`.
    kind: str
    #: For a relationship: whether the model itself loads it with its owner.
    eager: bool = False
    deferred: bool = False
    #: Name of the class on the other side, or of the proxied relationship.
    target: str = ""
    many: bool = False
    #: Whether expunging the owner expunges the other side too.
    cascades: bool = False
    #: The class it is defined in.
    owner: ClassValue | None = None
    #: Levels of a self-referential relationship the model itself loads: none without `join_depth`, measured on 2.1.
    levels: int = 0


_UNKNOWN = Shape("unknown")


def linearised(cls: ClassValue) -> list[ClassValue]:
    """A class and the project's base classes of it, in the order attributes are looked up (roughly)."""
    order = [cls]
    for each in order:
        if len(order) > _MAX_BASES:
            break
        for base in each.node.bases:
            value = each.module.evaluate(base.value if isinstance(base, ast.Subscript) else base, each.scope)
            if isinstance(value, LibraryObject):  # declarative_base(cls=Mixin)
                value = value.given.get("cls", value)
            if isinstance(value, ClassValue) and value not in order:
                order.append(value)
    return order


def shape_of(cls: ClassValue | None, name: str) -> Shape:
    """What an attribute of a mapped class is."""
    if cls is None:
        return _UNKNOWN
    known = cls.module.shapes.get((cls, name))
    if known is None:
        known = _find(cls, name)
        cls.module.shapes[cls, name] = known
    return known


def _find(cls: ClassValue, name: str) -> Shape:
    for each in linearised(cls):
        for statement in reversed(each.node.body):  # what is bound last counts
            shape = _statement(statement, name)
            if shape is not None:
                return shape._replace(owner=each)
    return _backref(cls, name) or _UNKNOWN


def _statement(statement: ast.stmt, name: str) -> Shape | None:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and statement.name == name:
        return _function(statement)
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        if statement.target.id == name:
            return _declared(statement.value, statement.annotation)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name) and target.id == name:
                return _declared(statement.value, None)
    return None


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Shape:
    names = {last_name(decorator) for decorator in node.decorator_list}
    if "declared_attr" in names or "directive" in names:
        returned = next((one.value for one in ast.walk(node) if isinstance(one, ast.Return)), None)
        return _declared(returned, node.returns)
    if names & {"property", "cached_property", "hybrid_property", "computed_field"}:
        return Shape("property")
    return Shape("method")


def _declared(value: ast.expr | None, annotation: ast.expr | None) -> Shape:
    name = last_name(value) if isinstance(value, ast.Call) else ""
    if name in _RELATIONSHIPS:
        return _relationship(value, annotation)
    if name == "association_proxy":
        return Shape("proxy", target=_text_argument(value, 0))
    if name in _COLUMNS or (annotation is not None and _last_of_annotation(annotation)):
        return Shape("column", deferred=name == "deferred" or _keyword(value, "deferred") == "True")
    return Shape("column") if annotation is not None else Shape("other")


def _last_of_annotation(annotation: ast.expr) -> bool:
    return isinstance(annotation, ast.Subscript) and last_name(annotation.value) == "Mapped"


def _relationship(value: ast.expr | None, annotation: ast.expr | None) -> Shape:
    lazy = _keyword(value, "lazy") or _keyword(value, "sa_relationship_kwargs.lazy")
    cascade = _keyword(value, "cascade") or _keyword(value, "sa_relationship_kwargs.cascade")
    target, many = _target(annotation)
    target = _text_argument(value, 0) or target
    many = many or _keyword(value, "uselist") == "True" or (annotation is None and target.endswith("[]"))
    return Shape(
        "relationship",
        eager=lazy in _EAGER,
        deferred=lazy in ("dynamic", "write_only", "noload"),
        target=target,
        many=many,
        cascades="all" in cascade or "expunge" in cascade,
        levels=ALL_LEVELS if lazy == "immediate" else _number(_keyword(value, "join_depth")),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _target(annotation: ast.expr | None) -> tuple[str, bool]:
    """The class named inside `Mapped[list["Order"]]`, and whether it is a collection."""
    if annotation is None:
        return "", False
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return "", False
    many = False
    names: list[str] = []
    for node in ast.walk(_without_key(annotation)):
        name = (
            node.value if isinstance(node, ast.Constant) else getattr(node, "id", None) or getattr(node, "attr", None)
        )
        if not isinstance(name, str):
            continue
        if name in _COLLECTIONS:
            many = True
        elif name not in ("Mapped", "Optional", "Union", "None", "orm", "typing", "TYPE_CHECKING", "t"):
            names.append(name)
    return (names[0].strip("'\" ").split(" ")[0] if names else ""), many


def _without_key(annotation: ast.expr) -> ast.expr:
    """`Mapped[dict[int, Line]]` without the type of the keys."""
    inner = annotation.slice if isinstance(annotation, ast.Subscript) else annotation
    if isinstance(inner, ast.Subscript) and last_name(inner.value) in _DICTS and isinstance(inner.slice, ast.Tuple):
        return ast.Subscript(inner.value, inner.slice.elts[-1], ast.Load())
    return annotation


def _text_argument(call: ast.expr | None, index: int) -> str:
    if not isinstance(call, ast.Call):
        return ""
    if index < len(call.args):
        argument: ast.expr = call.args[index]
    else:
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        argument = named.get("argument") or named.get("target_collection") or ast.Constant("")
    if isinstance(argument, ast.Lambda):
        argument = argument.body
    if isinstance(argument, ast.Constant):
        return str(argument.value).rsplit(".", 1)[-1]
    return last_name(argument)


def _keyword(call: ast.expr | None, path: str) -> str:
    """A keyword argument's constant as text; `a.b` looks into a dict display."""
    if not isinstance(call, ast.Call):
        return ""
    name, _, inner = path.partition(".")
    for keyword in call.keywords:
        if keyword.arg != name:
            continue
        if inner and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == inner and isinstance(value, ast.Constant):
                    return str(value.value)
        elif not inner and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""


def _backref(cls: ClassValue, name: str) -> Shape | None:
    """A relationship that another class of the same module declares with `backref=`."""
    for node in cls.module.tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and last_name(call) in _RELATIONSHIPS and _backref_name(call) == name:
                return Shape("relationship", target=node.name, many=True, owner=cls)
    return None


def _backref_name(call: ast.Call) -> str:
    for keyword in call.keywords:
        if keyword.arg == "backref":
            value = keyword.value
            return _text_argument(value, 0) if isinstance(value, ast.Call) else str(getattr(value, "value", ""))
    return ""


def is_mapped(cls: ClassValue) -> bool:
    """Whether a class is mapped to a table."""
    for each in linearised(cls):
        if any(keyword.arg == "table" for keyword in each.node.keywords):
            return True
        for statement in each.node.body:
            if _assigns(statement, ("__tablename__", "__table__", "__mapper_args__")):
                return True
    return False


def loads_with_base(cls: ClassValue, base: ClassValue) -> bool:
    """Whether a subclass is loaded whenever its base is: `polymorphic_load` there, or `with_polymorphic` here."""
    asks = any(_mapper_asks(each, "polymorphic_load") for each in linearised(cls))
    return asks or any(_mapper_asks(each, "with_polymorphic") for each in linearised(base))


def _mapper_asks(cls: ClassValue, option: str) -> bool:
    return any(f"'{option}'" in ast.dump(one) for one in cls.node.body if not isinstance(one, ast.AnnAssign))


def _assigns(statement: ast.stmt, names: tuple[str, ...]) -> bool:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    elif isinstance(statement, ast.FunctionDef) and statement.name in names:
        return True
    return any(isinstance(target, ast.Name) and target.id in names for target in targets)


def relationships(cls: ClassValue | None) -> list[str]:
    """Names of the relationships a mapped class and its bases declare."""
    names: list[str] = []
    for each in linearised(cls) if cls is not None else ():
        for statement in each.node.body:
            for name in bound_names(statement):
                if name not in names and shape_of(cls, name).kind == "relationship":
                    names.append(name)
    return names
