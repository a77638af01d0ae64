from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from dunning.config import settings
from dunning.tables import Invoice

_engine = create_engine(settings().dunning_db)
_Session = sessionmaker(bind=_engine)


@contextmanager
def session_scope():
    session = _Session()
    try:
        yield session
        session.commit()
    except Exception:
        session.rollback()
        raise
    finally:
        session.close()


def late(days: int):
    """Invoices late by more than `days`; each is marked as seen."""
    with session_scope() as session:
        for invoice in session.query(Invoice).filter(Invoice.days_late > days).order_by(Invoice.id):
            invoice.seen = True
            yield invoice
