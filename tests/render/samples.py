"""Diagnoses as the other rooms make them, and one as an attacker would."""

from __future__ import annotations

from detachdoc.model.diagnosis import (
    AnswerChoice,
    AnswerTaken,
    Bar,
    Candidate,
    Diagnosis,
    Evidence,
    Fix,
    NextError,
    NotAFix,
    OpenQuestion,
    Reveal,
    Snippet,
)
from detachdoc.model.lifetime import Gap
from detachdoc.model.place import Place
from detachdoc.model.report import Block, EndpointHint, ErrorReport, Frame

TITLES = {
    "session-closed-by-dependency": (1, "The session was closed too early in the request"),
    "session-not-shared": (2, "The object came from another session than the request's"),
    "context-block-exited": (3, "The block that owned the session had ended"),
    "background-task": (4, "The work ran beside or after the request"),
    "explicitly-expunged": (5, "The object was taken out of its session"),
    "used-across-requests": (6, "The object outlived its request"),
}

LAZY = ErrorReport(
    is_detached=True,
    type="sqlalchemy.orm.exc.DetachedInstanceError",
    wrapped_in=None,
    kind="lazy-load",
    class_name="User",
    attribute="orders",
    message="Parent instance <User at 0x7f3a2c1d5e50> is not bound to a Session; lazy load operation of attribute "
    "'orders' cannot proceed",
    sqlalchemy_link="20",
    blocks=(
        Block(
            "sqlalchemy.orm.exc.DetachedInstanceError",
            "Parent instance <User at 0x7f3a2c1d5e50> is not bound to a Session",
            (Frame("app/api/orders.py", 44, "list_orders", "for order in user.orders:", is_app=True),),
        ),
    ),
    subject=0,
)


def candidates(**shares: float) -> tuple[Candidate, ...]:
    """All six, from `session_not_shared=0.97`; the rest share what is left."""
    told = {name.replace("_", "-"): share for name, share in shares.items()}
    left = (1 - sum(told.values())) / max(len(TITLES) - len(told), 1)
    ranked = sorted(TITLES, key=lambda name: (-told.get(name, left), TITLES[name][0]))
    return tuple(
        Candidate(name, *TITLES[name], told.get(name, left), WHY_NOT[name] if place else "")
        for place, name in enumerate(ranked)
    )


WHY_NOT = {
    "session-closed-by-dependency": "To be this one, the request's own session would have to be closed, by its cleanup "
    "or a `close()`, before the use.",
    "session-not-shared": "To be this one, a helper would have to open a session of its own.",
    "context-block-exited": "The block is inside a dependency of a request that has a session of its own.",
    "background-task": "Nothing between the load and the use leaves the request.",
    "explicitly-expunged": "No `expunge`, copy or pickle lies on the object's way.",
    "used-across-requests": "",
}

LOAD = Place(
    "app/auth.py", 19, None, "get_current_user", "user = session.get(User, user_id)",
    "by a session that belongs to this block", 7, 33,
)  # fmt: skip
DETACH = Place(
    "app/auth.py", 18, 20, "get_current_user", "with SessionLocal() as session:",
    "leaving this block at line 20 closes its session; user is detached from there on",
)  # fmt: skip
ACCESS = Place(
    "app/api/orders.py", 44, None, "list_orders", "for order in user.orders:",
    "orders was never loaded, so this needs SQL, and has no session", 13, 24,
)  # fmt: skip

