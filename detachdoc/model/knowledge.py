"""The knowledge folder as typed values. Each class documents the YAML keys it is read from."""

from typing import Literal, NamedTuple

#: `fact-id -> accepted values`; all must hold. Read from YAML as `when: {fact-id: value}` or a list of values.
When = tuple[tuple[str, tuple[str, ...]], ...]


class FactValue(NamedTuple):
    """One value of a fact (`facts.<id>.values.<value>` in tree.yaml)."""

    id: str
    #: `says`: the sentence shown as evidence. May use {file}, {line}, {function} and the fact's own words.
    says: str
    #: `supports`: cause or outside-reason id -> factor on its odds; 1 is neutral. Never 0.
    supports: tuple[tuple[str, float], ...]
    #: `source`: where the factors come from, e.g. `FACTS D, G4; 24 of 121 reports`.
    source: str


class FactSpec(NamedTuple):
    """A fact the rooms may state (`facts.<id>`): `what` it is and its `values`."""

    id: str
    what: str
    values: tuple[FactValue, ...]
    #: `labels`: value -> words that complete `This helps ...`, e.g. `in a middleware`. Not every value needs one.
    labels: tuple[tuple[str, str], ...] = ()


class Situation(NamedTuple):
    """An interaction (`situations[]`): when several facts hold together, further factors apply."""

    when: When
    #: Shown as evidence when not empty.
    says: str
    supports: tuple[tuple[str, float], ...]
    source: str


class Wording(NamedTuple):
    """Other words for a question in a situation (`wordings[]` of a question)."""

    when: When
    ask: str
    how_to_check: str
    #: Answer id -> label; answers left out keep their own label.
    labels: tuple[tuple[str, str], ...]


class TreeAnswer(NamedTuple):
    """One answer of a question: `label`, and where it leads (`cause`, `outside` or `next`)."""

    id: str
    label: str
    #: A cause id, an outside-reason id, or a question id.
    leads_to: str
    kind: Literal["cause", "outside", "next"]
    #: `facts`: `(fact-id, value)` pairs; any of them gives this answer without asking.
    facts: tuple[tuple[str, str], ...]
    #: `share`: how much of its leaf's weight lies on this path, when several answers lead to one leaf.
    share: float
    #: `rules_out`: why this answer speaks against the causes it does not lead to, one sentence; may be empty.
    rules_out: str = ""


class TreeQuestion(NamedTuple):
    """One question (`questions.<id>`): `ask`, `how_to_check`, `answers`, `wordings`."""

    id: str
    ask: str
    how_to_check: str
    answers: tuple[TreeAnswer, ...]
    wordings: tuple[Wording, ...]


class Factor(NamedTuple):
    """One factor (`factors.<id>`): set when any of its `when` rows holds; `says` is shown."""

    id: str
    says: str
    when: tuple[When, ...]


class OutsideReason(NamedTuple):
    """A reason outside the six (`outside.<id>`)."""

    id: str
    title: str
    #: A paragraph: what happened, how to check, what to change.
    says: str
    prior: float


class Tree(NamedTuple):
    """tree.yaml."""

    #: `root`: id of the first question.
    root: str
    #: `precedence`: cause ids, the first that fits wins.
    precedence: tuple[str, ...]
    #: `threshold`: probability at which a cause is named.
    threshold: float
    #: `priors`: cause id -> share of public reports.
    priors: tuple[tuple[str, float], ...]
    priors_source: str
    facts: tuple[FactSpec, ...]
    situations: tuple[Situation, ...]
    questions: tuple[TreeQuestion, ...]
    factors: tuple[Factor, ...]
    outside: tuple[OutsideReason, ...]


class Popular(NamedTuple):
    """Popular advice that fails (`not_a_fix[]` of a cause): shown when `when` holds."""

    advice: str
    why_not: str
    when: When


class FixStep(NamedTuple):
    """One step of a fix: a text, or `do` with the `when` in which it is worth saying."""

    do: str
    when: When = ()


class FixAdvice(NamedTuple):
    """A fix (`fixes[]` of a cause); the first whose `when` holds is shown, so the last has no `when`."""

    id: str
    title: str
    summary: str
    why: str
    #: A step is left out where its `when` is known not to hold.
    steps: tuple[FixStep, ...]
    safety: Literal["safe", "review"]
    when: When
    #: `variant`, one or a list: ids of the variants whose before and after illustrate it, the most usual first. The one
    #: nearest to the situation is shown; when there is none here, the nearest of the cause.
    variants: tuple[str, ...]


