"""Reads SQLAlchemy's own text of a DetachedInstanceError.

There are exactly four raise sites in SQLAlchemy 1.3.24, 1.4.54, 2.0.58 and 2.1.9
(orm/strategies.py, orm/loading.py, orm/dynamic.py), one text each.
"""

import re
from typing import NamedTuple

from detachdoc.model.report import Kind
from detachdoc.patterns import pattern

#: The words all four texts have in common.
UNBOUND = "is not bound to a Session"

_START = pattern(r"(?:[Pp]arent i|[Ii])nstance <")
_INSTANCE = pattern(r"(?P<class>[^<>\s]{1,200})(?: at (?P<address>[^<>]{0,60}))?>? ?(?P<rest>.{0,600})", re.DOTALL)
_ATTRIBUTE = pattern(r"operation of attribute \\*['\"]{1,2}([^'\"\\]{1,200})\\*['\"]")
_LINK = pattern(r"sqlalche\.me/e/(\d{1,3})/")
#: The whole text without any white space: found wherever the lines were wrapped, in mid-word too.
_SQUEEZED = pattern(
    r"(?P<parent>Parenti|I|i)nstance<(?P<class>[^<>]{1,200}?)at(?P<address>0x[0-9a-fA-F]{1,20})>isnotboundtoaSession"
    r"(?P<dynamic>,andnocontextualsessionisestablished)?;"
    r"(?:(?P<load>lazy|deferred)loadoperationofattribute\\{0,8}['\"]{1,2}(?P<attribute>[^'\"\\<>]{1,200})\\{0,8}['\"]{1,2}|attributerefreshoperation)"
    r"cannotproceed"
)
#: What stands behind the semicolon.
_OPERATIONS: tuple[tuple[str, Kind], ...] = (
    ("lazy load operation", "lazy-load"), ("deferred load operation", "deferred"), ("attribute refresh", "refresh"),
)  # fmt: skip
#: Longer texts are not looked through to their end.
_LONGEST = 200_000
_SPACE = pattern(r"\s+")
_BACKGROUND = pattern(r" ?\(Background on this error at: ?[^)]{0,100}\)?")


class DetachedText(NamedTuple):
    """What the four texts say."""

    kind: Kind
    class_name: str | None
    attribute: str | None
    #: One line, from `Parent instance` to `cannot proceed`, as far as it was printed.
    message: str
    #: `14`, `20`, `21` from the background link.
    link: str | None
    #: Memory address of the instance, to recognise the same error printed twice.
    address: str | None
    #: Whether the text stops before its end.
    cut: bool


def read_detached_text(text: str) -> DetachedText | None:
    """Find SQLAlchemy's text anywhere in `text` (wraps allowed, also cut off); None when it is not there."""
    if "nstance" not in text:
        return None
    flat = _SPACE.sub(" ", text[:_LONGEST])
    if "nstance <" not in flat:
        return None
    squeezed = _read_squeezed(flat)
    if squeezed is not None:
        return squeezed
    cut = None
    for start in _START.finditer(flat):
        found = _read_at(flat, start.start(), start.end())
        if found is not None and _is_complete(found):
            return found
        cut = cut or (found if found is not None and found.cut else None)
    return cut


def _is_complete(text: DetachedText) -> bool:
    return not text.cut and text.kind != "unknown" and (text.kind == "refresh" or text.attribute is not None)


def _read_squeezed(flat: str) -> DetachedText | None:
    squeezed = flat.replace(" ", "")
    match = _SQUEEZED.search(squeezed)
    if match is None:
        return None
    parent = "Parent instance" if match["parent"].startswith("P") else "Instance"
    session = f"{UNBOUND}, and no contextual session is established" if match["dynamic"] else UNBOUND
    operation = "attribute refresh operation"
    if match["load"]:
        operation = f"{match['load']} load operation of attribute '{match['attribute']}'"
    message = f"{parent} <{match['class']} at {match['address']}> {session}; {operation} cannot proceed"
    return DetachedText(
        _kind(message), match["class"], match["attribute"], message, link_of(squeezed[match.end() :][:200]),
        match["address"], cut=False,
    )  # fmt: skip


def link_of(text: str) -> str | None:
    """NN of the first `sqlalche.me/e/NN/` link."""
    match = _LINK.search(text)
    return match[1] if match else None


def opens_link(text: str) -> bool:
    """Whether the text breaks off inside `(Background on this error at: ...)`."""
    opened = text.rfind("(Background")
    return opened >= 0 and ")" not in text[opened:]


def without_link(text: str) -> str:
    """The message on one line, without `(Background on this error at: ...)`."""
    return _BACKGROUND.sub("", _SPACE.sub(" ", text)).strip()


def _read_at(flat: str, start: int, body: int) -> DetachedText | None:
    match = _INSTANCE.match(flat, body)
    if match is None:
        return None
    rest = match["rest"]
    end = rest.find("cannot proceed")
    cut = end < 0
    core = rest if cut else rest[: end + len("cannot proceed")]
    if not _plausible(core, cut=cut):
        return None
    attribute = _ATTRIBUTE.search(core)
    head = flat[start : match.start("rest")]
    message = head + (core.split(" (Background")[0] if cut else core)
    return DetachedText(
        _kind(core), match["class"], attribute[1] if attribute else None, message.strip(),
        link_of(rest.replace(" ", "")), match["address"], cut,
    )  # fmt: skip


def _plausible(core: str, *, cut: bool) -> bool:
    if not cut:
        return core.startswith(UNBOUND)
    known = core[: len(UNBOUND)].rstrip(" .…'\")")
    return UNBOUND.startswith(known)


def _kind(core: str) -> Kind:
    if "no contextual session" in core:
        return "dynamic"
    if "lazy load operation" in core:
        return "lazy-load"
    if "deferred load operation" in core:
        return "deferred"
    if "attribute refresh" in core:
        return "refresh"
    return next((kind for words, kind in _OPERATIONS if _breaks_off_in(core, words)), "unknown")


def _breaks_off_in(core: str, words: str) -> bool:
    """Whether the text was cut inside these words: no two of the operations begin alike."""
    left = core.partition("; ")[2].rstrip(" .…'\")")
    return bool(left) and words.startswith(left)