BEFORE = """\
def get_current_user(token: str = Depends(oauth2_scheme)) -> User:
    user_id = decode(token)
    with SessionLocal() as session:
        user = session.get(User, user_id)
        return user
"""
AFTER = """\
def get_current_user(
    token: str = Depends(oauth2_scheme),
    session: Session = Depends(get_db),
) -> User:
    user_id = decode(token)
    return session.get(User, user_id)
"""
DIFF = """\
--- app/auth.py
+++ app/auth.py
@@ -16,5 +16,6 @@
-def get_current_user(token: str = Depends(oauth2_scheme)) -> User:
+def get_current_user(
+    token: str = Depends(oauth2_scheme),
+    session: Session = Depends(get_db),
+) -> User:
     user_id = decode(token)
-    with SessionLocal() as session:
-        user = session.get(User, user_id)
-        return user
+    return session.get(User, user_id)
"""
FIX = Fix(
    id="take-the-request-session",
    title="give get_current_user the request's session",
    summary="Let `get_current_user` take the session as a parameter, the way the endpoint does.",
    why="FastAPI calls `get_db` once per request and hands the same session to everyone who asks. The user then lives "
    "as long as the endpoint needs it, so `user.orders` can still be loaded.",
    steps=(
        "Add `session: Session = Depends(get_db)` to the parameters of `get_current_user`.",
        "Use it, and take the `with` block out.",
    ),
    before=Snippet(BEFORE, "app/auth.py", 16, (1, 3, 4, 5)),
    after=Snippet(AFTER, "app/auth.py", 16, (1, 2, 3, 4, 6)),
    diff=DIFF,
    scope="yours",
    safety="review",
)

DIAGNOSED = Diagnosis(
    outcome="diagnosed",
    error=LAZY,
    headline="User.orders was read at app/api/orders.py:44 after the session that loaded user had ended: "
    "get_current_user opened a session of its own instead of using the request's.",
    cause=Candidate("session-not-shared", *TITLES["session-not-shared"], 0.97),
    reason="",
    confidence=0.97,
    candidates=candidates(session_not_shared=0.97, context_block_exited=0.02),
    factors=("lazy-relationship",),
    load=LOAD,
    detach=DETACH,
    access=ACCESS,
    trace=(
        LOAD,
        Place("app/auth.py", 20, None, "get_current_user", "return user", "returned out of the block"),
        Place("app/api/orders.py", 41, None, "list_orders", "user: User = Depends(get_current_user)", "injected here"),
        ACCESS,
    ),
    evidence=(
        Evidence(
            "session-owner", "`get_current_user` opens `SessionLocal()` itself.", "source",
            Place("app/auth.py", 18), (("session-not-shared", 12.0), ("context-block-exited", 6.0)),
        ),
        Evidence(
            "request-session", "The endpoint has a session from `get_db`, open all along.", "source",
            Place("app/api/orders.py", 40), (("session-not-shared", 20.0), ("context-block-exited", 0.1)),
        ),
        Evidence(
            "operation", "SQLAlchemy wanted to load the relationship User.orders and had no session to do it with.",
            "traceback", Place("app/api/orders.py", 44), (),
        ),
    ),
    answers=(
        AnswerTaken("journey", "straight", "source", "no escape on 4 steps"),
        AnswerTaken("session-owner", "own", "source", "SessionLocal() in get_current_user"),
        AnswerTaken("request-session", "yes", "user"),
    ),
    what_happened="A helper opened its own session, loaded the user and returned it. The helper's session ended with "
    "its block, and with it the user's link to the database; the request's own session never knew the user.",
    how_to_check="Search for `SessionLocal()` outside of `get_db`.",
    lifeline=(
        Bar("request", 0, 100),
        Bar("get_db", 8, 100, None, "open all along, unused here"),
        Bar("own session", 12, 38),
        Bar("user", 22, 38, 78, ".orders"),
    ),
    fix=FIX,
    not_a_fix=(
        NotAFix(
            "expire_on_commit=False",
            "It keeps what was already loaded; it loads nothing. A relationship nobody loaded is still missing.",
        ),
        NotAFix("Upgrading FastAPI", "No release cleans up before the handler is done, so the version is not it."),
    ),
    prevent="Open a session in one place only, the dependency, and pass it on. A test that calls this route with a real "
    "session fails before the fix.",
    next_errors=(
        NextError("sqlalchemy.exc.MissingGreenlet", "With an AsyncSession the same unloaded attribute raises this."),
    ),
    links=("https://sqlalche.me/e/20/bhk3",),
    replay=("request-session=yes",),
)  # fmt: skip

