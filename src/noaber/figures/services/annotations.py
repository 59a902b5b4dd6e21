"""Annotations beside figures: written once, and withdrawn with a reason. For the network only."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.figures.access import may_annotate
from noaber.figures.models import Annotation, AnnotationWithdrawal
from noaber.figures.queries.annotations import annotation
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.releases import latest
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import is_month
from noaber.figures.rules.tables import MONTHLY
from noaber.network.api import lock_municipalities, municipalities, successors

LONGEST_TEXT: Final = 1000


@dataclass(frozen=True, slots=True)
class AnnotationText:
    """What is known, of which municipality and months; without an offence of all of them."""

    area: str
    first_period: int
    last_period: int
    text: str
    offence: str = ""


def annotate(said: AnnotationText, *, actor: Actor, now: dt.datetime, today: dt.date) -> Annotation:
    """Write a remark down. The same, sent twice, is there once."""
    asof, text = AsOf(today), said.text.strip()
    require(may_annotate(actor, said.area, asof))
    _refuse_wrong(said, text, actor, asof)
    values = {
        "area": said.area,
        "offence_id": said.offence or None,
        "first_period": said.first_period,
        "last_period": said.last_period,
        "text": text,
    }
    with verb("figures.annotate", actor=actor) as trail:
        lock_municipalities([said.area])
        same = Annotation.objects.filter(**values, withdrawal=None).first()
        if same is not None:
            return same
        made = Annotation.objects.create(**values, **recorded_by(actor, now))
        trail.note(made, {"area": made.area, "offence": said.offence}, records=[made])
    return made


def withdraw_annotation(
    key: int, reason: str, *, actor: Actor, now: dt.datetime, today: dt.date
) -> AnnotationWithdrawal:
    """Say why a remark does not hold any more. With the same reason twice is once; with another a `Conflict`."""
    found, text = annotation(actor, key), reason.strip()
    if found is None:
        raise DomainError(_("Deze aantekening bestaat niet."))
    require(may_annotate(actor, found.area, AsOf(today)))
    if not text or len(text) > LONGEST_TEXT:
        raise DomainError(
            _("Schrijf op waarom, in hoogstens %(count)s tekens.") % {"count": LONGEST_TEXT}, field="text"
        )
    with verb("figures.withdraw_annotation", actor=actor) as trail:
        held = Annotation.objects.select_for_update().get(pk=key)
        known = AnnotationWithdrawal.objects.filter(annotation=held).first()
        if known is not None:
            if known.text == text:
                return known
            raise Conflict(_("Deze aantekening"), revision=1)
        made = AnnotationWithdrawal.objects.create(annotation=held, text=text, **recorded_by(actor, now))
        trail.note(held, {"area": held.area}, records=[made])
    return made


def _refuse_wrong(said: AnnotationText, text: str, actor: Actor, asof: AsOf) -> None:
    if said.area not in {row.code for row in municipalities(actor, asof)} | set(successors(asof.valid_on)):
        raise DomainError(_("Kies een gemeente."), field="area")
    if said.offence and said.offence not in offence_titles():
        raise DomainError(_("Kies een soort misdrijf."), field="offence")
    if not is_month(said.first_period) or not is_month(said.last_period):
        raise DomainError(_("Geef een maand, zoals 2019-06."), field="first_period")
    if said.last_period < said.first_period:
        raise DomainError(_("De laatste maand ligt voor de eerste."), field="last_period")
    _refuse_to_come(said)
    if not text or len(text) > LONGEST_TEXT:
        raise DomainError(
            _("Schrijf op wat er is, in hoogstens %(count)s tekens.") % {"count": LONGEST_TEXT}, field="text"
        )


def _refuse_to_come(said: AnnotationText) -> None:
    """A remark is beside a figure: of a month that was not published yet there is none."""
    release = latest(MONTHLY)
    for field, period in (("first_period", said.first_period), ("last_period", said.last_period)):
        if release is not None and period > release.last_period:
            text = _("Van %(month)s zijn nog geen cijfers. De laatste maand met cijfers is %(last)s.")
            facts = {"month": month_text(period), "last": month_text(release.last_period)}
            raise DomainError(text % facts, field=field)
