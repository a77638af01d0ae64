from fx.engine import make_session
from fx.tables import Rate


def current(pair: str) -> Rate:
    session = make_session()
    rate = session.get(Rate, pair)
    if rate is None:
        rate = Rate(pair=pair, micros=1_000_000)
        session.add(rate)
    rate.asked += 1
    session.commit()
    return rate
