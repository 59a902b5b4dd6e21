"""What was reached in a period: the list, and each result with who stands with it and what shows it (R20, R21)."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, Filter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date, sort_key
from noaber.core.rules.sensitive import find_sensitive
from noaber.strategy.access import may_add_result, may_record_result, seen_results
from noaber.strategy.queries.periods.discharge import is_discharged
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.results.claims import claimed
from noaber.strategy.queries.results.partner_words import partner_words
from noaber.strategy.queries.results.result import ResultRow, ResultVersion, partner_names, versions
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import period_crumbs, result_address, results_address, results_crumbs
from noaber.strategy.views.results.parts import (
    bases_table,
    claim_facts,
    claim_gaps,
    claim_notice,
    counts_chart,
    evidence_table,
    history,
    partner_table,
    ways_to_speak,
)
from noaber.strategy.words.claims import sourced_words
from noaber.strategy.words.periods import no_effect, result_status, theme_word

Names = Mapping[str, str]


@public
def result_list(request: Request, code: str) -> HttpResponse:
    """Every result of a period that this reader may see."""
    asof = asof_of(request)
    found = find_period(code, asof)
    rows = seen_results(request.actor, code, asof)
    context = {
        **crumbs_of(period_crumbs(code, found.title, asof), _("Resultaten")),
        "heading": _list_heading(request, found, asof),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _list(request, found, rows, asof).respond(request, "strategy/periods.html", context)


def find_result(request: Request, code: str, result_code: str, asof: AsOf) -> tuple[TitleRow, ResultRow]:
    """The period and the result; what this reader may not see is not there."""
    found = find_period(code, asof)
    seen = seen_results(request.actor, code, asof)
    row = next((row for row in seen if row.code == result_code), None)
    if row is None:
        raise Http404
    return found, row


def _list_heading(request: Request, found: TitleRow, asof: AsOf) -> PageHeading:
    today = AsOf(request.today)
    may_add = may_fill_in(may_add_result(request.actor, today)) and not asof.is_asked
    may_add = may_add and not is_discharged(found.code, today)
    add = Action(_("Leg een resultaat vast"), f"{results_address(found.code)}nieuw/", "primary")
    intro = _(
        "Wat partners samen bereikten, met waaruit dat blijkt. Een resultaat is van allen die eraan werkten."
    )
    return PageHeading(_("Resultaten"), kicker=found.title, intro=intro, actions=(add,) if may_add else ())


def _list(request: Request, found: TitleRow, rows: tuple[ResultRow, ...], asof: AsOf) -> Table:
    names, themes = partner_names(rows, asof), titles_under(found.code, asof)
    cells: list[Row] = [{**_cells(row, names, themes, asof), "figure": _figure(row, asof)} for row in rows]
    return list_table(
        request.GET,
        name="resultaten",
        caption=_("Resultaten"),
        columns=[
            Column("title", _("Resultaat"), "link"),
            Column("theme", _("Thema")),
            Column("partners_shown", _("Wie eraan werkten")),
            Column("since_on", _("Sinds"), "date"),
            Column("evidence_shown", _("Bewijs")),
            Column("figure", _("Cijfer, nagerekend")),
            Column("state", _("Stand"), "status"),
            Column("reached", _("Wat is bereikt"), is_on_screen=False),
        ],
        rows=cells,
        filters=_filters(cells),
        empty_text=_("Er zijn voor deze periode nog geen resultaten vastgelegd."),
        notes=_notes(rows),
    )


def _filters(cells: list[Row]) -> list[Filter]:
    return [
        TextFilter(("title", "reached", "theme", "partners_shown")),
        ChoiceFilter("theme", _("Thema"), "thema"),
        ChoiceFilter("partners", _("Partner"), "partner", _occurring(cells, "partners")),
        ChoiceFilter("evidence", _("Bewijs"), "bewijs", _occurring(cells, "evidence")),
    ]


def _notes(rows: tuple[ResultRow, ...]) -> list[str]:
    return [no_effect()] if any(row.text.claim for row in rows) else []


def _figure(row: ResultRow, asof: AsOf) -> str:
    return sourced_words(claimed(row.text.claim, asof)) if row.text.claim else ""


def _occurring(cells: list[Row], key: str) -> tuple[tuple[str, str], ...]:
    """Every value of a column in which a row may have several."""
    found = {str(each) for row in cells for each in _several(row[key])}
    return tuple((each, each) for each in sorted(found, key=sort_key))


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _cells(row: ResultRow, names: Names, themes: Names, asof: AsOf) -> Row:
    partners = tuple(names.get(each.key, each.organisation or each.body) for each in row.text.partners)
    evidence = tuple(dict.fromkeys(_kinds(row)))
    return {
        "title": row.text.title,
        "url": result_address(row.period, row.code, asof=asof),
        "theme": theme_word(themes.get(row.theme, row.theme)),
        "partners": partners,
        "partners_shown": ", ".join(partners),
        "since_on": row.text.since_on,
        "evidence": evidence or (_("geen"),),
        "evidence_shown": ", ".join(evidence) or _("geen"),
        "state": result_status(row.text.state),
        "reached": row.text.reached,
    }


def _kinds(row: ResultRow) -> Iterator[str]:
    for each in row.text.evidence:
        if each.can_be_read:
            yield _("document") if each.file else _("pagina")
    if row.text.claim:
        yield _("cijfer")


@public
def result_page(request: Request, code: str, result_code: str) -> HttpResponse:
    """One result: what was reached, by whom together, and what shows it; a claim is recomputed (R27)."""
    asof = asof_of(request)
    found, row = find_result(request, code, result_code, asof)
    may_keep = may_fill_in(may_record_result(request.actor, row.theme, AsOf(request.today)))
    may_keep = may_keep and not asof.is_asked
    may_change = may_keep and not is_discharged(code, AsOf(request.today))
    names, spoken = partner_names((row,), asof), partner_words(code, result_code, asof)
    context = {
        **crumbs_of(results_crumbs(code, found.title, asof), row.text.title),
        "heading": _heading(request, row, asof, may_change=may_change, may_keep=may_keep),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": list(_notices(row, versions(code, result_code, asof), may_change=may_change)),
        "facts": _facts(row, found.within(asof)),
        "reached": row.text.reached,
        "partners": partner_table(row, names, spoken, asof),
        "evidence": evidence_table(row),
        "claim": _claim(row, asof),
        "history": history(_seen_versions(row, asof, may_change=may_keep), names, spoken),
    }
    return render(request, "strategy/result.html", context)


def _heading(
    request: Request, row: ResultRow, asof: AsOf, *, may_change: bool, may_keep: bool
) -> PageHeading:
    """`may_keep`: who may take a document away, also when nothing else changes any more."""
    actions = list(ways_to_speak(request.actor, row, asof))
    if may_change and row.text.state is not ResultState.WITHDRAWN:
        actions.append(Action(_("Wijzig"), result_address(row.period, row.code, "wijzigen/"), "primary"))
        actions.append(Action(_("Trek in"), result_address(row.period, row.code, "intrekken/")))
    if may_keep and not request.actor.prepares_only:
        actions += removals(row)
    return PageHeading(row.text.title, kicker=_("Resultaat"), actions=tuple(actions))


def removals(row: ResultRow) -> Iterator[Action]:
    """The way to take a document away, for each that there is."""
    for each in row.files:
        label = (
            _("Haal %(name)s weg") % {"name": each.name} if len(row.files) > 1 else _("Haal het bestand weg")
        )
        yield Action(label, result_address(row.period, row.code, f"bestanden/{each.key}/weghalen/"))


def _notices(row: ResultRow, said: Sequence[ResultVersion], *, may_change: bool) -> Iterator[Notice]:
    """`said`: the newest first. What was said since it was withdrawn, is why a document went."""
    text = row.text
    if text.state is ResultState.WITHDRAWN:
        why = next(each.reason for each in reversed(said) if each.state is ResultState.WITHDRAWN)
        yield Notice(_("Dit resultaat is ingetrokken: %(why)s") % {"why": why}, "warning")
    elif text.state is ResultState.RECORDED and not text.has_evidence:
        yield Notice(
            _("Het bewijs bij dit resultaat is weggehaald. Er staat nog geen ander bewijs."), "warning"
        )
    elif text.state is ResultState.DRAFT:
        yield Notice(_("Dit is een concept: alleen wie resultaten vastlegt, ziet het."))
    if not may_change:
        return
    own = [each.sentence for each in text.partners]
    kinds = {found.kind for part in (text.title, text.reached, *own) for found in find_sensitive(part)}
    if "bsn" in kinds:
        yield Notice(_("In de tekst lijkt een burgerservicenummer te staan. Die horen hier niet."), "warning")
    if "licence_plate" in kinds:
        yield Notice(_("In de tekst lijkt een kenteken te staan. Kentekens horen hier niet."), "warning")
    yield from (Notice(warning, "warning") for each in row.files for warning in each.warnings)


def _facts(row: ResultRow, day: AsOf) -> DefinitionList:
    theme = titles_under(row.period, day).get(row.theme, row.theme)
    return DefinitionList(
        (
            Definition(_("Stand"), status=result_status(row.text.state)),
            Definition(_("Thema"), theme_word(theme), url=with_dates("/themas/", day) if theme else ""),
            Definition(_("Sinds"), long_date(row.text.since_on)),
        )
    )


def _claim(row: ResultRow, asof: AsOf) -> dict[str, object] | None:
    """The claim of a result as its page shows it."""
    if row.text.claim is None:
        return None
    shown = claimed(row.text.claim, asof)
    return {
        "notice": claim_notice(shown),
        "gaps": claim_gaps(shown),
        "facts": claim_facts(shown),
        "chart": counts_chart(shown),
        "bases": bases_table(shown),
        "no_effect": no_effect(),
    }


def _seen_versions(row: ResultRow, asof: AsOf, *, may_change: bool) -> tuple[ResultVersion, ...]:
    """What was a draft is for who writes it, also once it is recorded."""
    said = versions(row.period, row.code, asof)
    return tuple(each for each in said if may_change or each.was_recorded)
