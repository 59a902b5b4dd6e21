"""What a page says of who merged since it was asked."""

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import long_date
from noaber.decisions.queries.proposals.matrix import Party
from noaber.decisions.queries.proposals.successors import last_merger


def successor_notice(party: Party, asof: AsOf) -> Notice | None:
    """For whom a successor answers, and whose decision it is."""
    merged_on = last_merger(party.organisation_code, asof) if party.successor_name else None
    if merged_on is None:
        return None
    text = _(
        "%(name)s is per %(day)s opgegaan in %(successor)s; %(successor)s besluit. Wat vóór die dag is besloten, "
        "blijft een besluit van %(name)s."
    )
    facts = {"name": party.name, "day": long_date(merged_on), "successor": party.successor_name}
    return Notice(text % facts)
