"""What those who reacted on a draft of a review are called."""

from collections.abc import Sequence

from noaber.core.asof import AsOf
from noaber.network.api import last_names
from noaber.strategy.queries.inventory.coverage import asked_organisations
from noaber.strategy.queries.reviews.review import ReactionRow


def reaction_names(given: Sequence[ReactionRow], asof: AsOf) -> dict[str, str]:
    """By code what who reacted is called: on the day, else as it was called last."""
    known = asked_organisations(asof)
    codes = {each.organisation for each in given}
    gone = last_names(codes - set(known)) if codes - set(known) else {}
    return {code: known[code].name if code in known else gone.get(code, code) for code in codes}
