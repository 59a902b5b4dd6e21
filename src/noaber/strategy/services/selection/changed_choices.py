"""What another choice of themes needs: a reason once the strategy was adopted, and no consent that was given to others.

Councils consent to the themes that they saw. Their answers are never shown beside other themes (R09, R49).
"""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions import api as decisions
from noaber.decisions.api import closings
from noaber.strategy.models import PolicyPeriod
from noaber.strategy.queries.consulting.adopted_instead import ToFollow, to_follow
from noaber.strategy.queries.consulting.course import still_runs, was_ever_put
from noaber.strategy.queries.periods.period import adopted_on
from noaber.strategy.queries.selection.given_scores import last_scored_on
from noaber.strategy.queries.selection.round import RoundRow, chosen_round, rounds
from noaber.strategy.rules.faults import reason_faults
from noaber.strategy.rules.selection.round import ChoiceText, change_faults
from noaber.strategy.services.stating import refuse


def check_change(
    period: PolicyPeriod, row: RoundRow, text: ChoiceText, *, actor: Actor, today: dt.date
) -> None:
    """Refuse what may not replace the choice that stands, in this round or an earlier one; the first replaces none.

    A first choice that was made after the adoption says why too. What follows an adoption is of the day of that.
    """
    refuse_replaced(row, today)
    before = _before(row, today)
    since = adopted_on(period.code, AsOf(today))
    follows = _follows(row, text, today)
    if follows and text.decided_on != follows.on:
        message = _("‘%(title)s’ is vastgesteld op %(day)s. Vul die dag in: toen is hiertoe besloten.")
        facts = {"title": follows.title, "day": long_date(follows.on)}
        raise DomainError(message % facts, field="decided_on")
    if before and since is None and not follows:
        _refuse_while_it_is_put(before, text, actor, today)
    if row.choice and not follows:
        _refuse_other_day(row, row.choice.text, text, since, today)
    if before:
        is_named = bool(before.proposal) and _was_sent(before.proposal, actor, today)
        was_put = is_named or bool(follows) or was_ever_put(row.period, AsOf(today))
        refuse(change_faults(text, before, since, was_put=was_put, keeps=is_named and bool(row.choice)))
    elif since:
        message = _("De strategie is al vastgesteld. Vul in waarom u daarna nog thema’s kiest.")
        refuse(reason_faults("reason", text.reason, message if text.decided_on >= since else ""))
    _check_named(row, text, actor, today)


def _refuse_other_day(
    row: RoundRow, before: ChoiceText, text: ChoiceText, since: dt.date | None, today: dt.date
) -> None:
    """Another day of the same themes is a correction: they were chosen after the last score, and before others went on
    with them."""
    if text.is_another_set(before) or text.decided_on == before.decided_on:
        return
    scored = last_scored_on(row.id)
    # What was written down only afterwards, was chosen before its scores were recorded here.
    if scored and text.decided_on < scored <= before.decided_on:
        message = _("De laatste score is van %(day)s. De keuze is van die dag of later.")
        raise DomainError(message % {"day": long_date(scored)}, field="decided_on")
    put = decisions.proposal(COMMAND, before.proposal, AsOf(today)) if before.proposal else None
    sent = next((each.dated_on for each in put.versions if each.is_sent), None) if put else None
    if sent and text.decided_on > sent:
        message = _(
            "Deze thema’s zijn op %(day)s aan de overleggen voorgelegd. De keuze is van die dag of eerder."
        )
        raise DomainError(message % {"day": long_date(sent)}, field="decided_on")
    if since and before.decided_on <= since < text.decided_on:
        message = _(
            "De strategie is met deze thema’s vastgesteld op %(day)s. De keuze is van die dag of eerder."
        )
        raise DomainError(message % {"day": long_date(since)}, field="decided_on")


def refuse_replaced(row: RoundRow, today: dt.date) -> None:
    """Since a later round was chosen from, another choice in this one would change nothing: that one counts."""
    last = chosen_round(row.period, AsOf(today))
    if last and last.number > row.number:
        message = _("Deze keuze geldt niet meer: in ‘%(title)s’ is opnieuw gekozen. Wijzig de keuze daar.")
        raise DomainError(message % {"title": last.text.title})


