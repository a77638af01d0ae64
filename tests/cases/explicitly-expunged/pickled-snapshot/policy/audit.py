import pickle

from policy.db import Policy


def snapshot(policy: Policy) -> dict:
    """What the policy looked like, untouched by later changes."""
    frozen = pickle.dumps(policy)
    return {"bytes": len(frozen), "row": pickle.loads(frozen)}


def difference(old: Policy, new: Policy) -> str | None:
    if old.holder_id == new.holder_id:
        return None
    return f"{old.holder.name} -> #{new.holder_id}"
