import pickle

_entries: dict[str, bytes] = {}


def load(key: str):
    return pickle.loads(_entries[key]) if key in _entries else None


def store(key: str, value) -> None:
    _entries[key] = pickle.dumps(value)
