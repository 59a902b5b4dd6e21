"""How a claim with a figure reads beside what was counted (R27)."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import in_a_row
from noaber.figures.api import may_be_percentage
from noaber.strategy.queries.results.claims import ClaimRow
from noaber.strategy.rules.results.claims import Counted, Measured, claimed_words, percentage_words
from noaber.strategy.words.periods import no_effect

MOST_NAMED: Final = 5


def is_small(own: Measured) -> bool:
    """Whether so few were counted that the change is not told as a percentage."""
    counts = (own.base.count, own.end.count)
    return not may_be_percentage(*counts) if None not in counts else False  # type: ignore[arg-type]


def share_words(own: Measured) -> str:
    """The change as a part of the base; of small numbers that it is not told so."""
    if own.share is not None and is_small(own):
        return _("te weinig voor een percentage")
    return percentage_words(own.share)


def came_out_words(found: ClaimRow) -> str:
    """What the counts come to, beside what was claimed."""
    own, claimed = found.came_out.own, claimed_words(found.claim.percentage)
    facts: dict[str, object] = {"base": own.base.year, "end": own.end.year, "claimed": claimed}
    if own.share is None:
        text = _("%(claimed)s van %(base)s naar %(end)s is niet na te rekenen: %(why)s.")
        return text % {**facts, "why": _why_not(found, own)}
    if is_small(own):
        text = _(
            "Van %(before)s in %(base)s naar %(after)s in %(end)s: zulke kleine aantallen zeggen als percentage niets. "
            "Geclaimd was %(claimed)s."
        )
        return text % {**facts, "before": own.base.count, "after": own.end.count}
    facts["share"] = percentage_words(own.share)
    if own.agrees:
        return _("%(share)s van %(base)s naar %(end)s; dat is wat werd geclaimd.") % facts
    return _("%(share)s van %(base)s naar %(end)s; geclaimd was %(claimed)s.") % facts


def sourced_words(found: ClaimRow) -> str:
    """The same with by whose counts."""
    source = "; ".join(found.sources) or _("nog geen cijfers ingelezen")
    text = _("%(came_out)s Bron: %(source)s.")
    return text % {"came_out": came_out_words(found), "source": source}


def figure_words(found: ClaimRow) -> str:
    """Beside a result wherever that is told: recomputed, and that it proves no effect."""
    facts = {"what": f"{found.offence}, {found.area}", "came_out": sourced_words(found)}
    text = _("Het cijfer nagerekend (%(what)s): %(came_out)s")
    return f"{text % facts} {no_effect()}"


def _why_not(found: ClaimRow, own: Measured) -> str:
    """Which counts are missing, by name, or that there was nothing to fall from."""
    if not found.areas:
        return _("dit gebied is er op deze dag niet")
    for each in (own.base, own.end):
        if each.count is None:
            return lacking_words(each, found.missing_names)
    return _("in %(year)s werd er geen enkel geteld") % {"year": own.base.year}


def lacking_words(each: Counted, names: Mapping[str, str]) -> str:
    if not each.missing:
        return _("over %(year)s zijn geen cijfers ingelezen") % {"year": each.year}
    shown = [names.get(code, code) for code in each.missing[:MOST_NAMED]]
    rest = len(each.missing) - len(shown)
    if rest:
        shown.append(ngettext("nog één", "nog %(count)s", rest) % {"count": rest})
    text = ngettext(
        "over %(year)s ontbreekt %(names)s", "over %(year)s ontbreken %(names)s", len(each.missing)
    )
    return text % {"year": each.year, "names": in_a_row(shown)}
