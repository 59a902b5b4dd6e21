"""What the page of a meeting says of its papers: what readers wait for, and what went on after it was released."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import long_date
from noaber.meetings.addresses import sitting_address
from noaber.meetings.models import Release
from noaber.meetings.queries.agendas import stale
from noaber.meetings.queries.released import Stale, released_papers
from noaber.meetings.queries.sittings import SittingRow


def released_state(row: SittingRow, *, works: bool, today: dt.date) -> list[str]:
    """What was not released yet, to who waits for it; and to who prepares that others do not see what they see."""
    if row.is_cancelled:
        return []
    out = released_papers(row.id)
    has_been = row.is_held or row.held_on < today
    missing = []
    if Release.Paper.AGENDA not in out:
        later = _("De agenda volgt: zij is nog niet vrijgegeven.")
        missing.append(_("De agenda is niet vrijgegeven.") if has_been else later)
    if has_been:
        if Release.Paper.DECISION_LIST not in out:
            missing.append(_("De besluitenlijst is nog niet vrijgegeven."))
        if Release.Paper.MINUTES not in out:
            missing.append(_("Het verslag is nog niet vrijgegeven."))
    working = [_("U ziet de werkversie. Anderen zien alleen wat is vrijgegeven.")] if works else []
    return [*working, *missing]


def overtaken(row: SittingRow) -> list[Notice]:
    """For who prepares: readers still see the paper as it was released."""
    if not (found := stale(row.id)):
        return []
    again = Action(_("Geef opnieuw vrij"), sitting_address(row.id, "vrijgeven/"))
    title, points = _("Gewijzigd na het vrijgeven"), tuple(map(_in_words, found))
    text = _("Lezers zien de versie die is vrijgegeven, tot u het stuk opnieuw vrijgeeft.")
    return [Notice(text, "warning", title=title, points=points, action=again)]


def _in_words(paper: Stale) -> str:
    facts = {
        "paper": paper.paper_label.capitalize(),
        "for_whom": _("openbaar") if paper.is_public else _("voor het netwerk"),
        "day": long_date(timezone.localtime(paper.released_at).date()),
    }
    return _("%(paper)s (%(for_whom)s): gewijzigd na vrijgeven op %(day)s, geef opnieuw vrij.") % facts
