from wiki.tables import Page


def added(old: Page, new: Page) -> list[str]:
    known = set(old.body.split())
    return [word for word in new.body.split() if word not in known]