QUESTIONS = (
    OpenQuestion(
        "journey",
        "What became of the object between being loaded and being used?",
        "Follow the variable back from the failing line to the query that loaded it. Search for expunge, "
        "make_transient, pickle, deepcopy, lru_cache, a module-level dict, app.state, add_task and create_task.",
        (
            AnswerChoice("taken-out", "It was taken out of the session: expunge, make_transient, a copy or a pickle"),
            AnswerChoice("cached", "It was kept for later requests: a cache, a global, app.state, a singleton"),
            AnswerChoice("straight", "None of these: it was loaded and used in one go, maybe through a few calls"),
        ),
    ),
    OpenQuestion(
        "session-owner",
        "Which session loaded the object?",
        "Find the query that loaded it and look where its session variable comes from.",
        (
            AnswerChoice("request", "The request's session, the one a dependency provides"),
            AnswerChoice("own", "A session that a function, dependency or repository opened for itself"),
        ),
    ),
)

UNDECIDED = Diagnosis(
    outcome="undecided",
    error=LAZY,
    headline="User.orders was used at app/api/orders.py:44 after its session had let the object go; what let it go is "
    "still open.",
    cause=None,
    reason="",
    confidence=0.0,
    candidates=candidates(
        session_not_shared=0.48, context_block_exited=0.27, used_across_requests=0.12, explicitly_expunged=0.08,
        session_closed_by_dependency=0.04,
    ),
    access=Place("app/api/orders.py", 44, None, "list_orders", "for order in user.orders:"),
    reveals=(
        Reveal("load", "The query that fetched User: search for `select(`, `.get(` and `.query(` on the way to "
               "app/api/orders.py:44."),
        Reveal("detach", "The end of the session that loaded it: a `with` block, a `close()`, an `expunge`."),
    ),
    evidence=(
        Evidence("operation", "SQLAlchemy wanted to load the relationship User.orders and had no session to do it "
                 "with.", "traceback", Place("app/api/orders.py", 44), ()),
        Evidence("access-site", "It was used in the handler, while FastAPI keeps the sessions of `yield` dependencies "
                 "open.", "traceback", Place("app/api/orders.py", 44, function="list_orders"),
                 (("session-closed-by-dependency", 0.2),)),
        Evidence("fastapi-era", "FastAPI 0.165 runs the cleanup after the reply is sent.", "environment", None,
                 (("session-closed-by-dependency", 0.5),)),
    ),
    answers=(AnswerTaken("journey", "unknown", "unknown"),),
    questions=QUESTIONS,
    remarks=("FastAPI 0.170.0 is newer than the newest this was measured on (0.165.0).",),
    replay=("journey=unknown",),
)  # fmt: skip

TRACEBACK_ONLY = DIAGNOSED._replace(
    headline="send_invoice used Invoice.customer at app/jobs.py:12, after the request that loaded it had ended.",
    error=LAZY._replace(class_name="Invoice", attribute="customer", occurrences=7),
    cause=Candidate("background-task", *TITLES["background-task"], 0.93),
    confidence=0.93,
    candidates=candidates(background_task=0.93),
    load=None,
    detach=None,
    access=Place("app/jobs.py", 12, None, "send_invoice", "to = invoice.customer.email", "needs Invoice.customer"),
    reveals=(Reveal("load", "The query in the endpoint."), Reveal("detach", "The `add_task` call.")),
    trace=(),
    evidence=(
        Evidence("access-site", "It ran as a background task.", "traceback", Place("app/jobs.py", 12),
                 (("background-task", 30.0),)),
        Evidence("era", "On this FastAPI the session of a default dependency would still be open.", "environment", None,
                 (("background-task", 0.5),)),
    ),
    fix=FIX._replace(
        scope="example",
        before=Snippet("background.add_task(send_invoice, invoice)\n", None, 1, (1,)),
        after=Snippet("background.add_task(send_invoice, invoice.id)\n", None, 1, (1,)),
        diff="-background.add_task(send_invoice, invoice)\n+background.add_task(send_invoice, invoice.id)\n",
    ),
    answers=(),
    replay=(),
    gaps=(Gap(Place("app/jobs.py", 30), "could not follow `**kwargs`; the object may have come from there"),),
)  # fmt: skip

