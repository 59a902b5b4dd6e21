"""What the final review of the period before found, as a source of the inventory of a period (R06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import ThemeRow, themes
from noaber.strategy.queries.inventory.plans import source
from noaber.strategy.queries.periods.period import TitleRow, titled, titles
from noaber.strategy.queries.reviews.review import ReviewTitle, VersionRow, final_review, review
from noaber.strategy.queries.selection.period_themes import carried_in
from noaber.strategy.rules.inventory import MOST_PRIORITIES, PlanText, PriorityText
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.rules.reviews.review import FindingText, ReviewKind

SOURCE: Final = "endterm-review"
"""What the review of the period before is called among the sources of a period: it has one."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The findings as a source; `without_field`: those on no theme of the taxonomy."""

    period: str
    text: PlanText
    without_field: tuple[FindingText, ...]


def is_taken_over(code: str, asof: AsOf) -> bool:
    """Whether they stand with the sources of a period: taken over, a source bears the day of the review."""
    final, row = _final(code, asof), source(code, SOURCE, asof)
    return bool(final and row and row.text.council_on == final.decided_on)


def offered_findings(code: str, asof: AsOf) -> Offered | None:
    """Of the endterm review of the period before, once it is final; else None."""
    chosen, final = titled(code, asof), _final(code, asof)
    earlier = titled(final.period, asof) if final else None
    found = review(earlier.code, ReviewKind.ENDTERM, asof) if earlier else None
    if chosen is None or earlier is None or found is None or found.final is None:
        return None
    return _offered(chosen, earlier, found.final)


def _final(code: str, asof: AsOf) -> ReviewTitle | None:
    """The review of the period that began last before this one, as `queries.periods.period.before`."""
    known = titles(asof)
    chosen = next((row for row in known if row.code == code), None)
    earlier = next((row for row in known if chosen and row.starts_on < chosen.starts_on), None)
    return final_review(earlier.code, ReviewKind.ENDTERM, asof) if earlier else None


def _offered(chosen: TitleRow, earlier: TitleRow, final: VersionRow) -> Offered:
    then, now = AsOf(earlier.ends_on), AsOf(final.said_on)
    fields = _fields((*carried_in(earlier, then), *themes(ANONYMOUS, now)))
    of_theme = [each for each in final.text.findings if each.theme in fields]
    years = PeriodTerms("", earlier.starts_on, earlier.ends_on).years
    text = PlanText(
        _("Endterm review %(years)s") % {"years": years},
        chosen.starts_on,
        chosen.ends_on,
        tuple(
            PriorityText(rank, fields[each.theme], each.text, ambition=each.recommendation)
            for rank, each in enumerate(of_theme[:MOST_PRIORITIES], start=1)
        ),
        council_on=final.decided_on,
    )
    without = tuple(each for each in final.text.findings if each.theme not in fields)
    return Offered(earlier.code, text, without)


def _fields(rows: Iterable[ThemeRow]) -> dict[str, str]:
    """By theme its line of the taxonomy; a theme of the period may be no more when its review is final."""
    return {row.code: row.safety_field.split()[0] for row in rows if row.safety_field}
