from functools import wraps


def detached(function):
    """Writes what `function` did, and gives back a row that nothing can change any more."""

    @wraps(function)
    def wrapper(db, *args):
        row = function(db, *args)
        db.commit()
        db.expunge(row)
        return row

    return wrapper
