"""How an adopted decision reads for who knows nothing of the network."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.components.status import Status
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.decisions.obligation_words import fte_text, rate_text
from noaber.decisions.queries.proposals.matrix import PointRow, StageStanding, Standing
from noaber.decisions.rules.meaning import meaning
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.outcomes import Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role
from noaber.decisions.words import MEANINGS, roll_up
from noaber.network.api import KIND_WORDS


def stage_status(stage: StageStanding) -> Status | None:
    """What became of a whole stage; None while it is under way."""
    if not stage.is_passed:
        return None
    words = {Role.HEAR: _("gehoord"), Role.ADVISE: _("geadviseerd"), Role.ADOPT: _("vastgesteld")}
    return Status(words.get(stage.role, _("akkoord")), "ok")


def consequence(found: Standing, point: PointRow) -> str:
    """What a point means for whom it is about; empty where the text says all there is.

    The advice is told of a point that every stage agreed to that treated it: a gate may have been passed without.
    """
    if point.kind is PointKind.TAKE_NOTE:
        return _("Hierover is niet gestemd; er is kennis van genomen.")
    said = []
    if point.terms:
        said.append(_asked(point, point.terms))
    elif point.forwarded_to:
        facts = {"kinds": kinds_in_words(point.forwarded_to), "advice": point.advice}
        text = (
            _("Daarna besluit iedere organisatie zelf (%(kinds)s); het overleg geeft daarbij %(advice)s.")
            if point.advice and _is_agreed(found, point.label)
            else _("Daarna besluit iedere organisatie zelf (%(kinds)s).")
        )
        said.append(text % facts)
    return " ".join(said)


def _is_agreed(found: Standing, label: str) -> bool:
    treating = [each for each in found.stages if label in each.labels and not each.is_follow_up]
    return bool(treating) and all(each.outcomes[label].verdict is Verdict.PASSED for each in treating)


def kinds_in_words(kinds: tuple[str, ...]) -> str:
    return in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in kinds)


def _asked(point: PointRow, terms: Terms) -> str:
    facts = {
        "kinds": kinds_in_words(point.addressed_to),
        "rate": rate_text(terms.rate),
        "fte": fte_text(terms.fte),
        "years": _years(terms),
    }
    if terms.kind is ObligationKind.CONTRIBUTION:
        return _("Wie hiertoe besluit (%(kinds)s), betaalt %(rate)s per inwoner per jaar, %(years)s.") % facts
    if terms.kind is ObligationKind.CAPACITY:
        return (
            _("Wie hiertoe besluit (%(kinds)s), stelt %(fte)s fte per jaar beschikbaar, %(years)s.") % facts
        )
    return _("De evaluatie is %(years)s.") % facts


def _years(terms: Terms) -> str:
    if terms.first_year == terms.last_year:
        return _("in %(year)s") % {"year": terms.first_year}
    return _("van %(first)s tot en met %(last)s") % {"first": terms.first_year, "last": terms.last_year}


def counts_at(found: Standing, point: PointRow) -> list[str]:
    """Per stage that treats a point a sentence: who, what they do there, and how many said what."""
    return [_counted(stage, point) for stage in found.stages if point.label in stage.labels]


def _counted(stage: StageStanding, point: PointRow) -> str:
    found = stage.outcomes[point.label]
    facts = {
        "who": capitalised(stage.title),
        "does": MEANINGS[meaning(point.kind, stage.role)],
        "total": format_number(found.tally.expected),
        "counts": roll_up(found, stage.role).rpartition(" = ")[0],
    }
    if found.tally.expected == 1:
        return _("%(who)s %(does)s: %(counts)s.") % facts
    return _("%(who)s (%(total)s): %(counts)s. Ieder %(does)s.") % facts


def adopted_in_words(names: tuple[str, ...], on: dt.date) -> str:
    return _("Vastgesteld op %(day)s door %(who)s.") % {"day": long_date(on), "who": in_a_row(names)}


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