def asks_reason(row: RoundRow, *, today: dt.date) -> bool:
    """Whether who chooses in a round says why: others decided upon a choice of this period, or were asked to.

    That may be of another round, or an earlier choice: a draft that came after it was withdrawn changes nothing of it.
    """
    if adopted_on(row.period, AsOf(today)) or to_follow(row, AsOf(today)):
        return True
    return _before(row, today) is not None and was_ever_put(row.period, AsOf(today))


def places_of(row: RoundRow, text: ChoiceText, today: dt.date) -> int:
    """How many themes may be chosen: as many as the round has places, or as were adopted or stand already."""
    stands = row.choice is not None and not text.is_another_set(row.choice.text)
    return len(text.chosen) if stands or _follows(row, text, today) else row.text.places


def _follows(row: RoundRow, text: ChoiceText, today: dt.date) -> ToFollow | None:
    """What was adopted instead of what was chosen, where this chooses just that."""
    found = to_follow(row, AsOf(today))
    return found if found and found.themes == set(text.chosen) else None


def _before(row: RoundRow, today: dt.date) -> ChoiceText | None:
    """The choice that another one replaces: of this round, else the last of another."""
    if row.choice:
        return row.choice.text
    others = (each for each in reversed(rounds(row.period, None, today)) if each.number != row.number)
    return next((each.choice.text for each in others if each.choice), None)


def _check_named(row: RoundRow, text: ChoiceText, actor: Actor, today: dt.date) -> None:
    """A proposal puts the themes of the choice that came before it; what was answered already put these very themes."""
    found = decisions.proposal(actor, text.proposal, AsOf(today)) if text.proposal else None
    if found is None:
        return
    named = [each.text for each in row.choices if each.text.proposal == text.proposal]
    seen = named[-1] if named else row.choice.text if row.choice else None
    if found.is_sent and not named and found.dated_on < (seen or text).decided_on:
        message = _("Dit voorstel is van voor de keuze van deze thema’s. Kies een ander, of nog geen.")
        raise DomainError(message, field="proposal")
    if (seen is None or text.is_another_set(seen)) and _was_answered(text.proposal, actor, today):
        message = _("Overleggen stemden met dit voorstel in met andere thema’s. Kies een ander, of nog geen.")
        raise DomainError(message, field="proposal")


def _refuse_while_it_is_put(before: ChoiceText, text: ChoiceText, actor: Actor, today: dt.date) -> None:
    """What is before the councils stays what it is until that proposal came to nothing; else others are adopted.

    What they decided already is not withdrawn any more: after that others are chosen, with a reason, and put anew.
    """
    is_other = text.is_another_set(before) or text.proposal != before.proposal
    if is_other and (message := _lying_words(before, actor, today)):
        raise DomainError(message, field="proposal")


def lies_with_councils(row: RoundRow, *, actor: Actor, today: dt.date) -> str:
    """That no other themes can be chosen now, for who is about to; empty where they can."""
    before = _before(row, today)
    if before is None or adopted_on(row.period, AsOf(today)) or to_follow(row, AsOf(today)):
        return ""
    return _lying_words(before, actor, today)


def _lying_words(before: ChoiceText, actor: Actor, today: dt.date) -> str:
    """That a choice is before the councils, and with which proposal; empty where it is not."""
    title = still_runs(actor, before.proposal, AsOf(today)) if before.proposal else ""
    if not title or not _was_sent(before.proposal, actor, today):
        return ""
    closing = closings(AsOf(today)).get(before.proposal)
    if closing and closing.is_adopted:
        return ""
    text = _("Deze thema’s liggen bij de overleggen, met ‘%(title)s’. Trek dat voorstel eerst in.")
    return text % {"title": title}


def _was_sent(code: str, actor: Actor, today: dt.date) -> bool:
    found = decisions.proposal(actor, code, AsOf(today))
    return found is not None and found.is_sent


def _was_answered(code: str, actor: Actor, today: dt.date) -> bool:
    """Whether one of the councils that are asked for their consent gave it, or not."""
    found = decisions.proposal(actor, code, AsOf(today))
    return found is not None and any(
        stage.cells for stage in found.stages if stage.role is decisions.Role.CONSENT
    )
