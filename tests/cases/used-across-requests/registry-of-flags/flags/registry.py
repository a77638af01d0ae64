from flags.db import db
from flags.model import Flag


class Flags:
    _registered: dict[str, Flag] = {}

    @classmethod
    def find(cls, name: str) -> Flag:
        flag = cls._registered.get(name)
        if flag is None:
            flag = cls._registered[name] = db.query(Flag).filter(Flag.name == name).one()
        return flag


def enabled(name: str, group: str | None = None) -> bool:
    flag = Flags.find(name)
    if group is None:
        return flag.on
    return flag.on and group not in {e.group for e in flag.exceptions}
