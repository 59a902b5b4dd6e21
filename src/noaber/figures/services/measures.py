"""Questions about measures: saved under a name with the release they were looked at in, and removed with a reason."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.figures.access import may_remove_measure, may_save_measure
from noaber.figures.models import Release, SavedMeasure, SavedMeasureRemoval
from noaber.figures.queries.offences import offence_titles
from noaber.figures.rules.effect.question import Question, areas_text, starts_text

LONGEST_NAME = 80
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What is saved: a name, a kind of offence, and a question that was checked against the release."""

    name: str
    kind: str
    question: Question
    release_id: int


def save_measure(said: MeasureText, *, actor: Actor, now: dt.datetime) -> SavedMeasure:
    """The same question of the same release under the same name, sent twice, is there once."""
    require(may_save_measure(actor))
    name = " ".join(said.name.split())
    if not name or len(name) > LONGEST_NAME:
        text = _("Geef een naam van hoogstens %(count)s tekens.") % {"count": LONGEST_NAME}
        raise DomainError(text, field="name")
    if said.kind not in offence_titles() or not said.question.starts:
        raise DomainError(_("Deze vraag is niet volledig. Vul haar opnieuw in."))
    asked = said.question
    values = {
        "name": name,
        "offence_id": said.kind,
        "starts": starts_text(asked.starts),
        "months_before": asked.before,
        "months_after": asked.after,
        "comparison": str(asked.comparison),
        "chosen": areas_text(asked.chosen),
        "excluded": areas_text(asked.excluded),
    }
    with verb("figures.save_measure", actor=actor) as trail:
        release = Release.objects.select_for_update().get(pk=said.release_id)
        same = SavedMeasure.objects.filter(**values, release=release, removal=None).first()
        if same is not None:
            return same
        made = SavedMeasure.objects.create(**values, release=release, **recorded_by(actor, now))
        trail.note(made, {"offence": said.kind}, records=[made])
    return made


def remove_measure(key: int, reason: str, *, actor: Actor, now: dt.datetime) -> SavedMeasureRemoval:
    """Take it off the list. With the same reason twice is once; with another a `Conflict`."""
    found, text = SavedMeasure.objects.filter(pk=key).first(), reason.strip()
    if found is None:
        raise DomainError(_("Deze bewaarde vraag bestaat niet."))
    require(may_remove_measure(actor, found.recorded_by_id, found.on_behalf_of_id))
    if not text or len(text) > LONGEST_REASON:
        said = _("Schrijf op waarom, in hoogstens %(count)s tekens.") % {"count": LONGEST_REASON}
        raise DomainError(said, field="text")
    with verb("figures.remove_measure", actor=actor) as trail:
        held = SavedMeasure.objects.select_for_update().get(pk=key)
        known = SavedMeasureRemoval.objects.filter(measure=held).first()
        if known is not None:
            if known.text == text:
                return known
            raise Conflict(_("Deze bewaarde vraag"), revision=1)
        made = SavedMeasureRemoval.objects.create(measure=held, text=text, **recorded_by(actor, now))
        trail.note(held, {"offence": held.offence_id}, records=[made])
    return made
