"""The work plan of a team for a year: the activities of the year, by goal, as a page and as an accessible PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.documents.paper import Block, DataTable, Heading, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date, short_date
from noaber.strategy.papers.shared import paper_of, pdf_response
from noaber.strategy.queries.goals.goal import ACTIVITIES, goals
from noaber.strategy.queries.goals.leaders import teams
from noaber.strategy.queries.goals.rows import ActivityRow, GoalRow
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.views.goals.overview import readable_period
from noaber.strategy.views.places import goal_address, period_crumbs, work_plan_address
from noaber.strategy.words.goals import activity_status


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What a team does in a year, by goal. `name`: of the team of the theme, or of the theme where it has none."""

    name: str
    theme: str
    year: int
    rows: tuple[tuple[GoalRow, tuple[ActivityRow, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(activities) for _goal, activities in self.rows)


@public
def work_plans(request: Request, code: str) -> HttpResponse:
    """Which work plans there are: a team and a year each."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    intro = _("Per team en jaar wat er gebeurt om de doelen te bereiken.")
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Werkplannen")),
        "heading": PageHeading(_("Werkplannen"), kicker=period.title, intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    found = _all(period, asof)
    return _index(request, _index_rows(code, found, asof)).respond(request, "strategy/periods.html", context)


@public
def work_plan(request: Request, code: str, year: int, theme: str) -> HttpResponse:
    """The activities of one team in one year."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    found = _find(period, year, theme, asof)
    pdf = work_plan_address(code, f"{year}/{theme}.pdf", asof)
    crumbs = [
        *period_crumbs(code, period.title, asof),
        (_("Werkplannen"), work_plan_address(code, asof=asof)),
    ]
    context = {
        **crumbs_of(crumbs, title_of(found)),
        "heading": PageHeading(title_of(found), kicker=period.title, actions=(Action(_("Als PDF"), pdf),)),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _table(request, found, _rows(code, found, asof)).respond(request, "strategy/periods.html", context)


@public
def work_plan_pdf(request: Request, code: str, year: int, theme: str) -> HttpResponse:
    """The same as a paper of the team."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    paper = _paper(period, _find(period, year, theme, asof), asof)
    return pdf_response(to_pdf(paper), f"werkplan-{theme}-{year}", is_example=paper.is_demonstration)


def title_of(found: WorkPlan) -> str:
    return _("Werkplan %(year)s: %(name)s") % {"year": found.year, "name": found.name}


def _all(period: TitleRow, asof: AsOf) -> list[WorkPlan]:
    """Every team and year in which it does something, the last year first."""
    of_theme, found = teams(period.within(asof)), goals(period.code, asof, (ACTIVITIES,))
    years = range(period.ends_on.year, period.starts_on.year - 1, -1)
    plans = [
        WorkPlan(of_theme[theme].called if theme in of_theme else name, theme, year, _of(found, theme, year))
        for year in years
        for theme, name in {row.theme: row.theme_name for row in found}.items()
    ]
    return [each for each in plans if each.rows]


def _of(
    found: Sequence[GoalRow], theme: str, year: int
) -> tuple[tuple[GoalRow, tuple[ActivityRow, ...]], ...]:
    rows = (
        (
            row,
            tuple(
                each for each in row.activities if each.text.starts_on.year <= year <= each.text.ends_on.year
            ),
        )
        for row in found
        if row.theme == theme
    )
    return tuple((row, activities) for row, activities in rows if activities)


def _find(period: TitleRow, year: int, theme: str, asof: AsOf) -> WorkPlan:
    wanted = (year, theme)
    found = next((row for row in _all(period, asof) if (row.year, row.theme) == wanted), None)
    if found is None:
        raise Http404
    return found


def _index_rows(code: str, found: Sequence[WorkPlan], asof: AsOf) -> list[Row]:
    return [
        {
            "title": title_of(each),
            "url": work_plan_address(code, f"{each.year}/{each.theme}/", asof),
            "year": str(each.year),
            "count": each.count,
            "pdf": _("PDF"),
            "pdf_url": work_plan_address(code, f"{each.year}/{each.theme}.pdf", asof),
        }
        for each in found
    ]


def _index(request: Request, rows: Sequence[Row]) -> Table:
    columns = [
        Column("title", _("Werkplan"), "link"),
        Column("year", _("Jaar")),
        Column("count", _("Activiteiten"), "number"),
        Column("pdf", _("Om af te drukken"), url_key="pdf_url", is_sortable=False),
    ]
    empty = _("Er zijn nog geen activiteiten vastgelegd.")
    return list_table(
        request.GET,
        name="werkplannen",
        caption=_("Werkplannen"),
        columns=columns,
        rows=rows,
        empty_text=empty,
    )


def _rows(code: str, found: WorkPlan, asof: AsOf) -> list[Row]:
    return [
        {
            "goal": row.text.title,
            "url": goal_address(code, row.code, asof=asof),
            "title": each.text.title,
            "doers": in_a_row(each.doers),
            "starts_on": each.text.starts_on,
            "ends_on": each.text.ends_on,
            "state": activity_status(each.text.state),
            "is_innovation": each.text.is_innovation,
        }
        for row, activities in found.rows
        for each in activities
    ]


def _table(request: Request, found: WorkPlan, rows: Sequence[Row]) -> Table:
    return list_table(
        request.GET,
        name=f"werkplan-{found.theme}-{found.year}",
        caption=_("Activiteiten"),
        columns=[
            Column("goal", _("Doel"), "link"),
            Column("title", _("Activiteit")),
            Column("doers", _("Wie doet het?")),
            Column("starts_on", _("Eerste dag"), "date"),
            Column("ends_on", _("Laatste dag"), "date"),
            Column("state", _("Stand"), "status"),
            Column("is_innovation", _("Vernieuwing"), "boolean"),
        ],
        rows=rows,
    )


def _paper(period: TitleRow, found: WorkPlan, asof: AsOf) -> Paper:
    facts = [
        (_("Over"), period.title),
        (_("Team"), found.name),
        (_("Stand van"), long_date(asof.valid_on)),
    ]
    blocks: list[Block] = []
    for row, activities in found.rows:
        owner = _("Eigenaar: %(owner)s.") % {"owner": row.owner}
        rows = [_paper_cells(each, in_a_row(each.doers)) for each in activities]
        blocks += [
            Heading(row.text.title),
            Paragraph(f"{row.text.aim} {owner}"),
            DataTable(_("Activiteiten"), _paper_columns(), rows),
        ]
    return paper_of(title_of(found), _("Werkplan"), facts, blocks)


def _paper_columns() -> list[TableColumn]:
    return [
        TableColumn("title", _("Activiteit")),
        TableColumn("doers", _("Wie doet het?")),
        TableColumn("starts_on", _("Van")),
        TableColumn("ends_on", _("Tot en met")),
        TableColumn("state", _("Stand")),
        TableColumn("is_innovation", _("Vernieuwing")),
    ]


def _paper_cells(each: ActivityRow, doers: str) -> dict[str, object]:
    return {
        "title": each.text.title,
        "doers": doers,
        "starts_on": short_date(each.text.starts_on),
        "ends_on": short_date(each.text.ends_on),
        "state": activity_status(each.text.state).label,
        "is_innovation": _("ja") if each.text.is_innovation else _("nee"),
    }
