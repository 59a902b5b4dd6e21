"""Who is asked to react on a draft of a review, and what they are called."""

from collections.abc import Sequence

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import OrganisationRow, last_names, organisations
from noaber.strategy.queries.coverage import is_asked
from noaber.strategy.queries.reviews import ReactionRow


def asked_organisations(asof: AsOf) -> dict[str, OrganisationRow]:
    """The municipalities, police, OM and RIEC of the day, by code."""
    return {row.code: row for row in organisations(ANONYMOUS, asof) if is_asked(row)}


def reaction_names(given: Sequence[ReactionRow], asof: AsOf) -> dict[str, str]:
    """By code what who reacted is called: on the day, else as it was called last."""
    known = asked_organisations(asof)
    codes = {each.organisation for each in given}
    gone = last_names(codes - set(known)) if codes - set(known) else {}
    return {code: known[code].name if code in known else gone.get(code, code) for code in codes}
