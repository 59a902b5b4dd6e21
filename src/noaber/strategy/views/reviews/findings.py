"""Taking the findings of the last review over as a source of the inventory, with one button (R06)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.strategy.access import may_record_period
from noaber.strategy.queries.reviews.findings import SOURCE, is_taken_over, offered_findings
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.services.reviews.findings import take_over_findings
from noaber.strategy.views.places import review_address, source_address


@require_POST
def take_over_page(request: Request, code: str) -> HttpResponse:
    """Once is enough: pressed again, nothing changes."""
    require(may_record_period(request.actor))
    is_new = take_over_findings(code, actor=request.actor, now=clock.now(), today=request.today)
    text = (
        _("De bevindingen zijn overgenomen. Zij staan bij de bronnen, met het thema van elk.")
        if is_new
        else _("De bevindingen waren al overgenomen.")
    )
    messages.success(request, text)
    return redirect(source_address(code, SOURCE))


@dataclass(frozen=True, slots=True)
class FindingsOffer:
    """The notice with its button on the page of the inventory; `rest`: what does not come along."""

    text: str
    rest: str
    review_url: str
    action: str


def findings_offer(request: Request, code: str, asof: AsOf) -> FindingsOffer | None:
    """For who records sources, while the findings do not stand there."""
    if asof.is_asked or not may_record_period(request.actor) or is_taken_over(code, asof):
        return None
    found = offered_findings(code, asof)
    if found is None or not found.text.priorities:
        return None
    count, left = len(found.text.priorities), len(found.without_field)
    text = ngettext(
        "De %(title)s is definitief, met %(count)s bevinding bij een thema.",
        "De %(title)s is definitief, met %(count)s bevindingen bij een thema.",
        count,
    )
    rest = ngettext(
        "%(count)s bevinding hoort bij geen thema van de lijst en gaat niet mee.",
        "%(count)s bevindingen horen bij geen thema van de lijst en gaan niet mee.",
        left,
    )
    title = found.text.title[:1].lower() + found.text.title[1:]
    return FindingsOffer(
        text % {"title": title, "count": count},
        rest % {"count": left} if left else "",
        review_address(found.period, ReviewKind.ENDTERM),
        source_address(code, "bevindingen"),
    )
