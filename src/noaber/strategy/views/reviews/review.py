"""The reviews of a period: which there are, and each with its versions, as a page, a PDF and an editable text."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.documents.pdf import to_pdf
from noaber.core.requests import Request, asof_of, public
from noaber.strategy.access import may_see_review, may_write_review
from noaber.strategy.papers.review import review_facts, review_paper
from noaber.strategy.papers.shared import file_response
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.periods.period import period as whole_period
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.reviews.review import ReviewRow, VersionRow, named_in, review, reviews
from noaber.strategy.queries.selection.period_themes import tied_since, titles_under
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.reviews.composition import Composition
from noaber.strategy.rules.reviews.review import ReviewKind, ReviewState, renamed
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import period_crumbs, review_address, reviews_crumbs
from noaber.strategy.views.reviews.parts import reaction_lines, review_notice, shown_section, version_line
from noaber.strategy.words.reviews import review_status, review_title, sections, years_of

REVIEWED = (PeriodState.ADOPTED, PeriodState.EXTENDED, PeriodState.CLOSED)
"""The states of a period in which one can look back on it."""


@public
def review_list(request: Request, code: str) -> HttpResponse:
    """The midterm and the endterm review of a period, as far as this reader may see them."""
    asof = asof_of(request)
    found = find_period(code, asof)
    table = list_table(
        request.GET,
        name="reviews",
        caption=_("Reviews"),
        columns=[
            Column("title", _("Review"), "link"),
            Column("state", _("Stand"), "status"),
            Column("since", _("Sinds"), "date"),
            Column("due_on", _("Reageren tot en met"), "date"),
            Column("decided_on", _("Vastgesteld op"), "date"),
            Column("findings", _("Bevindingen"), "number"),
        ],
        rows=[_cells(found, row, asof) for row in reviews(code, asof) if may_see_review(request.actor, row)],
        empty_text=_("Er is nog geen review om te lezen."),
    )
    context = {
        **crumbs_of(period_crumbs(code, found.title, asof), _("Reviews")),
        "heading": _list_heading(request, found, asof),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return table.respond(request, "strategy/periods.html", context)


def _cells(period: TitleRow, row: ReviewRow, asof: AsOf) -> Row:
    return {
        "title": review_title(row.kind, years_of(named_in(period, row.final))),
        "url": review_address(period.code, row.kind, asof=asof),
        "state": review_status(row.last.state),
        "since": row.last.said_on,
        "due_on": row.course.due_on,
        "decided_on": row.last.decided_on,
        "findings": len(row.last.text.findings),
    }


def _list_heading(request: Request, found: TitleRow, asof: AsOf) -> PageHeading:
    """With the way to begin one that is not there yet."""
    intro = _(
        "Wat de strategie opleverde, samengesteld uit wat is vastgelegd, met het oordeel van de schrijvers."
    )
    may_write = may_fill_in(may_write_review(request.actor)) and not asof.is_asked
    there = {row.kind for row in reviews(found.code, asof)}
    labels = {
        ReviewKind.MIDTERM: _("Schrijf de midterm review"),
        ReviewKind.ENDTERM: _("Schrijf de endterm review"),
    }
    actions = [
        Action(label, review_address(found.code, kind, "schrijven/"))
        for kind, label in labels.items()
        if may_write and kind not in there and found.state in REVIEWED
    ]
    return PageHeading(_("Reviews"), kicker=found.title, intro=intro, actions=tuple(actions))


def kind_of(kind: str) -> ReviewKind:
    try:
        return ReviewKind(kind)
    except ValueError as error:
        raise Http404 from error


def find_review(request: Request, code: str, kind: str, asof: AsOf) -> tuple[TitleRow, ReviewRow]:
    """The period and its review; what this reader may not see is not there."""
    found, row = find_period(code, asof), review(code, kind_of(kind), asof)
    if row is None or not may_see_review(request.actor, row):
        raise Http404
    return found, row


def find_version(request: Request, row: ReviewRow, number: int | None) -> VersionRow:
    """The version that is asked, or the last that this reader may see: what is being written is its writers'."""
    may_see_all = may_fill_in(may_write_review(request.actor))
    seen = row.versions if may_see_all else row.shared
    found = next((each for each in reversed(seen) if number in (None, each.number)), None)
    if found is None:
        raise Http404
    return found