class VariantSpec(NamedTuple):
    """knowledge/causes/<cause>/<variant>/variant.yaml beside its before.py and after.py."""

    id: str
    title: str
    #: Situation the variant illustrates; the one with most matches is shown.
    when: When
    #: Names the example uses -> what they stand for, `class`, `attribute`, `object` or `function`, so that
    #: the user's own names can be put in.
    names: tuple[tuple[str, str], ...]
    #: `raises_when`: version specifiers on which before.py raises, e.g. `fastapi: ">=0.106,<0.118"`.
    raises_when: tuple[tuple[str, str], ...]
    #: Only the lines between `# [show]` and `# [/show]` of before.py and after.py.
    before: str
    after: str
    #: `needs`: version specifiers without which neither side can run, e.g. `sqlalchemy: ">=2.0"`.
    needs: tuple[tuple[str, str], ...] = ()


class LifelineRow(NamedTuple):
    """A row of the picture (`lifeline[]` of a cause): `label`, `start`, `end`, `used`, `says`."""

    label: str
    start: int
    end: int | None
    used: int | None
    says: str


class Link(NamedTuple):
    """An official page: `title`, `url`."""

    title: str
    url: str


class Following(NamedTuple):
    """An error that may come next: `type`, `says`, and the `when` in which it is worth saying."""

    type: str
    says: str
    when: When = ()


class Cause(NamedTuple):
    """knowledge/causes/<id>/cause.yaml. Texts may use {object}, {class}, {attribute}, {access}, {function}."""

    id: str
    number: int
    title: str
    #: One sentence with the user's class, attribute and line: what happened.
    verdict: str
    what_happened: str
    why: str
    how_to_check: str
    #: One sentence on why it lost, when it did.
    why_not: str
    #: What each of the three places is for this cause: `load`, `detach`, `access` -> says.
    places: tuple[tuple[str, str], ...]
    #: What would reveal an unknown place: `load`, `detach`, `access` -> says.
    reveals: tuple[tuple[str, str], ...]
    lifeline: tuple[LifelineRow, ...]
    fixes: tuple[FixAdvice, ...]
    not_a_fix: tuple[Popular, ...]
    prevent: str
    next_errors: tuple[Following, ...]
    links: tuple[Link, ...]
    variants: tuple[VariantSpec, ...]


class Proof(NamedTuple):
    """What the examples of a cause were run on (verified.toml), and a test to paste (test_regression.py)."""

    #: FastAPI releases on which every example is run.
    fastapi: tuple[str, ...] = ()
    #: SQLAlchemy lines, each with each of those.
    sqlalchemy: tuple[str, ...] = ()
    #: A pytest file that fails before the fix and passes after it; empty when there is none.
    test: str = ""


class Neighbour(NamedTuple):
    """A look-alike error (`neighbours.<id>` in neighbours.yaml)."""

    id: str
    title: str
    #: Exception type names without module; empty means any.
    types: tuple[str, ...]
    #: Substrings of the message; any of them matches; empty means any.
    message_has: tuple[str, ...]
    #: A paragraph: what it is, why it is not DetachedInstanceError, what to change.
    says: str
    links: tuple[Link, ...]


class TeardownRow(NamedTuple):
    """FastAPI versions and which places run before or after a dependency's cleanup (teardown.yaml)."""

    #: PEP 440 specifier, e.g. `>=0.106,<0.118`.
    fastapi: str
    #: `request` (the default) or `function`.
    scope: str
    #: Place (an `access-site` value) -> `before` or `after` the cleanup.
    places: tuple[tuple[str, str], ...]


class Teardown(NamedTuple):
    """teardown.yaml: `rows`, and the newest FastAPI they were measured on (`verified_until`)."""

    rows: tuple[TeardownRow, ...]
    verified_until: str


class Knowledge(NamedTuple):
    """The whole folder."""

    version: str
    tree: Tree
    causes: tuple[Cause, ...]
    neighbours: tuple[Neighbour, ...]
    teardown: Teardown
