from voting.models import Poll

published: dict[str, int] = {}


async def publish(poll: Poll) -> None:
    for option in poll.options:
        published[option.text] = option.votes
