"""How surveys read."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import long_date
from noaber.strategy.models import OPINIONS
from noaber.strategy.queries.surveys import SurveyOutcome, SurveyRow
from noaber.strategy.rules.surveys import SMALLEST_GROUP, Distribution, SurveyState


def survey_status(state: SurveyState) -> Status:
    words: dict[SurveyState, tuple[str, Tone]] = {
        SurveyState.DRAFT: (_("in voorbereiding"), "neutral"),
        SurveyState.OPEN: (_("open"), "current"),
        SurveyState.CLOSED: (_("gesloten"), "ok"),
        SurveyState.WITHDRAWN: (_("ingetrokken"), "neutral"),
    }
    return Status(*words[state])


def middle_words(found: Distribution) -> str:
    """The middle answer: "eens", or "tussen neutraal en eens"; a mean is not given, for the steps have no distance."""
    steps = [str(OPINIONS[step]) for step in found.middle]
    if not steps:
        return _("geen oordeel")
    if len(steps) == 1:
        return steps[0]
    return _("tussen %(lower)s en %(upper)s") % {"lower": steps[0], "upper": steps[1]}


def share_words(count: int, share: int) -> str:
    return _("%(count)s (%(share)s %%)") % {"count": count, "share": share}


def how_told(row: SurveyRow) -> Sequence[str]:
    """What is told before one answers about who reads what."""
    named = (
        _("Uw open antwoorden staan in de uitkomst met de naam van uw organisatie.")
        if row.text.is_named
        else _("Uw open antwoorden staan in de uitkomst zonder de naam van uw organisatie.")
    )
    return (
        _("U kunt uw antwoorden vervangen tot en met %(day)s.") % {"day": long_date(row.text.closes_on)},
        _("Na de sluiting is te lezen hoe vaak elk oordeel is gekozen, niet door wie."),
        named,
        _("Alleen het netwerk leest open antwoorden. De naam van een persoon staat er nooit bij."),
    )


def low_response(found: SurveyOutcome) -> str:
    """What is said beside the figures when few answered; empty otherwise."""
    if not found.is_low:
        return ""
    facts = {"answered": found.answered, "asked": found.asked}
    text = _("Minder dan de helft antwoordde: %(answered)s van de %(asked)s organisaties.")
    return f"{text % facts} {_('Deze uitkomst zegt weinig over wie niet antwoordde.')}"


def asked_when() -> str:
    """Who is asked, and who is not."""
    return _(
        "Gevraagd is wie in het netwerk was op de dag waarop de peiling openging. "
        "Wie er later bij kwam, is niet gevraagd."
    )


def why_pooled() -> str:
    """Why small groups do not stand apart."""
    text = _(
        "Een groep van minder dan %(count)s organisaties staat niet apart, maar is bij een andere geteld. "
        "Anders is te zien, of uit te rekenen, wat één organisatie antwoordde."
    )
    return text % {"count": SMALLEST_GROUP}


def too_few() -> str:
    text = _("Er is geen uitkomst te lezen: minder dan %(count)s organisaties antwoordden.")
    return f"{text % {'count': SMALLEST_GROUP}} {_('Anders is te zien wat één organisatie antwoordde.')}"
