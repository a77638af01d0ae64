"""A memcached client's interface over a dict, for one process."""
import pickle

_store: dict[str, bytes] = {}


def put(key: str, value: object) -> None:
    _store[key] = pickle.dumps(value)


def get(key: str):
    stored = _store.get(key)
    return pickle.loads(stored) if stored else None
