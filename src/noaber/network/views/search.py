"""What the search box finds in the register."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.asof import AsOf
from noaber.core.points import SearchHit
from noaber.core.rules.dutch import sort_key
from noaber.network.queries.bodies import bodies
from noaber.network.queries.organisations import organisations
from noaber.network.queries.people import people


def find(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Organisations, bodies and (for the network) people in which every word occurs."""
    for organisation in organisations(actor, asof):
        if _matches(words, organisation.name, organisation.code):
            text = organisation.district_name
            yield SearchHit(
                organisation.kind_label, organisation.name, text, organisation_address(organisation.code)
            )
    for body in bodies(actor, asof):
        if _matches(words, body.name, body.short_name, body.kind_label, body.theme_name):
            yield SearchHit(_("overleg"), body.name, body.kind_label, body_address(body.code))
    for person in people(actor, asof):
        if _matches(words, person.name, person.job_title, person.employer_name, person.email):
            yield SearchHit(_("persoon"), person.name, person.employer_name, person_address(person.id))


def _matches(words: Sequence[str], *texts: str) -> bool:
    haystack = sort_key(" ".join(texts))[1]
    return all(word in haystack for word in words)
