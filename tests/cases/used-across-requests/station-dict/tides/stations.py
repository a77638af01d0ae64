from tides.model import Station

UNITS = {"m": 1.0, "ft": 3.2808}
_known: dict[str, Station] = {}


def lookup(db, code: str) -> Station:
    if code not in _known:
        _known[code] = db.query(Station).filter_by(code=code).one()
    return _known[code]
