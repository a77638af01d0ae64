"""Mistakes in tree.yaml: what is replaced by what, then start of the line and message of each problem."""

TREE_MISTAKES = {
    "unknown key at the top": (
        'version: "2026.1"',
        'version: "2026.1"\nrooot: journey',
        ("rooot:", 'unknown key "rooot"; did you mean "root"?'),
    ),
    "unknown key below": (
        'ask: "What became',
        'asks: "What became',
        ("journey:", 'the key "ask" is missing in questions.journey'),
        ("asks:", 'unknown key "asks" in questions.journey; did you mean "ask"?'),
    ),
    "label of an unknown value": (
        "    what: where the object was used",
        "    what: where the object was used\n    labels:\n      streeming: while streaming",
        ("streeming:", 'unknown key "streeming" in facts.access-site.labels; did you mean "streaming"?'),
    ),
    "missing key": (
        "threshold: 0.85\n",
        "",
        ("version:", 'the key "threshold" is missing'),
    ),
    "wrong type, text for a block": (
        '    labels: {own: "One of its own"}',
        "    labels: own",
        ("labels:", "questions.owner.wordings[1].labels must be a block of keys (key: value), but is text"),
    ),
    "wrong type, text for a list": (
        "facts: [access-site=handler]",
        "facts: access-site=handler",
        ("taken-out:", "questions.journey.answers.taken-out.facts must be a list, but is text"),
    ),
    "wrong type, list for a text": (
        'label: "Cached"',
        "label: [Cached]",
        ("cached:", "questions.journey.answers.cached.label must be text, but is a list"),
    ),
    "quoted number": (
        "threshold: 0.85",
        'threshold: "0.85"',
        ("threshold:", "threshold must be a number greater than 0.5 and at most 1"),
    ),
    "duplicate key": (
        "threshold: 0.85",
        "threshold: 0.85\nthreshold: 0.9",
        ("threshold: 0.9", 'the key "threshold" is here twice, first on line 10'),
    ),
    "merge key": (
        '      streaming: {says: ""}',
        '      streaming: {says: "", <<: {source: x}}',
        ("streaming:", 'unknown key "<<" in facts.access-site.values.streaming; possible here: says, source, supports'),
    ),
    "key that is no word": (
        "threshold: 0.85",
        "threshold: 0.85\n? [a, b]\n: c",
        ("? [a,", "a key must be a plain word"),
    ),
    "unknown fact in when": (
        "when: {access-site: streaming}",
        "when: {acces-site: streaming}",
        ("- when: {acces-site:", 'unknown fact "acces-site"; did you mean "access-site"?'),
    ),
    "unknown value in when": (
        "when: {access-site: streaming}",
        "when: {access-site: stream}",
        ("- when: {access-site: stream}", 'the fact access-site has no value "stream"; did you mean "streaming"?'),
    ),
    "unknown value in a list of when": (
        "[streaming, handler]",
        "[streaming, handlers]",
        ("- when: {access-site: [streaming,", 'the fact access-site has no value "handlers"; did you mean "handler"?'),
    ),
    "unknown fact in a factor": (
        "[{operation: lazy-load}",
        "[{operations: lazy-load}",
        ("lazy-relationship:", 'unknown fact "operations"; did you mean "operation"?'),
    ),
    "unknown fact of an answer": (
        "[access-site=handler]",
        "[site=handler]",
        ("taken-out:", 'unknown fact "site"; did you mean "access-site"?'),
    ),
    "fact of an answer without its value": (
        "[access-site=handler]",
        "[access-site]",
        (
            "taken-out:",
            (
                "questions.journey.answers.taken-out.facts[1] must be written as fact-id=value, "
                "for example journey=straight"
            ),
        ),
    ),
    "unknown cause in supports": (
        "{background-task: 3}",
        "{background-tasks: 3}",
        (
            "supports: {background-tasks:",
            'unknown cause or outside reason "background-tasks"; did you mean "background-task"?',
        ),
    ),
    "supports of zero": (
        "{background-task: 3}",
        "{background-task: 0}",
        (
            "supports: {background-task: 0}",
            "situations[1].supports.background-task must be a number greater than 0 and at most 1000",
        ),
    ),
    "supports below zero": (
        "{background-task: 3}",
        "{background-task: -3}",
        (
            "supports: {background-task: -3}",
            "situations[1].supports.background-task must be a number greater than 0 and at most 1000",
        ),
    ),
    "supports without end": (
        "{background-task: 3}",
        "{background-task: .inf}",
        (
            "supports: {background-task: .inf}",
            "situations[1].supports.background-task must be a number greater than 0 and at most 1000",
        ),
    ),
    "unknown cause of an answer": (
        "cause: used-across-requests}",
        "cause: used-across-request}",
        ("questions:", 'no answer leads to the cause "used-across-requests"'),
        (
            "cached:",
            (
                'unknown cause "used-across-request" in questions.journey.answers.cached.cause; '
                'did you mean "used-across-requests"?'
            ),
        ),
    ),
    "unknown outside reason of an answer": (
        "outside: row-deleted,",
        "outside: row-delete,",
        (
            "deleted: {label:",
            (
                'unknown outside reason "row-delete" in questions.journey.answers.deleted.outside; '
                'did you mean "row-deleted"?'
            ),
        ),
        ("row-deleted: {title:", 'no answer leads to the outside reason "row-deleted"'),
    ),
    "question that leads to a missing one": (
        "cause: context-block-exited}",
        "next: blocks}",
        ("questions:", 'no answer leads to the cause "context-block-exited"'),
        ("block:", 'unknown question "blocks" in questions.owner.answers.block.next; possible here: journey, owner'),
    ),
    "cycle": (
        "cause: context-block-exited}",
        "next: journey}\n      more: {label: M, cause: context-block-exited}",
        ("journey:", 'the question "journey" leads back to itself; a path must end'),
        ("owner:", 'the question "owner" leads back to itself; a path must end'),
    ),
    "unreachable question": (
        "  owner:\n",
        (
            "  lost: {ask: A, how_to_check: B, answers: {x: {label: L, cause: background-task}, "
            "y: {label: L, next: owner}}}\n  owner:\n"
        ),
        ("lost:", 'no answer leads to the question "lost", so it is never asked'),
    ),
    "unreachable cause": (
        "cause: used-across-requests}",
        "cause: background-task}",
        ("questions:", 'no answer leads to the cause "used-across-requests"'),
    ),
    "unreachable outside reason": (
        "outside:\n",
        'outside:\n  other: {title: "O", says: "S", prior: 0.1}\n',
        ("other:", 'no answer leads to the outside reason "other"'),
    ),
    "two destinations": (
        "cause: used-across-requests}",
        "cause: used-across-requests, outside: row-deleted}",
        ("cached:", "questions.journey.answers.cached must have exactly one of: cause, outside, next"),
    ),
    "no destination": (
        ", cause: used-across-requests}",
        "}",
        ("questions:", 'no answer leads to the cause "used-across-requests"'),
        ("cached:", "questions.journey.answers.cached must have exactly one of: cause, outside, next"),
    ),
    "one answer only": (
        "questions:\n",
        "questions:\n  single: {ask: A, how_to_check: B, answers: {x: {label: L, next: owner}}}\n",
        ("single:", 'no answer leads to the question "single", so it is never asked'),
        ("single:", 'the question "single" has only one answer, so it asks nothing'),
    ),
    "answer called unknown": (
        "      cached: {",
        "      unknown: {",
        ("unknown:", 'the answer id "unknown" is taken: every question offers "I don\'t know" by itself'),
    ),
    "id with capital letters": (
        "      cached: {",
        "      Cached: {",
        ("Cached:", '"Cached" is no answer id; use lower-case letters, digits and hyphens'),
    ),
    "share of zero": (
        "share: 0.5",
        "share: 0",
        (
            "deleted: {label:",
            "questions.journey.answers.deleted.share must be a number greater than 0 and at most 1000",
        ),
    ),
    "label for an answer that is not there": (
        "labels: {own:",
        "labels: {owner:",
        ("labels:", 'the question has no answer "owner"; did you mean "own"?'),
    ),
    "unknown root": (
        "root: journey",
        "root: journy",
        ("root:", 'unknown question "journy" in root; did you mean "journey"?'),
    ),
    "precedence with a cause missing": (
        "  - explicitly-expunged\n",
        "",
        ("precedence:", "precedence must name each of the six causes once"),
    ),
    "precedence with a cause twice": (
        "  - explicitly-expunged\n",
        "  - explicitly-expunged\n  - explicitly-expunged\n",
        ("precedence:", "precedence must name each of the six causes once"),
    ),
    "precedence with an unknown cause": (
        "  - explicitly-expunged\n",
        "  - expunged\n",
        ("precedence:", "precedence must name each of the six causes once"),
        ("- expunged", 'unknown cause "expunged" in precedence[1]; did you mean "explicitly-expunged"?'),
    ),
    "threshold too low": (
        "threshold: 0.85",
        "threshold: 0.5",
        ("threshold:", "threshold must be a number greater than 0.5 and at most 1"),
    ),
    "threshold too high": (
        "threshold: 0.85",
        "threshold: 1.1",
        ("threshold:", "threshold must be a number greater than 0.5 and at most 1"),
    ),
    "priors incomplete": (
        "    explicitly-expunged: 5\n",
        "",
        ("weights:", 'the key "explicitly-expunged" is missing in priors.weights'),
    ),
    "prior of an unknown cause": (
        "    explicitly-expunged: 5\n",
        "    explicitly-expunged: 5\n    expunge: 1\n",
        ("expunge:", 'unknown key "expunge" in priors.weights; did you mean "explicitly-expunged"?'),
    ),
    "prior of zero": (
        "explicitly-expunged: 5",
        "explicitly-expunged: 0",
        (
            "explicitly-expunged:",
            "priors.weights.explicitly-expunged must be a number greater than 0 and at most 1000000",
        ),
    ),
    "prior of an outside reason out of range": (
        "prior: 0.02",
        "prior: 2",
        ("row-deleted: {title:", "outside.row-deleted.prior must be a number greater than 0 and at most 1"),
    ),
    "unknown placeholder in evidence": (
        "{object} was used at {where}",
        "{objekt} was used at {where}",
        ("handler:", 'unknown placeholder {objekt} in facts.access-site.values.handler.says; did you mean "object"?'),
    ),
    "placeholder of evidence in a question": (
        "became of {object}?",
        "became of {where}?",
        (
            'ask: "What',
            (
                "unknown placeholder {where} in questions.journey.ask; "
                "possible here: access, attribute, class, function, object, reader"
            ),
        ),
    ),
    "empty text": (
        'label: "Cached"',
        'label: " "',
        ("cached:", "questions.journey.answers.cached.label is empty"),
    ),
    "key without a value": (
        '    how_to_check: "Look for expunge."',
        "    how_to_check:",
        ("how_to_check:", "questions.journey.how_to_check is empty"),
    ),
    "evidence without words is not written by leaving them out": (
        '{says: ""}',
        "{says: }",
        ("streaming:", "facts.access-site.values.streaming.says is empty"),
    ),
    "empty list": (
        "[streaming, handler]",
        "[]",
        ("- when: {access-site: [],", "situations[1].when.access-site is an empty list"),
    ),
    "empty block": (
        "when: {access-site: streaming}",
        "when: {}",
        ("- when: {}", "questions.owner.wordings[1].when is empty"),
    ),
}
