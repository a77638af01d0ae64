from geo.db import Country

_cache: dict = {}


def country(db, iso: str) -> Country:
    row = db.query(Country).filter_by(iso=iso).one()
    _cache[iso] = (row.id, row.iso)
    return row


def known() -> list[str]:
    return sorted(_cache)
