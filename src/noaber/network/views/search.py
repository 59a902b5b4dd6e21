"""What the search box finds in the register."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import body_address, organisation_address, person_address, with_dates
from noaber.core.asof import AsOf
from noaber.core.points import SearchHit
from noaber.core.rules.dutch import sort_key
from noaber.network.queries.bodies import bodies
from noaber.network.queries.organisations import organisations
from noaber.network.queries.people import people
from noaber.network.queries.seats import seats
from noaber.network.queries.themes import themes
from noaber.network.views.places import seat_address


def find(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """What of the day every word occurs in: organisations, bodies, themes, (for the network) people, and seats."""
    for kind in (_organisations, _bodies, _themes, _people, _seats):
        yield from kind(actor, words, asof)


def _organisations(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in organisations(actor, asof):
        if _matches(words, row.name, row.code):
            address = organisation_address(row.code, asof)
            yield SearchHit(row.kind_label, row.name, row.district_name, address)


def _bodies(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in bodies(actor, asof):
        if _matches(words, row.name, row.short_name, row.kind_label, row.theme_name):
            yield SearchHit(_("overleg"), row.name, row.kind_label, body_address(row.code, asof))


def _themes(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in themes(actor, asof):
        if _matches(words, row.name, row.safety_field):
            yield SearchHit(_("thema"), row.name, row.safety_field, with_dates("/themas/", asof))


def _people(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in people(actor, asof):
        if _matches(words, row.name, row.job_title, row.employer_name, row.email):
            yield SearchHit(_("persoon"), row.name, row.employer_name, person_address(row.id, asof))


def _seats(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    called = {row.code: row.called for row in bodies(actor, asof)}
    for row in seats(actor, asof):
        where = called.get(row.body_code, row.organisation_name)
        holders = [holder.shown for holder in row.holders]
        if _matches(words, row.title, row.body_name, where, *holders):
            text = ", ".join(holders) or _("vacant")
            title = row.title if where in row.title else f"{row.title}, {where}"
            yield SearchHit(_("zetel"), title, text, seat_address(row.code, asof))


def _matches(words: Sequence[str], *texts: str) -> bool:
    haystack = sort_key(" ".join(texts))[1]
    return all(word in haystack for word in words)