OUTSIDE = Diagnosis(
    outcome="outside-the-six",
    error=LAZY._replace(kind="refresh", attribute=None),
    headline="The row was deleted in the same request",
    cause=None,
    reason="Deleting a row and committing detaches its object although the session is open. Read what the reply needs "
    "before the delete.",
    confidence=0.91,
    candidates=candidates(session_not_shared=0.4),
    access=Place("app/api/users.py", 60, None, "delete_user", "return user", "the response reads a deleted row"),
    evidence=(
        Evidence("journey", "The row is deleted and committed before.", "source", Place("app/api/users.py", 58), ()),
    ),
)

NEIGHBOUR = Diagnosis(
    outcome="other-error",
    error=ErrorReport(
        is_detached=False,
        type="sqlalchemy.exc.MissingGreenlet",
        wrapped_in="sqlalchemy.exc.StatementError",
        kind="unknown",
        class_name=None,
        attribute=None,
        message="greenlet_spawn has not been called; can't call await_only() here.",
        sqlalchemy_link="20",
        blocks=(),
        subject=None,
        endpoint=EndpointHint("app/api/users.py", 12, "read_user", "GET /users/{id}"),
    ),
    headline="MissingGreenlet: an attribute was loaded outside of `await`.",
    cause=None,
    reason="The session is open, but an AsyncSession cannot load on attribute access. It is not a "
    "DetachedInstanceError. Eager load the attribute with `selectinload`.",
    confidence=0.0,
    links=("https://sqlalche.me/e/20/xd2s",),
)

NO_ERROR = Diagnosis(
    outcome="no-error",
    error=NEIGHBOUR.error._replace(type="", message="", wrapped_in=None, endpoint=None),
    headline="There is no error in these 214 lines.",
    cause=None,
    reason="",
    confidence=0.0,
)

EVIL = "\x1b[31m[/x][bold]\x07\x9b2J\u202e\u2066\u200bзло漢字🙂\r\n<img src=x onerror=a>`*_@all #1"
HOSTILE = DIAGNOSED._replace(
    headline=f"User.{EVIL} was read",
    error=LAZY._replace(class_name=EVIL, attribute=EVIL, message=EVIL),
    load=LOAD._replace(file=EVIL, function=EVIL, code=f"x = '{EVIL}' " + "漢字" * 90, says=EVIL),
    detach=DETACH._replace(file="a" * 300, code="y(" + "b" * 400 + ")", column=0, end_column=500),
    access=ACCESS._replace(code="\tfor x in 漢字.注文:", column=999, end_column=5),
    evidence=(Evidence("e", EVIL, "source", Place(EVIL, 3), ()),),
    lifeline=(Bar(EVIL, -5, 400, None, EVIL), Bar("漢字" * 30, 90, 20, 10, "x" * 200)),
    fix=FIX._replace(
        title=EVIL,
        before=Snippet(EVIL + "\n\tx = 1\n" + "z" * 250, EVIL, 99_998, (1, 2)),
        after=Snippet("```\n" + "漢" * 150, "b.py", 1, (1,)),
        diff=f"--- a\n+++ b\n-{EVIL}\n+```\n",
    ),
    not_a_fix=(NotAFix(EVIL, EVIL),),
    remarks=(EVIL,),
    replay=(f"journey={EVIL}",),
)

ALL = {
    "diagnosed": DIAGNOSED,
    "traceback-only": TRACEBACK_ONLY,
    "undecided": UNDECIDED,
    "outside": OUTSIDE,
    "neighbour": NEIGHBOUR,
    "no-error": NO_ERROR,
    "hostile": HOSTILE,
}
