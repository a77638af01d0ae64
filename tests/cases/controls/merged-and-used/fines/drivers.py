from fines.db import Driver, Maker


def driver(plate: str) -> Driver:
    with Maker.begin() as session:
        return session.query(Driver).filter_by(plate=plate).one()
