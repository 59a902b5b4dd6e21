"""Proposals in the search box."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import SearchHit
from noaber.core.rules.dutch import fold_name
from noaber.decisions.queries.proposals.proposal import proposals
from noaber.decisions.views.places import proposal_address


def proposal_hits(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in proposals(actor):
        text = fold_name(f"{row.title} {row.sender}")
        if all(word in text for word in words):
            yield SearchHit(_("voorstel"), row.title, row.sender, proposal_address(row.code))
