"""Who answers the decision's questions: a person at a terminal, `--answer`, or nobody."""
