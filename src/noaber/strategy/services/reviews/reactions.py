"""Reacting on a draft of a review, for the own organisation, and answering what was said."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.decisions.api import Effect
from noaber.network import api as network
from noaber.strategy.access import may_react, may_write_review
from noaber.strategy.models import ReactionAnswer, ReviewReaction
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.queries.reviews.review import ReactionRow, reactions
from noaber.strategy.rules.faults import name_faults, reason_faults
from noaber.strategy.rules.reviews.review import (
    LONGEST_ANSWER,
    LONGEST_REACTION,
    ReactionState,
    ReviewKind,
    ReviewState,
)
from noaber.strategy.services.reviews.review import Held, hold_review
from noaber.strategy.services.stating import refuse


def react(
    period: str,
    kind: ReviewKind,
    organisation: str,
    text: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_reaction: int | None = None,
) -> bool:
    """Record what an organisation (its code) says of the draft that was shared last; False when it said just so.

    `expected_reaction`: the number of the last reaction of that organisation that the writer saw, 0 for none. What was
    said before stays readable; the last counts. The same words of a new text are said of that one.
    """
    require(may_react(actor, organisation))
    with verb("strategy.react_on_review", actor=actor) as trail:
        held = hold_review(period, kind, today)
        _refuse_closed(held, today)
        place = _place(organisation, today)
        said = _in_words(text)
        last = held.review.reactions.filter(organisation_id=place.id).order_by("number").last()
        if last and last.text == said and last.statement.number > held.course.text_number:
            return False
        if expected_reaction not in (None, last.number if last else 0):
            raise Conflict(_("De reactie van deze organisatie"), revision=last.number if last else 0)
        shared = held.review.statements.filter(state=ReviewState.SHARED.value).latest("number")
        written = ReviewReaction.objects.create(
            review=held.review,
            statement=shared,
            organisation_id=place.id,
            number=held.review.reactions.count() + 1,
            said_on=today,
            text=said,
            **recorded_by(actor, now),
        )
        facts: dict[str, Fact] = {
            "period": period,
            "kind": kind.value,
            "organisation": organisation,
            "number": written.number,
        }
        trail.note(held.review, facts, records=[written])
    return True


def answer_reaction(
    period: str,
    kind: ReviewKind,
    number: int,
    *,
    effect: str,
    answer: str,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_answer: int | None = None,
) -> bool:
    """Record what is answered and what it does to the text; False when that stood already. The last answer counts.

    `expected_answer`: the number of the last answer that the writer saw, 0 for none.
    """
    require(may_write_review(actor))
    with verb("strategy.answer_reaction", actor=actor) as trail:
        held = hold_review(period, kind, today)
        if held.course.is_final:
            raise DomainError(_("Deze review is definitief; er verandert niets meer aan."))
        last = _counting(period, kind, number, today).answer
        if effect not in Effect.values:
            raise DomainError(_("Kies wat de reactie met de tekst doet."), field="effect")
        said = _checked(answer, LONGEST_ANSWER, "answer", _("Vul het antwoord in."))
        refuse(reason_faults("answer", said))
        if last and (last.effect, last.answer) == (effect, said):
            return False
        if expected_answer not in (None, last.number if last else 0):
            raise Conflict(_("Het antwoord op deze reactie"), revision=last.number if last else 0)
        written = ReactionAnswer.objects.create(
            reaction=held.review.reactions.get(number=number),
            number=last.number + 1 if last else 1,
            said_on=today,
            effect=effect,
            answer=said,
            **recorded_by(actor, now),
        )
        facts: dict[str, Fact] = {"period": period, "kind": kind.value, "reaction": number, "effect": effect}
        trail.note(held.review, facts, records=[written])
    return True


def _place(code: str, today: dt.date) -> network.OrganisationRow:
    found = network.organisation(ANONYMOUS, code, AsOf(today))
    if found is None or not is_asked(found):
        raise DomainError(_("Deze organisatie is er niet."))
    return found


def _counting(period: str, kind: ReviewKind, number: int, today: dt.date) -> ReactionRow:
    """A reaction that its organisation did not replace by a later one."""
    row = next((row for row in reactions(period, kind, AsOf(today)) if row.number == number), None)
    if row is None:
        raise DomainError(_("Deze reactie is er niet."))
    if row.state is ReactionState.REPLACED:
        raise DomainError(_("Deze organisatie zei later iets anders; beantwoord die reactie."))
    return row


def _refuse_closed(held: Held, today: dt.date) -> None:
    if held.course.is_final:
        raise DomainError(_("Deze review is definitief; er verandert niets meer aan."))
    if held.course.shared_on is None:
        raise DomainError(_("Er is nog geen concept gedeeld om op te reageren."))
    if not held.course.takes_reactions(today):
        raise DomainError(_("De termijn om te reageren is voorbij."))


def _in_words(text: str) -> str:
    said = _checked(text, LONGEST_REACTION, "text", _("Vul uw reactie in."))
    refuse(name_faults("text", said))
    return said


def _checked(text: str, longest: int, field: str, empty: str) -> str:
    said = text.strip()
    if not said:
        raise DomainError(empty, field=field)
    if len(said) > longest:
        raise DomainError(_("Houd de tekst bij %(limit)s tekens.") % {"limit": longest}, field=field)
    return said
