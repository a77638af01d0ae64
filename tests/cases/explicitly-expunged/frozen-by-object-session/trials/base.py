from sqlalchemy.orm import declarative_base, object_session

Base = declarative_base()


class Freezable:
    """Rows that must not change once they were reported."""

    def freeze(self):
        holder = object_session(self)
        if holder is not None:
            holder.expunge(self)
        return self
