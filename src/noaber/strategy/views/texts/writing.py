"""Writing the texts of a strategy: which there are, how they read, and one of them to change; for the coordinator."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.strategy.access import may_write_texts
from noaber.strategy.forms.texts import TextForm
from noaber.strategy.models import TEXT_PARTS
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import themes_of
from noaber.strategy.queries.texts import TextKey, TextRow, strategy_texts
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.texts import (
    MOST_WORDS_OF_SUMMARY,
    TextPart,
    long_sentences,
    words_in,
)
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.services.texts import write_text
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import nota_address, nota_crumbs, texts_address

PARTS: Mapping[str, TextPart] = {
    "voorwoord": TextPart.FOREWORD,
    "inleiding": TextPart.INTRODUCTION,
    "samenwerken": TextPart.WORKING,
    "samenvatting": TextPart.SUMMARY,
}
OF_THEME = "thema-"
Places = Mapping[str, tuple[TextKey, str]]


def text_list(request: Request, code: str) -> HttpResponse:
    """Every text that the strategy can have, with how far it is and how it reads."""
    require(may_write_texts(request.actor))
    period = find_period(code, AsOf(request.today))
    asof = AsOf(request.today)
    table = _table(request, period, asof)
    lacking = lacking_notice(request.actor, period, asof, _("Er is nog geen tekst bij te schrijven."))
    intro = _("De rest van de strategie komt uit wat is vastgelegd. Deze teksten schrijft u zelf.")
    ways = (
        Action(_("Bekijk de strategie"), nota_address(code)),
        Action(_("Met de concepten"), f"{nota_address(code)}?concepten=ja"),
    )
    context = {
        **crumbs_of(nota_crumbs(code, period.title), _("Teksten")),
        "heading": PageHeading(_("Teksten van de strategie"), kicker=period.title, intro=intro, actions=ways),
        "notices": [lacking] if lacking else [],
    }
    return table.respond(request, "strategy/listed.html", context)


def _table(request: Request, period: TitleRow, asof: AsOf) -> Table:
    written, is_open = strategy_texts(period.code, asof), period.state in TAKES_PRIORITIES
    return list_table(
        request.GET,
        name="teksten",
        caption=_("Teksten"),
        columns=[
            Column("title", _("Tekst"), "link"),
            Column("state", _("Stand"), "status"),
            Column("on", _("Laatst geschreven"), "date"),
            Column("words", _("Woorden"), "number"),
            Column("long", _("Lange zinnen"), "number"),
        ],
        rows=[
            _cells(period.code, place, title, written.get(key), is_open=is_open)
            for place, (key, title) in _places(period, asof).items()
        ],
        notes=[_("Een lange zin heeft meer dan 20 woorden. Korte zinnen lezen makkelijker.")],
    )


def text_page(request: Request, code: str, text: str) -> HttpResponse:
    """One text: kept as a draft, or shared; each time a new version."""
    require_form(may_write_texts(request.actor))
    period = find_period(code, AsOf(request.today))
    asof = AsOf(request.today)
    found = _places(period, asof).get(text)
    if found is None or period.state not in TAKES_PRIORITIES:
        raise Http404
    key, title = found
    row = strategy_texts(code, asof).get(key)
    form = TextForm(
        sent(request),
        known=row.last.text.body if row else "",
        revision=row.revision if row else 0,
        is_adopted=period.state is not PeriodState.PREPARATION,
    )
    return edit(request, form, _page(period, title, row), lambda: _write(request, code, key, form))


def _write(request: Request, code: str, key: TextKey, form: TextForm) -> str:
    write_text(
        code,
        key.part,
        key.theme,
        form.text,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=form.cleaned_data["revision"],
    )
    return texts_address(code)


def _page(period: TitleRow, title: str, row: TextRow | None) -> EditPage:
    return EditPage(
        title=title,
        kicker=period.title,
        crumbs=[*nota_crumbs(period.code, period.title), (_("Teksten"), texts_address(period.code))],
        back_url=texts_address(period.code),
        saved=_("De tekst is bewaard. Wat er stond, blijft bewaard."),
        submit_label=_("Bewaar"),
        notice=reading_notice(row) if row else None,
    )


def reading_notice(row: TextRow) -> Notice | None:
    """What is hard to read in what was written last, for who writes it."""
    body = row.last.text.body
    points = [*long_sentences(body)]
    words = words_in(body)
    if row.key.part is TextPart.SUMMARY and words > MOST_WORDS_OF_SUMMARY:
        facts = {"count": words, "most": MOST_WORDS_OF_SUMMARY}
        points.insert(
            0, _("De samenvatting heeft %(count)s woorden; op één bladzijde passen er %(most)s.") % facts
        )
    if not points:
        return None
    return Notice(
        _("Dit leest moeilijk. Maak er kortere zinnen van, van ten hoogste 20 woorden."),
        "warning",
        points=tuple(points),
    )


def _places(period: TitleRow, asof: AsOf) -> Places:
    """Where each text is written, in the order of the document: its key and what it is called."""
    of_themes = {
        f"{OF_THEME}{row.code}": (
            TextKey(TextPart.THEME, row.code),
            _("Tekst bij %(theme)s") % {"theme": row.name},
        )
        for row in themes_of(period, asof)
    }
    parts = {place: (TextKey(part), str(TEXT_PARTS[part])) for place, part in PARTS.items()}
    last = {place: parts.pop(place) for place in ("samenwerken", "samenvatting")}
    return {**parts, **of_themes, **last}


def _cells(code: str, place: str, title: str, row: TextRow | None, *, is_open: bool) -> Row:
    body = row.last.text.body if row else ""
    return {
        "title": title,
        "url": texts_address(code, f"{place}/") if is_open else "",
        "state": _state(row),
        "on": row.last.on if row else None,
        "words": words_in(body) if row else None,
        "long": len(long_sentences(body)) if row else None,
    }


def _state(row: TextRow | None) -> Status:
    if row is None:
        return Status(_("nog niet geschreven"), "neutral")
    if row.draft and row.shared:
        return Status(_("gedeeld, met een nieuw concept"), "warning")
    if row.draft:
        return Status(_("concept"), "info")
    text = ngettext("gedeeld, %(count)s versie", "gedeeld, %(count)s versies", len(row.shared))
    return Status(text % {"count": len(row.shared)}, "ok")
