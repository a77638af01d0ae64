"""A small valid knowledge folder, and one way to make a mistake in it."""

from __future__ import annotations

import os

CAUSES = {
    1: "session-closed-by-dependency",
    2: "session-not-shared",
    3: "context-block-exited",
    4: "background-task",
    5: "explicitly-expunged",
    6: "used-across-requests",
}

TREE = """\
version: "2026.1"
root: journey
precedence:
  - explicitly-expunged
  - used-across-requests
  - background-task
  - session-not-shared
  - context-block-exited
  - session-closed-by-dependency
threshold: 0.85
priors:
  source: "a count"
  weights:
    session-closed-by-dependency: 17
    session-not-shared: 31
    context-block-exited: 18
    background-task: 11
    explicitly-expunged: 5
    used-across-requests: 8
facts:
  access-site:
    what: where the object was used
    values:
      handler: {says: "{object} was used at {where}.", supports: {background-task: 0.5, row-deleted: 2}, source: "x"}
      streaming: {says: ""}
  operation:
    what: what SQL was for
    values:
      lazy-load: {says: "A relationship."}
      refresh: {says: "Expired columns."}
situations:
  - when: {access-site: [streaming, handler], operation: refresh}
    says: "Both."
    supports: {background-task: 3}
    source: "a count"
questions:
  journey:
    ask: "What became of {object}?"
    how_to_check: "Look for expunge."
    answers:
      taken-out: {label: "Taken out", cause: explicitly-expunged, facts: [access-site=handler]}
      cached: {label: "Cached", cause: used-across-requests}
      handed: {label: "Handed on", cause: background-task}
      deleted: {label: "Deleted", outside: row-deleted, share: 0.5}
      straight: {label: "Neither", next: owner}
  owner:
    ask: "Whose session?"
    how_to_check: "Look at the query."
    answers:
      request: {label: "The request's", cause: session-closed-by-dependency}
      own: {label: "Its own", cause: session-not-shared}
      block: {label: "A block's", cause: context-block-exited}
    wordings:
      - when: {access-site: streaming}
        ask: "Whose session, while streaming?"
        labels: {own: "One of its own"}
factors:
  lazy-relationship: {says: "A relationship.", when: [{operation: lazy-load}, {access-site: streaming}]}
outside:
  row-deleted: {title: "Deleted", says: "The row was deleted.", prior: 0.02}
"""

CAUSE = """\
number: {number}
title: A title
verdict: "{{class}}.{{attribute}} was used too late."
what_happened: "It ended."
why: "Because."
how_to_check: "Look."
why_not: "It was not."
places:
  load: "loaded"
  detach: "let go"
  access: "used at {{access}}"
reveals: {{load: "a", detach: "b", access: "c"}}
lifeline:
  - {{label: request, start: 0, end: 100}}
  - {{label: session, start: 10, end: 45}}
  - {{label: "{{object}}", start: 20, end: 45, used: 80, says: "{{attribute}}"}}
fixes:
  - id: reload
    title: Load again
    summary: "Do."
    why: "So."
    steps: [First, Second, {{when: {{operation: refresh}}, do: "Third {{class}}"}}]
    safety: safe
    when: {{operation: [refresh, lazy-load]}}
    variant: example
  - id: keep
    title: Keep it
    summary: "Do."
    why: "So."
    steps: [First]
    safety: review
not_a_fix:
  - {{advice: "Retry", why_not: "It hides.", when: {{operation: refresh}}}}
prevent: "Next time."
next_errors:
  - {{type: sqlalchemy.orm.exc.StaleDataError, says: "Two writers."}}
links:
  - {{title: Docs, url: "https://docs.sqlalchemy.org/"}}
"""

VARIANT = """\
title: An example
when: {operation: lazy-load}
names: {User: class, orders: attribute}
raises_when: {fastapi: ">=0.106,<0.118"}
needs: {sqlalchemy: ">=2.0"}
"""

BEFORE = """\
import os

# [show]
class User:
    pass
# [/show]

def unseen() -> None:
    # [show]
    print(user.orders)
    # [/show]
"""

NEIGHBOURS = """\
neighbours:
  missing-greenlet:
    title: Missing greenlet
    types: [MissingGreenlet]
    message_has: ["greenlet_spawn has not been called"]
    says: "Another error."
    links: [{title: Docs, url: "https://docs.sqlalchemy.org/"}]
"""

TEARDOWN = """\
verified_until: "0.165.0"
rows:
  - {fastapi: ">=0.106,<0.118", scope: request, places: {streaming: after, handler: before}}
"""


def write_valid(folder: str) -> str:
    """Write a folder without mistakes; returns it."""
    write(folder, "tree.yaml", TREE)
    write(folder, "neighbours.yaml", NEIGHBOURS)
    write(folder, "teardown.yaml", TEARDOWN)
    for number, cause in CAUSES.items():
        write(folder, f"causes/{cause}/cause.yaml", CAUSE.format(number=number))
        write(folder, f"causes/{cause}/example/variant.yaml", VARIANT)
        write(folder, f"causes/{cause}/example/before.py", BEFORE)
        write(folder, f"causes/{cause}/example/after.py", BEFORE)
    return folder


def write(folder: str, file: str, text: str) -> None:
    """Write one file, with its folders."""
    path = os.path.join(folder, *file.split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)


def text_of(folder: str, file: str) -> str:
    """The text of one file."""
    with open(os.path.join(folder, *file.split("/")), encoding="utf-8") as stream:
        return stream.read()


def replace(folder: str, file: str, old: str, new: str) -> None:
    """Replace the first `old` in a file by `new`; `old` must be there."""
    text = text_of(folder, file)
    assert old in text, f"{file} does not hold {old!r}"
    write(folder, file, text.replace(old, new, 1))
