"""What the answers to a survey come to: a picture per question, all figures in one table, and the open answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Refused, require
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, BarChart, StatusLine, bar_chart
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.access import may_read_open_answers
from noaber.strategy.models import OPINIONS
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.queries.surveys import QuestionOutcome, SurveyOutcome, SurveyRow, outcome_of
from noaber.strategy.rules.surveys import CHOICES, Distribution, QuestionKind, SurveyState
from noaber.strategy.views.places import survey_address, surveys_crumbs
from noaber.strategy.views.surveys.changes import expect
from noaber.strategy.views.surveys.survey import find_survey
from noaber.strategy.words.surveys import low_response, middle_words, share_words, too_few, why_pooled

PAGE: Final = 30  # rows of the table under the pictures: on a phone they stand under each other


@dataclass(frozen=True, slots=True)
class OutcomePart:
    """The pictures of the statements about the network, or about the themes."""

    key: str
    title: str
    charts: tuple[BarChart, ...]


@public
def outcome_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """Per statement how often each step was chosen; after the closing, for everyone."""
    asof = asof_of(request)
    period, row = find_survey(request, code, survey_code, asof)
    expect(row, SurveyState.CLOSED, asof)
    found = outcome_of(row, asof)
    themes = titles_under(code, asof)
    context = {
        **crumbs_of(_crumbs(period, row, asof), _("Uitkomst")),
        "heading": _heading(request, found, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "line": StatusLine(found.answered, found.asked, _("organisaties antwoordden")),
        "missing": in_a_row(found.missing),
        "notices": _notices(found),
        "nothing": EmptyState(_("Geen uitkomst"), too_few()) if found.is_too_few else None,
        "parts": outcome_parts(found, themes),
    }
    return figures_table(request, found, themes).respond(request, "strategy/survey_outcome.html", context)


def open_answers_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """What was said in own words: for the network, and never with the name of a person."""
    asof = asof_of(request)
    period, row = find_survey(request, code, survey_code, asof)
    if not may_read_open_answers(request.actor):
        require(Refused(_("Open antwoorden zijn voor wie in het netwerk een rol heeft.")))
    expect(row, SurveyState.CLOSED, asof)
    found = outcome_of(row, asof)
    address = survey_address(row.period, row.code, "uitkomst/", asof)
    notices = [Notice(too_few())] if found.is_too_few else []
    context = {
        **crumbs_of([*_crumbs(period, row, asof), (_("Uitkomst"), address)], _("Open antwoorden")),
        "heading": PageHeading(_("Open antwoorden"), kicker=row.text.title),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": notices,
    }
    return _words_table(request, found).respond(request, "strategy/survey_answers.html", context)


def _crumbs(period: TitleRow, row: SurveyRow, asof: AsOf) -> list[tuple[str, str]]:
    own = row.text.title, survey_address(row.period, row.code, asof=asof)
    return [*surveys_crumbs(row.period, period.title, asof), own]


def _heading(request: Request, found: SurveyOutcome, asof: AsOf) -> PageHeading:
    row = found.survey
    intro = _(
        "Wat de organisaties vinden, bij elkaar geteld. Van elke stelling staat er het middelste antwoord: de helft "
        "koos dat of minder, de helft dat of meer. Een gemiddelde staat er niet: tussen ‘eens’ en ‘zeer eens’ ligt "
        "geen vaste afstand. ‘Weet ik niet’ telt voor het midden niet mee."
    )
    ways: tuple[Action, ...] = ()
    if may_read_open_answers(request.actor) and any(each.whole is None for each in found.questions):
        address = survey_address(row.period, row.code, "uitkomst/antwoorden/", asof)
        ways = (Action(_("Open antwoorden"), address),)
    return PageHeading(_("Uitkomst"), kicker=row.text.title, intro=intro, actions=ways)


def _notices(found: SurveyOutcome) -> list[Notice]:
    low = low_response(found)
    notices = [Notice(low, "warning")] if low else []
    return [*notices, Notice(why_pooled())] if found.is_pooled else notices


def _rounding() -> str:
    return _("Door afronding is de som niet altijd 100 %.")


def outcome_parts(found: SurveyOutcome, themes: dict[str, str]) -> list[OutcomePart]:
    """The statements in general, and those about a theme in the order of the themes; each with its picture."""
    order = list(themes)

    def place(each: QuestionOutcome) -> int:
        return order.index(each.text.theme) if each.text.theme in order else len(order)

    stated = [(each, each.whole) for each in found.questions if each.whole]
    general = [pair for pair in stated if not pair[0].text.theme]
    of_themes = sorted((pair for pair in stated if pair[0].text.theme), key=lambda pair: place(pair[0]))
    parts = (("netwerk", _("Het netwerk"), general), ("themas", _("De thema’s"), of_themes))
    return [
        OutcomePart(key, title, tuple(opinion_chart(each, whole) for each, whole in pairs))
        for key, title, pairs in parts
        if pairs
    ]


def opinion_chart(each: QuestionOutcome, whole: Distribution) -> BarChart:
    """How often each step was chosen, with the middle answer under it."""
    shares, middle = whole.shares, whole.middle
    bars = [
        Bar(
            str(OPINIONS[step]),
            whole.counts[step],
            share_words(whole.counts[step], shares[step]),
            is_highlighted=step in middle,
        )
        for step in reversed(CHOICES[:-1])
    ]
    unknown = Bar(str(OPINIONS[0]), whole.counts[0], share_words(whole.counts[0], shares[0]))
    note = _("Middelste antwoord: %(middle)s. Antwoorden: %(count)s.")
    return bar_chart(
        name=f"vraag-{each.number}",
        title=each.text.text,
        bars=[*bars, unknown],
        label_header=_("Oordeel"),
        value_header=_("Organisaties"),
        note=note % {"middle": middle_words(whole), "count": whole.answered},
    )


def figures_table(request: Request, found: SurveyOutcome, themes: dict[str, str]) -> Table:
    """Every statement, of all and of each group that may stand apart; the files have the shares as well."""
    low = low_response(found)
    return list_table(
        request.GET,
        name="uitkomst",
        caption=_("Alle cijfers"),
        columns=_columns(),
        rows=[row for each in found.questions for row in _figures(each, themes)],
        filters=[
            TextFilter(("question", "group")),
            ChoiceFilter("naar", _("Uitgesplitst naar"), "by"),
        ],
        empty_text=_("Er zijn geen stellingen om te tellen."),
        notes=[*([low] if low else []), *([why_pooled()] if found.is_pooled else []), _rounding()],
        page_size=PAGE,
    )


def _columns() -> list[Column]:
    share = _("%(step)s, deel")
    return [
        Column("question", _("Stelling")),
        Column("theme", _("Thema"), is_on_screen=False),
        Column("by", _("Uitgesplitst naar")),
        Column("group", _("Groep")),
        Column("answered", _("Antwoorden"), "number"),
        *(Column(f"count{step}", str(OPINIONS[step]).capitalize(), "number") for step in CHOICES),
        *(
            Column(f"share{step}", share % {"step": OPINIONS[step]}, "percentage", is_on_screen=False)
            for step in CHOICES
        ),
        Column("middle", _("Middelste antwoord")),
    ]


def _figures(each: QuestionOutcome, themes: dict[str, str]) -> Iterator[Row]:
    if each.whole is None:
        return
    groups = [
        (_("niet uitgesplitst"), _("alle organisaties"), each.whole),
        *((_("soort"), label, found) for label, found in each.by_kind),
        *((_("district"), label, found) for label, found in each.by_district),
    ]
    for by, group, found in groups:
        yield {
            "question": each.text.text,
            "theme": themes.get(each.text.theme, each.text.theme),
            "by": by,
            "group": group,
            "answered": found.answered,
            **{f"count{step}": found.counts[step] for step in CHOICES},
            **{f"share{step}": Decimal(found.shares[step]) / 100 for step in CHOICES},
            "middle": middle_words(found),
        }


def _words_table(request: Request, found: SurveyOutcome) -> Table:
    rows: list[Row] = [
        {"question": each.text.text, "text": said.text, "organisation": said.organisation}
        for each in found.questions
        if each.text.kind is QuestionKind.OPEN
        for said in each.open_answers
    ]
    named = [Column("organisation", _("Organisatie"))] if found.survey.text.is_named else []
    return list_table(
        request.GET,
        name="open-antwoorden",
        caption=_("Open antwoorden"),
        columns=[Column("text", _("Antwoord")), Column("question", _("Vraag")), *named],
        rows=rows,
        filters=[TextFilter(("text",)), ChoiceFilter("vraag", _("Vraag"), "question")],
        empty_text=_("Er zijn geen open antwoorden te lezen."),
    )
