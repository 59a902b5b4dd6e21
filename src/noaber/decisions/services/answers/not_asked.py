"""What is not asked any more: what of it can still be recorded, and why not the rest (R15)."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.queries.proposals.closing import ended_on, may_be_told_all_the_same, may_be_told_late
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing


def refuse_lapsed(whole: Standing, stage: StageStanding, decided_on: dt.date) -> None:
    """Nothing is asked any more; who was heard by the day on which it was adopted or rejected, was so (R15)."""
    if may_be_told_all_the_same(whole, stage):
        return
    ended = ended_on(whole)
    if not may_be_told_late(whole, stage) or ended is None:
        raise DomainError(_lapsed_words(whole))
    if decided_on > ended:
        text = _(
            "Deze vraag is vervallen: het voorstel is %(became)s op %(day)s. Vastleggen kan alleen nog wat die dag of "
            "eerder is geantwoord."
        )
        facts = {"became": _("verworpen") if whole.is_rejected else _("vastgesteld"), "day": long_date(ended)}
        raise DomainError(text % facts, field="decided_on")


def _lapsed_words(whole: Standing) -> str:
    if whole.is_adopted:
        return _(
            "Deze vraag is vervallen: het voorstel is vastgesteld zonder dit antwoord af te wachten. Is er voor die "
            "tijd wel geantwoord? Rectificeer het dan, met de reden."
        )
    if whole.is_rejected:
        return _("Deze vraag is vervallen: het voorstel is verworpen.")
    return _("Deze vraag is vervallen: er is besloten er niet op te wachten, en daarna is verder besloten.")
