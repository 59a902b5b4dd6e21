"""A partner says of a result, from its own seat, what it did or how it sees it (R21)."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.network import api as network
from noaber.strategy.access import may_say_partner_words, may_see_result
from noaber.strategy.models import PartnerWords, PolicyPeriod, Result
from noaber.strategy.queries.periods.discharge import refuse_discharged
from noaber.strategy.queries.results.partner_words import partner_words
from noaber.strategy.queries.results.result import results
from noaber.strategy.rules.results.result import PartnerText, ResultState, words_fault


def say_partner_words(
    period: str,
    code: str,
    partner: PartnerText,
    sentence: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Record what a partner (an organisation or a body) says of a result; False when it said just that last.

    `expected_revision`: how often this partner had spoken when the editor looked. What it said before stays.
    """
    require(may_say_partner_words(actor, partner))
    if fault := words_fault(sentence):
        raise DomainError(fault, field="sentence")
    with verb("strategy.say_partner_words", actor=actor) as trail:
        kept = _held(period, code, partner, actor, AsOf(today))
        said = partner_words(period, code, AsOf(today)).get(partner.key, ())
        if said and said[-1].sentence == sentence.strip():
            return False
        if expected_revision not in (None, len(said)):
            raise Conflict(_("De woorden van deze partner"), revision=len(said))
        written = PartnerWords.objects.create(
            result=kept,
            number=kept.words.count() + 1,
            organisation_id=network.organisation_id(partner.organisation) if partner.organisation else None,
            body_id=network.body_id(partner.body) if partner.body else None,
            sentence=sentence.strip(),
            said_on=today,
            **recorded_by(actor, now),
        )
        facts: dict[str, Fact] = {"period": period, "code": code, "partner": partner.key}
        trail.note(kept, facts, records=[written])
    return True


def _held(period: str, code: str, partner: PartnerText, actor: Actor, asof: AsOf) -> Result:
    """The result, locked, once it is recorded for everyone and this is one of its partners."""
    list(
        PolicyPeriod.objects.select_for_update().filter(code=period)
    )  # so that nobody is discharged meanwhile
    refuse_discharged(period, asof)
    found = Result.objects.filter(period__code=period, code=code).first()
    kept = lock(Result, found.pk, revision=None, label=code) if found else None
    row = next((row for row in results(period, asof) if row.code == code), None)
    if kept is None or row is None:
        raise DomainError(_("Dit resultaat is er niet."))
    require(may_see_result(actor, row, asof))
    if row.text.state is not ResultState.RECORDED:
        raise DomainError(_("Dit resultaat is ingetrokken; er wordt niets meer op vastgelegd."))
    if partner.key not in {each.key for each in row.text.partners}:
        raise DomainError(_("Dit is geen partner van dit resultaat."))
    return kept
