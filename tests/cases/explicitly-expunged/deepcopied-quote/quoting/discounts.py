import copy

from quoting.model import Quote


def scenario(quote: Quote, percent: int) -> int:
    """What the quote would come to; the quote itself stays as it is."""
    trial = copy.deepcopy(quote)
    trial.discount = percent
    return total(trial)


def total(quote: Quote) -> int:
    cents = sum([p.cents * p.pieces for p in quote.positions])
    return cents * (100 - quote.discount) // 100