def composed_of(row: ReviewRow, version: VersionRow, asof: AsOf) -> Composition | None:
    """What a version showed; of the text that is being written what it would show now."""
    if version.state is not ReviewState.WRITING:
        return version.composition
    found = whole_period(row.period, asof)
    return compose(found, row.kind, asof) if found and version.number == row.number else None


def _as_read(period: TitleRow, version: VersionRow, asof: AsOf) -> VersionRow:
    """As it was shared; while it is written with its conclusions under the themes that the network has by now."""
    if version.composed:
        return version
    return replace(version, text=renamed(version.text, tied_since(period, asof)))


@public
def review_page(request: Request, code: str, kind: str, number: int | None = None) -> HttpResponse:
    """What the authors conclude, and all that was recorded by theme; the last version unless another is asked."""
    asof = asof_of(request)
    period, row = find_review(request, code, kind, asof)
    version = find_version(request, row, number)
    version, found = _as_read(period, version, asof), composed_of(row, version, asof)
    told = named_in(period, version)
    parts = sections(version.text, found, titles_under(code, asof))
    facts = review_facts(told, row, version, found)[2:]
    status = Definition(_("Stand"), status=review_status(version.state))
    context = {
        **crumbs_of(reviews_crumbs(code, period.title, asof), review_title(row.kind, years_of(told))),
        "heading": _heading(request, told, row, version, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "notice": review_notice(request, row, version),
        "facts": DefinitionList((status, *(Definition(*fact) for fact in facts))),
        "lines": reaction_lines(request, row, asof),
        "contents": [(each.key, each.title) for each in parts],
        "sections": [shown_section(code, each, asof) for each in parts],
        "versions": version_line(request, row, version, asof),
    }
    return render(request, "strategy/review.html", context)


def _heading(
    request: Request, period: TitleRow, row: ReviewRow, version: VersionRow, asof: AsOf
) -> PageHeading:
    files = [
        Action(label, review_address(row.period, row.kind, f"versie/{version.number}.{form}", asof))
        for form, label in (("pdf", _("Als PDF")), ("odt", _("Om te bewerken (ODT)")))
    ]
    steps = () if asof.is_asked or version.number != row.number else _steps(request, row)
    return PageHeading(
        review_title(row.kind, years_of(period)),
        kicker=period.title,
        intro=_("Samengesteld uit wat is vastgelegd; het oordeel is van de schrijvers."),
        actions=(*steps, *files),
    )


def _steps(request: Request, row: ReviewRow) -> tuple[Action, ...]:
    """What can be done with it now, by whom."""
    if row.final:
        return ()
    steps = []
    if may_fill_in(may_write_review(request.actor)):
        steps.append(Action(_("Schrijf verder"), review_address(row.period, row.kind, "schrijven/")))
        steps.append(Action(_("Deel het concept"), review_address(row.period, row.kind, "delen/")))
        if row.course.shared_on and not row.course.takes_reactions(request.today):
            finish = review_address(row.period, row.kind, "definitief/")
            steps.append(Action(_("Maak definitief"), finish, "primary"))
    return tuple(steps)


@public
def review_file(request: Request, code: str, kind: str, number: int, form: str) -> HttpResponse:
    """A version as an accessible PDF, or as a text to edit."""
    if form not in ("pdf", "odt"):
        raise Http404
    asof = asof_of(request)
    period, row = find_review(request, code, kind, asof)
    version = find_version(request, row, number)
    found, version = composed_of(row, version, asof), _as_read(period, version, asof)
    paper = review_paper(named_in(period, version), row, version, found, titles_under(code, asof))
    name = f"{row.kind}-review-{code}-versie-{version.number}"
    is_example = paper.is_demonstration
    if form == "odt":
        return file_response(to_odt(paper), f"{name}.odt", ODT_MEDIA_TYPE, is_example=is_example)
    return file_response(to_pdf(paper), f"{name}.pdf", "application/pdf", is_example=is_example)
