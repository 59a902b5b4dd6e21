"""Who is asked at a stage: kept in step with what was chosen, without losing what hangs on a party that stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.models import Consultation, DecisionPoint, Proposal, Stage
from noaber.decisions.queries.proposals.asked import sending_points
from noaber.decisions.rules.forwarding import Treating, sent_on_at
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import labels_in_order
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.written import StageText
from noaber.network.api import bodies, latest_populations, organisations

LONGEST_TITLE = 120
NAMED = 5  # who is named before the rest becomes a number


def ask_again(proposal: Proposal, asked: AsOf) -> None:
    """Every stage over organisations asks those of another day: after a merger there are others."""
    for stage in proposal.stages.prefetch_related("consultations__organisation"):
        organs = {
            each.organisation.kind: each.organ for each in stage.consultations.all() if each.organisation
        }
        codes = [each.body.code for each in stage.consultations.select_related("body") if each.body]
        ask_parties(stage, bodies_asked=codes, organs=organs, asked=asked)


def ask_parties(stage: Stage, *, bodies_asked: list[str], organs: Mapping[str, str], asked: AsOf) -> None:
    """Ask these bodies and all organisations of these kinds (`organs` by kind), and nobody else."""
    there = {row.code: row.id for row in bodies(ANONYMOUS, asked)}
    places = organisations(ANONYMOUS, asked, kinds=tuple(organs)) if organs else []
    wanted: dict[tuple[str, Any], str] = {("body", there[code]): "" for code in bodies_asked if code in there}
    wanted |= {("organisation", row.id): organs[row.kind] for row in places}
    known = {
        ("body", row.body_id) if row.body_id else ("organisation", row.organisation_id): row
        for row in stage.consultations.all()
    }
    _let_go(stage, [row for key, row in known.items() if key not in wanted])
    moved = [row for key, row in known.items() if key in wanted and row.organ != wanted[key]]
    for row in moved:
        row.organ = wanted["organisation", row.organisation_id]
    Consultation.objects.bulk_update(moved, ["organ"])
    Consultation.objects.bulk_create(
        Consultation(stage=stage, organ=organ, **{f"{kind}_id": key})
        for (kind, key), organ in wanted.items()
        if (kind, key) not in known
    )


def _let_go(stage: Stage, rows: list[Consultation]) -> None:
    try:
        Consultation.objects.filter(pk__in=[row.pk for row in rows]).delete()
    except ProtectedError:
        raise DomainError(
            _("Wie in stap %(number)s wordt gevraagd, staat al op een agenda. Haal het daar eerst af.")
            % {"number": stage.number},
            field="bodies",
        ) from None


def refuse_faulty_stage(stage: StageText, labels: set[str], asked: AsOf) -> None:
    """What is wrong with one stage by itself, at its field."""
    if not stage.title.strip():
        raise DomainError(_("Geef deze stap een naam."), field="title")
    if len(stage.title) > LONGEST_TITLE:
        raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_TITLE}, field="title")
    if not stage.bodies and not stage.organisation_kinds:
        raise DomainError(_("Kies wie er in deze stap iets wordt gevraagd."), field="bodies")
    unknown = labels_in_order(set(stage.labels) - labels)
    if unknown:
        raise DomainError(_("Er is geen punt %(labels)s.") % {"labels": ", ".join(unknown)}, field="labels")
    there = {row.code for row in bodies(ANONYMOUS, asked)}
    if gone := sorted(set(stage.bodies) - there):
        raise DomainError(
            _("Dit overleg bestaat niet: %(codes)s.") % {"codes": ", ".join(gone)}, field="bodies"
        )
    if stage.after >= stage.number:
        raise DomainError(_("Een stap kan alleen wachten op een eerdere stap."), field="after")
    kinds = stage.organisation_kinds
    count = len(set(stage.bodies)) + (len(organisations(ANONYMOUS, asked, kinds=kinds)) if kinds else 0)
    if stage.quorum > count:
        text = _("Het quorum is hoger dan het aantal dat wordt gevraagd (%(count)s).")
        raise DomainError(text % {"count": count}, field="quorum")
    refuse_weightless(stage, asked)


def waits_for(each: StageText, proposal: Proposal, points: Sequence[DecisionPoint]) -> int:
    """The stage that this one waits for. Own decisions for which none was chosen, wait for the last one before them
    that sends their points on (R56); while there are no points yet, for the last one that consents.
    """
    if each.after or not each.is_follow_up or each.role is Role.ADOPT:
        return each.after
    every = tuple(point.label for point in points)
    before = [
        Treating(row.number, Role(row.role), tuple(row.labels) or every)
        for row in proposal.stages.filter(number__lt=each.number, is_follow_up=False).order_by("number")
    ]
    if not points:
        return max((row.number for row in before if row.role is Role.CONSENT), default=0)
    found = sent_on_at(each.labels or every, each.organisation_kinds, sending_points(points), before)
    return max((number for number, _label in found), default=0)


def refuse_weightless(stage: StageText, asked: AsOf) -> None:
    """By inhabitants only those count who have any: a body, the police or a municipality without figures has none."""
    if stage.rule is not StageRule.WEIGHTED:
        return
    figures = latest_populations(asked)
    names = [row.called for row in bodies(ANONYMOUS, asked) if row.code in stage.bodies]
    kinds = stage.organisation_kinds
    there = organisations(ANONYMOUS, asked, kinds=kinds) if kinds else []
    names += [row.name for row in there if row.code not in figures]
    if names:
        raise DomainError(weightless_words(stage.number, names), field="rule")


def weightless_words(number: int, names: Sequence[str]) -> str:
    """Why a stage cannot count inhabitants: who has none."""
    more = len(names) - NAMED
    named = [*names[:NAMED], _("nog %(count)s") % {"count": more}] if more > 0 else names
    text = _(
        "Stap %(number)s telt inwoners. Inwoners wegen alleen bij organisaties met een inwonertal: de gemeenten. "
        "Zonder inwonertal: %(names)s. Kies een andere regel, of vraag alleen gemeenten."
    )
    return text % {"number": number, "names": in_a_row(named)}
