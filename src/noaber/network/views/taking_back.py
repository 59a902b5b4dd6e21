"""Taking a succession or a merger back: asked once more, with what comes back."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register
from noaber.network.queries.handovers import HandoverRow, handover
from noaber.network.services.taking_back import take_back_succession
from noaber.network.services.taking_back_mergers import take_back_merger
from noaber.network.views.editing import ask
from noaber.network.views.places import handover_address
from noaber.network.views.seats.handovers import in_one_sentence


def take_back_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then take it back; refused when something was said since, with what that is."""
    require(may_maintain_register(request.actor))
    row = handover(request.actor, key, AsOf(request.today))
    if row is None:
        raise Http404
    if request.method == "POST":
        return _take_back(request, row)
    if not row.may_be_taken_back:
        messages.info(request, in_one_sentence(row))
        return redirect(handover_address(key))
    confirmation = Confirmation(
        title=_("Samenvoeging terugnemen") if row.is_merger else _("Opvolging terugnemen"),
        question=_question(row),
        consequences=_what_of_merger(row) if row.is_merger else _what_comes_back(row),
        confirm_label=_("Neem terug"),
        cancel_url=handover_address(key),
        hidden=(("revision", str(row.revision)),),
    )
    return ask(
        request, confirmation, [(_("Overdrachten"), "/overdrachten/"), (row.title, handover_address(key))]
    )


def _question(row: HandoverRow) -> str:
    if row.is_merger:
        facts = {"place": row.place, "day": long_date(row.effective_on)}
        return _("Gaat de samenvoeging tot %(place)s op %(day)s niet door?") % facts
    return _("Gaat deze opvolging niet door? %(sentence)s") % {"sentence": in_one_sentence(row)}


def _what_of_merger(row: HandoverRow) -> tuple[str, ...]:
    facts = {"place": row.place}
    return (
        _(
            "De gemeenten van voor de samenvoeging staan weer in het register, met hun eigen functies en zetels."
        ),
        _("Wie door de samenvoeging een zetel of portefeuille kwijtraakte, heeft die weer."),
        _("Wat met %(place)s begon, vervalt: de gemeente als zij nieuw was, en haar nieuwe zetels.") % facts,
        _(
            "Is er sinds de samenvoeging iets vastgelegd bij een van die zetels of personen? Dan hoort u dat eerst."
        ),
        _("In de geschiedenis blijft te zien dat de samenvoeging was vastgelegd."),
    )


def _what_comes_back(row: HandoverRow) -> tuple[str, ...]:
    names = {"new": row.successor, "old": row.predecessor}
    if row.predecessor:
        back = _("%(old)s heeft de zetels en thema's die overgingen weer, met de rechten die daarbij horen.")
    else:
        back = _("De zetels die %(new)s kreeg, zijn weer vacant.")
    return (
        back % names,
        _("%(new)s heeft ze niet meer, maar blijft wel in het register staan.") % names,
        _("Is er sinds de opvolging iets vastgelegd bij een van die zetels? Dan hoort u dat eerst."),
        _("In de geschiedenis blijft te zien dat de opvolging was vastgelegd."),
    )


def _take_back(request: Request, row: HandoverRow) -> HttpResponse:
    take_back = take_back_merger if row.is_merger else take_back_succession
    try:
        take_back(row.id, actor=request.actor, now=clock.now(), expected_revision=sent_revision(request))
    except (AccessRefused, Conflict):
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _done(row))
    return redirect(handover_address(row.id))


def _done(row: HandoverRow) -> str:
    if row.is_merger:
        return _("De samenvoeging is teruggenomen. De gemeenten en zetels zijn weer zoals ze waren.")
    return _("De opvolging is teruggenomen. De zetels zijn weer zoals ze waren.")
