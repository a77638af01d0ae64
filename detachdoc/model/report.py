"""What was read from the text somebody pasted or piped, before anything is concluded from it."""

from typing import Literal, NamedTuple

from detachdoc.model.place import Place

#: The operation that needed SQL. Four raise sites in SQLAlchemy 1.3 to 2.1, one text each.
Kind = Literal["lazy-load", "refresh", "deferred", "dynamic", "unknown"]

#: How a block of an exception chain leads to the one printed after it.
Link = Literal["cause", "context", "group", "remote"]


class Frame(NamedTuple):
    """One frame of a traceback."""

    #: Path as printed, with wraps and escapes undone and `\\` kept.
    file: str
    line: int | None = None
    function: str | None = None
    #: The printed source line, without indentation.
    code: str | None = None
    #: Whether this is the user's own code, judged by package folders.
    is_app: bool = False
    #: Import name of the library the frame belongs to (`sqlalchemy`, `fastapi`), None for the app's.
    package: str | None = None
    #: 1, or more where Python printed `[Previous line repeated N more times]`.
    repeated: int = 1
    #: 0-based columns in `code` that Python 3.11 and later underline with `^` and `~`; None without an underline.
    column: int | None = None
    end_column: int | None = None


class Block(NamedTuple):
    """One exception of a chain, with its own frames."""

    #: As printed: dotted, or bare where the format drops the module.
    type: str
    message: str
    #: Outermost first, whatever order the format prints.
    frames: tuple[Frame, ...] = ()
    #: How this block leads to the next block of the chain; None for the last.
    link_to_next: Link | None = None
    #: PEP 678 notes and similar lines after the message.
    notes: tuple[str, ...] = ()


class EndpointHint(NamedTuple):
    """The endpoint FastAPI 0.124 and later names in a ResponseValidationError. Not a stack frame."""

    file: str | None
    line: int | None
    function: str | None
    #: e.g. `GET /users/{id}`.
    route: str | None


class RecorderNote(NamedTuple):
    """What detachdoc's recorder wrote into the error message inside the user's app."""

    loaded: Place | None = None
    detached: Place | None = None
    #: block-exit, close, dependency-teardown, remove, expunge, expunge-all, make-transient, invalidate,
    #: reset, copy, unpickled, deleted, rollback-new, collected.
    detached_by: str | None = None
    expired: Place | None = None
    #: commit, rollback, expire.
    expired_by: str | None = None
    #: The rest of the note as `key=value`, in order. Keys are `<load|detach|made|other|use>-<what>`: `-request` (a
    #: number, `none`, `before` or `outside` the request of the use), `-kind` (`request` or `job`), `-over`, `-task`,
    #: `-thread`, `-new`, `-for` (a role), `-owner` (`own`, `request`, `shared`), `-site`; `other-none`.
    extra: tuple[tuple[str, str], ...] = ()
    #: Where the session that let the object go was made.
    made: Place | None = None
    #: Where another session of the same request was made.
    other: Place | None = None
    #: Where the object was used.
    used: Place | None = None
    #: The line that ran on behalf of `detached`: a `close()` in a block's `__exit__`, the unpickling of an object.
    through: Place | None = None

    def get(self, key: str) -> str | None:
        """Return the value of `key` in `extra`; None when the note does not say."""
        return next((value for name, value in self.extra if name == key), None)


class ErrorReport(NamedTuple):
    """One distinct error of the input. Equal ones are counted, not repeated."""

    #: Whether DetachedInstanceError is in it, raised, wrapped or only in a message.
    is_detached: bool
    #: Dotted type of SQLAlchemy's error where there is one, even when wrapped; else the final type.
    type: str
    #: Dotted type of the pydantic, FastAPI or SQLAlchemy error that swallowed it; None when raised itself.
    wrapped_in: str | None
    kind: Kind
    #: Mapped class named by the message, e.g. `User`.
    class_name: str | None
    attribute: str | None
    #: SQLAlchemy's message, one line, without the background link.
    message: str
    #: `14`, `20`, `21` from the `sqlalche.me/e/NN/` link; None when there is no link.
    sqlalchemy_link: str | None
    #: The whole chain, in print order.
    blocks: tuple[Block, ...]
    #: Index in `blocks` of the block that carries the error; None when there is no block (message only).
    subject: int | None
    endpoint: EndpointHint | None = None
    #: Lines around the traceback that say where it ran: `Task exception was never retrieved`,
    #: `Exception in thread worker-1`, a Celery header, a logger's message. Stripped, in order.
    headers: tuple[str, ...] = ()
    occurrences: int = 1
    #: 1-based line of the input where it was first seen.
    first_line: int = 1
    recorder: RecorderNote | None = None
    #: What the text lost: `truncated-head`, `truncated-tail`, `no-frames`, `interleaved`.
    damage: tuple[str, ...] = ()

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Frames of the block that carries the error, outermost first; empty when there are none."""
        return () if self.subject is None else self.blocks[self.subject].frames

    @property
    def app_frames(self) -> tuple[Frame, ...]:
        """The user's own frames among `frames`, outermost first."""
        return tuple(frame for frame in self.frames if frame.is_app)

    @property
    def access(self) -> Frame | None:
        """The innermost frame in the user's own code."""
        own = self.app_frames
        return own[-1] if own else None


class Report(NamedTuple):
    """Everything read from one input."""

    #: Distinct errors, DetachedInstanceErrors first, the likeliest root error first; none dropped.
    errors: tuple[ErrorReport, ...]
    #: Bytes read.
    size: int
