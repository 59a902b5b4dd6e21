"""A draft that asks the councils, or would adopt the strategy, made one of what is recorded now."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import Upload
from noaber.core.history import lock
from noaber.decisions import api as decisions
from noaber.decisions.api import Around, Draft, PointKind, PointRow, PointText, ProposalText, Standing
from noaber.strategy.access import may_prepare_round, may_record_period
from noaber.strategy.models import PolicyPeriod
from noaber.strategy.queries.consulting.asked_choice import (
    OlderParts,
    choice_texts,
    is_older,
    older_choices,
    older_parts,
    paper_title,
)
from noaber.strategy.queries.consulting.asked_themes import weighed_themes
from noaber.strategy.queries.consulting.course import weighed_in
from noaber.strategy.queries.consulting.told_consent import Untrue, told_consent, untrue_in, untrue_parts
from noaber.strategy.queries.periods.period import period
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.consulting.older_choices import composed_in, renewed
from noaber.strategy.rules.consulting.wording import themes_named
from noaber.strategy.services.consulting.drafts import points_of
from noaber.strategy.services.selection.round import opened_round


def renew_draft(
    code: str,
    number: int,
    *,
    paper: Upload,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> str:
    """Replace in the draft of a round what is of an earlier choice, and only that; answers the code of the proposal.

    `paper`: the ranking as it is now. `expected_revision`: of the proposal; `Conflict` when somebody wrote on it since.
    Refused when nothing of it is of an earlier choice.
    """
    require(may_prepare_round(actor))
    with verb("strategy.renew_draft", actor=actor) as trail:
        kept, row = opened_round(code, number)
        proposal = row.choice.text.proposal if row.choice else ""
        draft, found = decisions.draft_of(proposal), decisions.draft_standing(proposal, AsOf(today))
        parts = next(older_parts(found, AsOf(today)), None) if found else None
        if draft is None or found is None or parts is None or parts.row.number != number:
            raise DomainError(_("In dit voorstel staat niets van een eerdere keuze."))
        _renew_texts(draft, row, actor, expected_revision)
        _renew_points(found, row, actor, today)
        _renew_paper(proposal, parts, paper, actor, now)
        trail.note(kept, {"period": code, "number": number, "proposal": proposal})
    return proposal


def _renew_texts(draft: Draft, row: RoundRow, actor: Actor, revision: int | None) -> None:
    composed = choice_texts(row, row.choice.text) if row.choice else {}
    before = [choice_texts(row, said) for said in older_choices(row)]
    words = dict(draft.words)
    for name, said in draft.words.items():
        if is_older(row, said):
            then = [each[name] for each in before if name in each]
            words[name] = renewed(said, then, composed.get(name, ""))
    _write(draft, words, actor, revision)


def renew_adoption(
    code: str, *, actor: Actor, now: dt.datetime, today: dt.date, expected_revision: int | None = None
) -> str:
    """Replace in the draft that would adopt a strategy what it tells otherwise of the councils than was recorded.

    `expected_revision`: of the proposal; `Conflict` when somebody wrote on it since. Refused when all of it is as it
    was recorded. Answers the code of the proposal.
    """
    require(may_record_period(actor))
    with verb("strategy.renew_adoption", actor=actor) as trail:
        kept = PolicyPeriod.objects.filter(code=code).first()
        if kept is None:
            raise DomainError(_("Deze beleidsperiode is er niet."))
        lock(PolicyPeriod, kept.pk, revision=None, label=_("Deze periode"))
        draft, told = untrue_draft(code, AsOf(today))
        row, consent, asof = told.row, told.consent, AsOf(today)
        composed = told_consent(row, consent, asof)
        words = {
            name: renewed(said, [composed_in(said)], composed)
            if untrue_in(said, row, consent, asof)
            else said
            for name, said in draft.words.items()
        }
        _write(draft, words, actor, expected_revision)
        trail.note(kept, {"period": code, "proposal": draft.code})
    return draft.code


def untrue_draft(code: str, asof: AsOf) -> tuple[Draft, Untrue]:
    """The draft that would adopt a strategy, with what it tells otherwise than was recorded; refused without one."""
    of = period(code, asof)
    named = of.terms.decided_by if of else ""
    draft, found = decisions.draft_of(named), decisions.draft_standing(named, asof)
    told = next(untrue_parts(found, asof), None) if found else None
    if draft is None or told is None:
        raise DomainError(_("In dit voorstel staat wat is vastgelegd. Er valt niets bij te werken."))
    return draft, told


def _write(draft: Draft, words: dict[str, str], actor: Actor, revision: int | None) -> None:
    text = ProposalText(
        title=words.pop("title"),
        sender=words.pop("sender"),
        addressee=words.pop("addressee"),
        dated_on=draft.dated_on,
        author=words.pop("author"),
        portfolio_holder=words.pop("portfolio_holder"),
        texts=words,
    )
    around = Around(draft.classification, draft.linked_to, draft.is_material, draft.change_note)
    decisions.write_text(draft.code, text, around, actor=actor, expected_revision=revision)


def _renew_points(found: Standing, row: RoundRow, actor: Actor, today: dt.date) -> None:
    """A point of an earlier choice asks its theme anew, else one that no point asks, or it goes.

    What asks money or capacity was written by people: that stays for them to put right.
    """
    known = weighed_themes(weighed_in(row), AsOf(today))

    def themes_of(text: str) -> frozenset[str]:
        return themes_named(text, known)

    old = [each for each in found.points if each.terms is None and is_older(row, each.text)]
    stays = {code for each in found.points if each not in old for code in themes_of(each.text)}
    asked = [each.text for each in points_of(row) if not themes_of(each.text) & stays]
    own = {each.label: text for each in old for text in asked if themes_of(text) & themes_of(each.text)}
    left = iter([text for text in asked if text not in own.values()])
    for each in old:
        text = own.get(each.label) or next(left, "")
        _replace_point(found.code, each, text, actor)
    numbers = [int(each.label) for each in found.points if each.label.isdecimal()]
    for label, text in enumerate(left, start=max(numbers, default=0) + 1):
        point = PointText(str(label), PointKind.CONSENT, text)
        decisions.add_point(found.code, point, actor=actor, expected_revision=None)


def _replace_point(code: str, row: PointRow, text: str, actor: Actor) -> None:
    """Let a point ask this; without a text it goes."""
    if not text:
        decisions.remove_point(code, row.label, actor=actor, expected_revision=None)
        return
    point = PointText(row.label, row.kind, text, row.parent, row.addressed_to, row.forwarded_to, row.advice)
    decisions.change_point(code, row.label, point, actor=actor, expected_revision=None)


def _renew_paper(code: str, parts: OlderParts, paper: Upload, actor: Actor, now: dt.datetime) -> None:
    """The ranking with the choice that counts in the place of the earlier one; none where it was taken out."""
    for key in parts.attachments:
        decisions.remove_attachment(code, key, actor=actor, now=now, expected_revision=None)
    if parts.attachments:
        decisions.add_attachment(
            code, paper, title=paper_title(), actor=actor, now=now, expected_revision=None
        )
