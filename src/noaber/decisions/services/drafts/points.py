"""The points of a draft: adding, changing and taking away one, with what it asks per year."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import DecisionPoint, ObligationTerms, ProposalVersion, Stage
from noaber.decisions.rules.points import Fault, Point, PointKind, labels_in_order, point_faults
from noaber.decisions.services.drafts.draft import Held, hold_draft
from noaber.decisions.services.drafts.drafting import write_points
from noaber.decisions.services.drafts.faults import LONGEST_LINE, LONGEST_TEXT, POINT_FAULTS
from noaber.decisions.services.drafts.written import ObligationText, PointText

AT_PARENT: Final = frozenset({Fault.UNKNOWN_PARENT, Fault.OWN_PARENT, Fault.CIRCULAR_PARENTS})
FIRST_YEAR, LAST_YEAR = 2000, 2100
HIGHEST_RATE, HIGHEST_FTE = Decimal(1000), Decimal(100)
PLACES_OF_RATE, PLACES_OF_FTE = 4, 2


def add_point(code: str, point: PointText, *, actor: Actor, expected_revision: int | None) -> None:
    """Add a point to a draft. Every fault is refused at its field: label, parent, text, terms."""
    require(may_write_proposals(actor))
    with verb("decisions.add_point", actor=actor) as trail:
        held = hold_draft(code, expected_revision)
        _refuse_faults([*written_points(held.version), point], point)
        write_points(held.version, [point])
        held.done(trail, {"label": point.label})


def change_point(
    code: str, label: str, point: PointText, *, actor: Actor, expected_revision: int | None
) -> None:
    """Change a point of a draft; another label goes along to the points below it and to the stages that treat it."""
    require(may_write_proposals(actor))
    with verb("decisions.change_point", actor=actor) as trail:
        held = hold_draft(code, expected_revision)
        row = _row(held.version, label)
        if point.label != label:
            _refuse_renaming(held, label)
        others = [
            _renamed(each, label, point.label) for each in written_points(held.version) if each.label != label
        ]
        _refuse_faults([*others, point], point)
        row.delete()  # with its terms; they are written anew
        write_points(held.version, [point])
        if point.label != label:
            held.version.points.filter(parent=label).update(parent=point.label)
            _relabel(held, {label: point.label})
        held.done(trail, {"label": label, "new_label": point.label})


def remove_point(code: str, label: str, *, actor: Actor, expected_revision: int | None) -> None:
    """Take a point out of a draft; refused while points stand under it, or a stage is only about it."""
    require(may_write_proposals(actor))
    with verb("decisions.remove_point", actor=actor) as trail:
        held = hold_draft(code, expected_revision)
        row = _row(held.version, label)
        below = labels_in_order(held.version.points.filter(parent=label).values_list("label", flat=True))
        if below:
            text = _("Onder punt %(label)s staan nog punten: %(below)s. Haal die eerst weg.")
            raise DomainError(text % {"label": label, "below": in_a_row(below)})
        for stage in held.proposal.stages.all():
            if stage.labels == [label]:
                facts = {"number": stage.number, "label": label}
                raise DomainError(
                    _("Stap %(number)s van de route gaat alleen over punt %(label)s. Wijzig eerst die stap.")
                    % facts
                )
        row.delete()
        if held.is_first:
            _relabel(held, {label: ""})
        held.done(trail, {"label": label})


def written_points(version: ProposalVersion) -> list[PointText]:
    """The points of a version as they were written."""
    return [_written(row) for row in version.points.select_related("obligation")]


def _written(row: DecisionPoint) -> PointText:
    terms: ObligationTerms | None = getattr(row, "obligation", None)
    return PointText(
        label=row.label,
        kind=PointKind(row.kind),
        text=row.text,
        parent=row.parent,
        addressed_to=tuple(row.addressed_to),
        forwarded_to=tuple(row.forwarded_to),
        advice=row.advice,
        obligation=None
        if terms is None
        else ObligationText(
            terms.kind,
            terms.first_year,
            terms.last_year,
            terms.rate,
            terms.fte,
            terms.reminder_on,
            terms.is_solidary,
        ),
    )


def _row(version: ProposalVersion, label: str) -> DecisionPoint:
    row = version.points.filter(label=label).first()
    if row is None:
        raise DomainError(_("Punt %(label)s staat niet in deze tekst.") % {"label": label})
    return row


def _renamed(point: PointText, old: str, new: str) -> PointText:
    return replace(point, parent=new) if point.parent == old else point


def _refuse_renaming(held: Held, label: str) -> None:
    """In a next version a label is what answers on the earlier text are about."""
    sent = held.proposal.versions.exclude(sent_at=None)
    if DecisionPoint.objects.filter(version__in=sent, label=label).exists():
        raise DomainError(
            _("Dit punt is al verstuurd als punt %(label)s; antwoorden gaan daarover. Het nummer blijft.")
            % {"label": label},
            field="label",
        )


def _relabel(held: Held, labels: dict[str, str]) -> None:
    """Let the stages follow: another label, or none where the point is gone."""
    changed = []
    for stage in held.proposal.stages.all():
        now = [labels.get(label, label) for label in stage.labels]
        if now != stage.labels:
            stage.labels = [label for label in now if label]
            changed.append(stage)
    Stage.objects.bulk_update(changed, ["labels"])


def _refuse_faults(points: Sequence[PointText], own: PointText) -> None:
    """The faults of this point first: those of others follow from it."""
    if not own.text.strip():
        raise DomainError(_("Vul in wat er wordt gevraagd."), field="text")
    if len(own.text) > LONGEST_TEXT:
        raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_TEXT}, field="text")
    if len(own.advice) > LONGEST_LINE:
        raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_LINE}, field="advice")
    if own.advice.strip() and not own.forwarded_to:
        raise DomainError(_("Kies ook naar wie dit punt met dit advies gaat."), field="forwarded_to")
    written = [Point(each.label, each.kind, each.parent, frozenset(each.addressed_to)) for each in points]
    found = sorted(point_faults(written), key=lambda fault: fault.label != own.label)
    for fault in found:
        field = "parent" if fault.fault in AT_PARENT else "label"
        raise DomainError(POINT_FAULTS[fault.fault] % {"label": fault.label}, field=field)
    if own.obligation:
        _refuse_terms(own.obligation)


def _refuse_terms(terms: ObligationText) -> None:
    """Years in order, and exactly the figure that belongs to the kind."""
    if not FIRST_YEAR <= terms.first_year <= LAST_YEAR:
        raise DomainError(_("Vul een jaar in, bijvoorbeeld 2020."), field="first_year")
    if not FIRST_YEAR <= terms.last_year <= LAST_YEAR:
        raise DomainError(_("Vul een jaar in, bijvoorbeeld 2023."), field="last_year")
    if terms.last_year < terms.first_year:
        raise DomainError(_("Het laatste jaar ligt voor het eerste."), field="last_year")
    kinds = ObligationTerms.Kind
    if terms.is_solidary and terms.kind == kinds.EVALUATION:
        text = _("Dit kan alleen bij een bijdrage of capaciteit: een evaluatie doet het netwerk als geheel.")
        raise DomainError(text, field="is_solidary")
    _refuse_figure(terms.rate, "rate", is_asked=terms.kind == kinds.CONTRIBUTION, highest=HIGHEST_RATE)
    _refuse_figure(terms.fte, "fte", is_asked=terms.kind == kinds.CAPACITY, highest=HIGHEST_FTE)


def _refuse_figure(figure: Decimal | None, name: str, *, is_asked: bool, highest: Decimal) -> None:
    words = {"rate": _("het bedrag per inwoner"), "fte": _("het aantal fte")}
    facts = {"what": words[name], "highest": highest}
    if figure is None:
        if is_asked:
            raise DomainError(_("Vul %(what)s in.") % facts, field=name)
        return
    if not is_asked:
        raise DomainError(_("Hier hoort %(what)s niet bij. Laat het leeg.") % facts, field=name)
    if not 0 < figure < highest:
        raise DomainError(_("Kies voor %(what)s een getal boven 0 en onder %(highest)s.") % facts, field=name)
    places = PLACES_OF_RATE if name == "rate" else PLACES_OF_FTE
    if figure != round(figure, places):
        text = _("Schrijf %(what)s met hoogstens %(places)s cijfers achter de komma.")
        raise DomainError(text % {**facts, "places": places}, field=name)
