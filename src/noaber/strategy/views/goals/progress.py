"""The progress per theme for the steering group, as a page and as an accessible PDF (R35)."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.addresses import body_address, with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice
from noaber.core.documents.pdf import to_pdf
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.strategy.access import may_read_asked
from noaber.strategy.papers.progress import later_words, progress_blocks, progress_paper
from noaber.strategy.papers.shared import pdf_response
from noaber.strategy.queries.goals.progress import GoalProgress, Progress, ThemeProgress, progress
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import not_carried
from noaber.strategy.rules.themes.names import all_names
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.goals.overview import readable_period
from noaber.strategy.views.goals.progress_meetings import meetings_table
from noaber.strategy.views.places import (
    goal_address,
    goals_address,
    period_address,
    period_crumbs,
    progress_address,
)
from noaber.strategy.words.dropped import dropped_words, going_on_words, without_words
from noaber.strategy.words.goals import (
    carried_words,
    indicator_words,
    last_status,
    owner_words,
    sentence_words,
)


@dataclass(frozen=True, slots=True)
class ThemePart:
    """One theme as the page shows it."""

    key: str
    title: str
    facts: DefinitionList
    table: Table


@public
def progress_page(request: Request, code: str) -> HttpResponse:
    """What is asked first, then every theme with its goals: short enough to read on a phone before a meeting."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    found = _progress(request, code, asof)
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Voortgang")),
        "heading": _heading(period, found, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "line": _line(code, found, asof) if found.goals else None,
        "later": _later(request, period, found, asof),
        "asked": _asked(found),
        "without": _without(request, period, found, asof),
        "parts": [_part(code, each, asof) for each in found.themes],
        "meetings": meetings_table(request, period, found.body.code if found.body else ""),
        "nothing": None
        if found.themes
        else EmptyState(_("Nog geen doelen"), _("Er is nog niets te volgen.")),
    }
    return render(request, "strategy/progress.html", context)


@public
def progress_pdf(request: Request, code: str) -> HttpResponse:
    """The same as a paper for the meeting."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    found = _progress(request, code, asof)
    paper = progress_paper(period, found, asof, later=_reads_otherwise(request, period, found, asof))
    return pdf_response(to_pdf(paper), f"voortgang-{code}-{asof.valid_on}", is_example=paper.is_demonstration)


def _progress(request: Request, code: str, asof: AsOf) -> Progress:
    return progress(request.actor, code, asof, sees_asked=bool(may_read_asked(request.actor)))


def _reads_otherwise(request: Request, period: TitleRow, found: Progress, asof: AsOf) -> bool:
    """Whether something was recorded later that makes the paper of this day another one."""
    if asof.known_at is None:
        return False
    now = _progress(request, period.code, replace(asof, known_at=None))
    return progress_blocks(now) != progress_blocks(found)


def _later(request: Request, period: TitleRow, found: Progress, asof: AsOf) -> Notice | None:
    """What was recorded later is not in what was known then, and one click away."""
    if not _reads_otherwise(request, period, found, asof):
        return None
    now = progress_address(period.code, replace(asof, known_at=None, is_asked=True))
    return Notice(later_words(asof), action=Action(_("Lees het met wat later is vastgelegd"), now))


def since_words(found: Progress) -> str:
    facts = {"day": long_date(found.since)}
    if found.met_on:
        return _("Sinds de vorige vergadering, op %(day)s.") % facts
    return _("Sinds %(day)s.") % facts


def _heading(period: TitleRow, found: Progress, asof: AsOf) -> PageHeading:
    intro = f"{_('Hoe het per thema gaat.')} {since_words(found)}"
    if asof.valid_on > period.ends_on:
        intro = _("Hoe het per thema stond op %(day)s.") % {"day": long_date(period.ends_on)}
    actions = [
        Action(_("Als PDF"), with_dates(f"{period_address(period.code)}voortgang.pdf", asof)),
        Action(_("Per vergadering"), "#vergaderingen"),
        Action(_("Alle doelen"), goals_address(period.code, asof=asof)),
    ]
    return PageHeading(_("Voortgang"), kicker=period.title, intro=intro, actions=tuple(actions))


def _line(code: str, found: Progress, asof: AsOf) -> StatusLine:
    label = _("doelen op koers of bereikt")
    return StatusLine(found.fine, len(found.goals), label, goals_address(code, asof=asof))


def _asked(found: Progress) -> Notice | None:
    points = tuple(f"{each.row.text.title}: {asked}" for each in found.goals for asked in each.asked)
    if not points:
        return None
    return Notice(since_words(found), "warning", title=_("Wat wordt gevraagd"), points=points)


def _without(request: Request, period: TitleRow, found: Progress, asof: AsOf) -> list[Notice]:
    """Chosen themes of which nothing is told, because no goal stands under them yet."""
    effect = _("Er zijn nog geen doelen onder vast te leggen.")
    lacking = lacking_notice(request.actor, period, asof, effect, of_ended=True)
    told = {all_names(each.name)[0] for each in not_carried(period, asof)}
    rest = [name for name in found.without if name not in told]
    none = [Notice(without_words(rest))] if rest and found.themes else []
    return [*([lacking] if lacking else []), *none]


def _part(code: str, part: ThemeProgress, asof: AsOf) -> ThemePart:
    carried = carried_words(part.theme)
    facts = [Definition(_("Portefeuillehouder"), carried)]
    if part.dropped:
        rows = [each.row for each in part.goals]
        facts.insert(0, Definition(_("Let op"), f"{dropped_words(part.dropped)} {going_on_words(rows)}"))
    if part.team:
        facts.append(Definition(_("Team"), part.team.called, url=body_address(part.team.code, asof)))
    columns = [
        Column("title", _("Doel"), "link"),
        Column("status", _("Stand"), "status"),
        Column("on", _("Op"), "date"),
        Column("sentence", _("Toelichting")),
        Column("indicators", _("Van begin naar doel")),
        Column("owner", _("Eigenaar")),
    ]
    table = plain_table(
        name=f"voortgang-{part.theme.code}",
        caption=part.theme.name,
        columns=columns,
        rows=[_cells(code, each, asof) for each in part.goals],
        is_caption_shown=False,
    )
    return ThemePart(part.theme.code, part.theme.name, DefinitionList(tuple(facts)), table)


def _cells(code: str, each: GoalProgress, asof: AsOf) -> Row:
    row = each.row
    return {
        "title": row.text.title,
        "url": goal_address(code, row.code, asof=asof),
        "status": last_status(row),
        "on": row.last.on if row.last else None,
        "sentence": sentence_words(row, has_news=each.has_news),
        "indicators": "; ".join(indicator_words(indicator) for indicator in row.indicators),
        "owner": owner_words(row, is_held=each.is_held),
    }
