"""On which branches does something happen? A guard names branches and the arms of them that are taken."""

from __future__ import annotations

#: Branch number -> arms that may be taken. Branches that are not named do not matter.
Guard = dict[int, frozenset[int]]

#: Nothing is assumed. Guards are never changed in place.
ALWAYS: Guard = {}


def arm(guard: Guard, branch: int, arms: frozenset[int]) -> Guard:
    """The guard with one more branch decided."""
    known = guard.get(branch)
    return {**guard, branch: arms if known is None else known & arms}


def both(left: Guard, right: Guard) -> Guard | None:
    """Where both hold; None when they exclude each other."""
    if not left:
        return right
    if not right or left is right:
        return left
    merged = dict(left)
    for branch, arms in right.items():
        known = merged.get(branch)
        common = arms if known is None else known & arms
        if not common:
            return None
        merged[branch] = common
    return merged


def compatible(left: Guard, right: Guard) -> bool:
    """Whether both can hold in one run."""
    if len(right) < len(left):
        left, right = right, left
    return all(branch not in right or arms & right[branch] for branch, arms in left.items())


def implied(event: Guard, by: Guard) -> bool:
    """Whether `by` makes certain that `event` holds."""
    return all(branch in by and by[branch] <= arms for branch, arms in event.items())
