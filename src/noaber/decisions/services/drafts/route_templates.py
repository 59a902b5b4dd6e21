"""Routes that are kept to start from, and the recess periods that deadlines are planned around."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Recess, RouteTemplate, Stage
from noaber.decisions.queries.drafts.draft import DraftStage, draft_stages
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.draft import Held, hold_draft, hold_proposal
from noaber.decisions.services.drafts.routes import into_row
from noaber.decisions.services.drafts.stages import LONGEST_TITLE, ask_parties, waits_for
from noaber.decisions.services.drafts.written import StageText
from noaber.network.api import bodies

LONGEST_RECESS = 120  # days


def keep_template(code: str, title: str, *, actor: Actor) -> RouteTemplate:
    """Keep the route of a proposal to start from: with days instead of dates."""
    require(may_write_proposals(actor))
    with verb("decisions.keep_template", actor=actor) as trail:
        hold_proposal(code, None)
        stages = draft_stages(code)
        if not stages:
            raise DomainError(_("Deze route heeft nog geen stappen."), field="title")
        kept = RouteTemplate.objects.create(
            title=_free_title(title), stages=[_as_json(stages, place) for place in range(len(stages))]
        )
        trail.note(kept, {"proposal": code, "stages": len(stages)})
    return kept


def start_from_template(
    code: str, template: uuid.UUID, *, actor: Actor, expected_revision: int | None
) -> list[str]:
    """Take the stages of a template for a draft, in the place of those that it has; answers the bodies that are gone.

    Points that the draft does not have yet stay named at the stage: the check before sending asks for them.
    """
    require(may_write_proposals(actor))
    with verb("decisions.start_from_template", actor=actor) as trail:
        held = hold_draft(code, expected_revision)
        held.require_first()
        gone = fill_route(held, template)
        held.done(trail, {"template": str(template)})
    return gone


def fill_route(held: Held, template: uuid.UUID) -> list[str]:
    """The stages of a template for a held draft."""
    found = RouteTemplate.objects.filter(pk=template).first()
    if found is None:
        raise DomainError(_("Dit sjabloon bestaat niet meer. Kies een ander."), field="template")
    asked = AsOf(held.version.dated_on)
    there = {row.code for row in bodies(ANONYMOUS, asked)}
    for row in held.proposal.stages.all():
        ask_parties(row, bodies_asked=[], organs={}, asked=asked)
    held.proposal.stages.all().delete()
    gone: list[str] = []
    points = list(held.version.points.all())
    for number, kept in enumerate(found.stages, start=1):
        each = _from_json(number, kept)
        each = replace(each, after=waits_for(each, held.proposal, points))
        gone += [code for code in each.bodies if code not in there]
        row = Stage(proposal=held.proposal, number=number)
        into_row(row, each)
        row.save()
        organs = {kind: each.organs.get(kind, "") for kind in each.organisation_kinds}
        ask_parties(row, bodies_asked=list(each.bodies), organs=organs, asked=asked)
    return gone


def template_days(template: uuid.UUID) -> dict[int, int]:
    """The days between the deadlines of a template, by number of the stage."""
    found = RouteTemplate.objects.filter(pk=template).first()
    stages = found.stages if found else []
    return {number: kept["days"] for number, kept in enumerate(stages, start=1) if kept["days"] is not None}


def rename_template(
    template: uuid.UUID, title: str, *, actor: Actor, expected_revision: int | None
) -> RouteTemplate:
    require(may_write_proposals(actor))
    with verb("decisions.rename_template", actor=actor) as trail:
        found = _hold_template(template, expected_revision)
        if found.title == title.strip():
            return found
        found.title = _free_title(title)
        found.revision += 1
        found.save(update_fields=["title", "revision"])
        trail.note(found)
    return found


def delete_template(template: uuid.UUID, *, actor: Actor, expected_revision: int | None) -> None:
    """Throw a template away; routes that came from it stay as they are."""
    require(may_write_proposals(actor))
    with verb("decisions.delete_template", actor=actor) as trail:
        found = _hold_template(template, expected_revision)
        trail.note(found)
        found.delete()


def keep_recess(
    title: str,
    first_on: dt.date,
    last_on: dt.date,
    *,
    actor: Actor,
    recess: uuid.UUID | None = None,
    expected_revision: int | None = None,
) -> Recess:
    """Add a period in which nobody meets, or change one. Deadlines that were planned before stay as they are.

    Refused: the last day before the first, a period longer than any recess is, and the same days twice.
    """
    require(may_write_proposals(actor))
    if not title.strip():
        raise DomainError(_("Geef het reces een naam."), field="title")
    if last_on < first_on:
        raise DomainError(_("De laatste dag ligt voor de eerste."), field="last_on")
    if (last_on - first_on).days >= LONGEST_RECESS:
        text = _("Een reces duurt hoogstens %(most)s dagen. Controleer het jaar van beide dagen.")
        raise DomainError(text % {"most": LONGEST_RECESS}, field="last_on")
    with verb("decisions.keep_recess", actor=actor) as trail:
        _refuse_same_recess(first_on, last_on, recess)
        found = _hold_recess(recess, expected_revision) if recess else Recess()
        found.title, found.first_on, found.last_on = title.strip(), first_on, last_on
        found.revision += 1 if recess else 0
        found.save()
        trail.note(found)
    return found


def _refuse_same_recess(first_on: dt.date, last_on: dt.date, own: uuid.UUID | None) -> None:
    same = Recess.objects.filter(first_on=first_on, last_on=last_on).first()
    if same and same.pk != own:
        text = _("Deze dagen staan er al, als “%(title)s”.")
        raise DomainError(text % {"title": same.title}, field="first_on")


def delete_recess(recess: uuid.UUID, *, actor: Actor, expected_revision: int | None) -> None:
    require(may_write_proposals(actor))
    with verb("decisions.delete_recess", actor=actor) as trail:
        found = _hold_recess(recess, expected_revision)
        trail.note(found)
        found.delete()


def _hold_template(template: uuid.UUID, revision: int | None) -> RouteTemplate:
    if not RouteTemplate.objects.filter(pk=template).exists():
        raise DomainError(_("Dit sjabloon bestaat niet meer."))
    return lock(RouteTemplate, template, revision=revision, label=_("Dit sjabloon"))


def _hold_recess(recess: uuid.UUID, revision: int | None) -> Recess:
    if not Recess.objects.filter(pk=recess).exists():
        raise DomainError(_("Dit reces bestaat niet meer."))
    return lock(Recess, recess, revision=revision, label=_("Dit reces"))


def _free_title(title: str) -> str:
    typed = title.strip()
    if not typed:
        raise DomainError(_("Geef het sjabloon een naam."), field="title")
    if len(typed) > LONGEST_TITLE:
        raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_TITLE}, field="title")
    if RouteTemplate.objects.filter(title=typed).exists():
        raise DomainError(_("Er is al een sjabloon met deze naam. Kies een andere."), field="title")
    return typed


def _as_json(stages: Sequence[DraftStage], place: int) -> dict[str, Any]:
    each = stages[place]
    return {
        "title": each.title,
        "role": each.role,
        "rule": each.rule,
        "quorum": each.quorum,
        "labels": list(each.labels),
        "after": each.after,
        "is_follow_up": each.is_follow_up,
        "bodies": list(each.bodies),
        "organisation_kinds": list(each.kinds),
        "organs": dict(each.organs),
        "days": days_between(stages, place),
    }


def days_between(stages: Sequence[DraftStage], place: int) -> int | None:
    """The days from the deadline of this stage to the next one, or behind the adopting stage: since the adoption."""
    adopting = [at for at, each in enumerate(stages) if each.role == Role.ADOPT]
    if not adopting or place == adopting[-1]:
        return None
    is_before = place < adopting[-1]
    here, there = stages[place].due_on, stages[place + 1 if is_before else adopting[-1]].due_on
    if here is None or there is None:
        return None
    return max(0, (there - here).days if is_before else (here - there).days)


def _from_json(number: int, kept: dict[str, Any]) -> StageText:
    return StageText(
        number=number,
        title=kept["title"],
        role=Role(kept["role"]),
        rule=StageRule(kept["rule"]),
        bodies=tuple(kept["bodies"]),
        organisation_kinds=tuple(kept["organisation_kinds"]),
        labels=tuple(kept["labels"]),
        after=kept["after"],
        quorum=kept["quorum"],
        is_follow_up=kept["is_follow_up"],
        organs=kept["organs"],
    )
