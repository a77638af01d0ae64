from diving.db import Log, SessionLocal


def lines(log_id: int):
    with SessionLocal() as session:
        log = session.get(Log, log_id)
        for dive in log.dives:
            yield f"{dive.metres} m\n"
