"""A version of a review as a paper: to read as an accessible PDF, to edit as text (R20)."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Block, Heading, Paper
from noaber.core.rules.dutch import long_date
from noaber.strategy.models import REVIEW_STATES
from noaber.strategy.papers.shared import paper_of
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.reviews.review import ReviewRow, VersionRow
from noaber.strategy.rules.reviews.composition import Composition
from noaber.strategy.words.reviews import review_title, sections, years_of


def review_paper(
    period: TitleRow,
    row: ReviewRow,
    version: VersionRow,
    found: Composition | None,
    themes: Mapping[str, str],
) -> Paper:
    """The same parts as on the page, in the same order."""
    title = review_title(row.kind, years_of(period))
    blocks: list[Block] = []
    for section in sections(version.text, found, themes):
        blocks += [Heading(section.title), *section.blocks]
    return paper_of(title, _("Review"), review_facts(period, row, version, found), blocks)


def review_facts(
    period: TitleRow, row: ReviewRow, version: VersionRow, found: Composition | None
) -> list[tuple[str, str]]:
    """Which version it is, of which day, and what is asked or was decided."""
    facts = [
        (_("Over"), period.title),
        (_("Stand"), str(REVIEW_STATES[version.state])),
        (
            _("Versie"),
            _("%(number)s, %(day)s") % {"number": version.number, "day": long_date(version.said_on)},
        ),
    ]
    if found:
        facts.append((_("Wat was vastgelegd op"), long_date(dt.date.fromisoformat(found.on))))
    if version.due_on:
        facts.append((_("Reageren tot en met"), long_date(version.due_on)))
    if version.decided_on:
        facts.append((_("Vastgesteld op"), long_date(version.decided_on)))
    if version.source:
        facts.append((_("Bron"), version.source))
    return facts
