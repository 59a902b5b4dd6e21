"""What organisations say of a draft: the list, reacting for the own organisation, and answering."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core.access import may_fill_in, require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import Effect
from noaber.strategy.access import may_react, may_see_reactions, may_write_review
from noaber.strategy.forms.reviews import ReactionAnswerForm, ReactionForm
from noaber.strategy.queries.inventory.coverage import asked_organisations
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.reviews.reactions import reaction_names
from noaber.strategy.queries.reviews.review import ReactionRow, ReviewRow, named_in, reactions
from noaber.strategy.rules.reviews.review import ReactionState
from noaber.strategy.services.reviews.reactions import answer_reaction, react
from noaber.strategy.views.places import reaction_address, review_address, reviews_crumbs
from noaber.strategy.views.reviews.parts import own_way
from noaber.strategy.views.reviews.review import find_review
from noaber.strategy.views.saying import said_by
from noaber.strategy.words.reviews import review_title, years_of


def reaction_status(state: ReactionState) -> Status:
    words = {
        ReactionState.OPEN: Status(_("wacht op antwoord"), "warning"),
        ReactionState.ANSWERED: Status(_("beantwoord"), "ok"),
        ReactionState.REPLACED: Status(_("vervangen door een latere"), "neutral"),
    }
    return words[state]


def reaction_list(request: Request, code: str, kind: str) -> HttpResponse:
    """Who reacted with which answer, and who did not yet."""
    asof = asof_of(request)
    period, row = find_review(request, code, kind, asof)
    require(may_see_reactions(request.actor, row))
    context = {
        **crumbs_of(_crumbs(period, row, asof), _("Reacties")),
        "heading": _heading(request, period, row),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _table(request, row, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, row: ReviewRow, asof: AsOf) -> Table:
    return list_table(
        request.GET,
        name="reacties",
        caption=_("Reacties"),
        columns=[
            Column("name", _("Organisatie"), "link"),
            Column("on", _("Op"), "date"),
            Column("version", _("Op versie"), "number"),
            Column("text", _("Reactie")),
            Column("state", _("Stand"), "status"),
            Column("effect", _("Gevolg voor de tekst")),
            Column("answer", _("Antwoord")),
        ],
        rows=_rows(request, row, asof),
        filters=[TextFilter(("name", "text", "answer")), ChoiceFilter("state_shown", _("Stand"), "stand")],
        empty_text=_("Er is nog niet gereageerd."),
    )


def _heading(request: Request, period: TitleRow, row: ReviewRow) -> PageHeading:
    way = own_way(request, row) if row.course.takes_reactions(request.today) else None
    intro = _("Wat de organisaties van het concept vinden, en wat daarmee is gedaan.")
    return PageHeading(
        _("Reacties"),
        kicker=review_title(row.kind, years_of(named_in(period, row.final))),
        intro=intro,
        actions=(way,) if way else (),
    )


def _rows(request: Request, row: ReviewRow, asof: AsOf) -> list[Row]:
    """The reactions, the newest first; then who is asked and said nothing yet."""
    given = reactions(row.period, row.kind, asof)
    names, asked = reaction_names(given, asof), asked_organisations(asof)
    cells = [_cells(row, each, names) for each in reversed(given)]
    silent = sorted((each for each in asked.values() if each.code not in names), key=lambda each: each.name)
    is_open = row.course.takes_reactions(request.today) and not asof.is_asked
    return [*cells, *(_silent(request, row, each.code, each.name, is_open=is_open) for each in silent)]


def _silent(request: Request, row: ReviewRow, code: str, name: str, *, is_open: bool) -> Row:
    """The coordinator writes down from here what came on paper."""
    may = is_open and may_fill_in(may_react(request.actor, code))
    status = Status(_("nog niet gereageerd"), "neutral")
    return {
        "name": name,
        "url": review_address(row.period, row.kind, f"reageren/{code}/") if may else "",
        "on": None,
        "version": None,
        "text": "",
        "state": status,
        "state_shown": status.label,
        "effect": "",
        "answer": "",
    }


def _cells(row: ReviewRow, each: ReactionRow, names: dict[str, str]) -> Row:
    status, answer = reaction_status(each.state), each.answer
    return {
        "name": names[each.organisation],
        "url": reaction_address(row.period, row.kind, each.number),
        "on": each.on,
        "version": each.version,
        "text": each.text,
        "state": status,
        "state_shown": status.label,
        "effect": str(Effect(answer.effect).label) if answer else "",
        "answer": answer.answer if answer else "",
    }


def _crumbs(period: TitleRow, row: ReviewRow, asof: AsOf | None = None) -> list[tuple[str, str]]:
    own = (
        review_title(row.kind, years_of(named_in(period, row.final))),
        review_address(row.period, row.kind, asof=asof),
    )
    return [*reviews_crumbs(row.period, period.title, asof), own]


def react_page(request: Request, code: str, kind: str, organisation_code: str) -> HttpResponse:
    """Say something of the draft for one organisation; what was said of it before comes back to go on from."""
    asof = AsOf(request.today)
    period, row = find_review(request, code, kind, asof)
    require_form(may_react(request.actor, organisation_code))
    place = asked_organisations(asof).get(organisation_code)
    if place is None or not row.course.takes_reactions(request.today):
        raise Http404
    own = [each for each in reactions(code, row.kind, asof) if each.organisation == organisation_code]
    last = own[-1] if own else None
    is_of_this = last is not None and last.version > row.course.text_number
    seen = {"text": last.text if last and is_of_this else "", "seen": last.number if last else 0}
    form = ReactionForm(sent(request), initial=seen)
    page = _reacting(period, row, place.name)
    if last and not is_of_this:
        page = replace(page, notice=_said_before(row, last))

    def save() -> str:
        said = {**said_by(request), "expected_reaction": form.cleaned_data["seen"]}
        react(code, row.kind, organisation_code, form.cleaned_data["text"], **said)
        return review_address(code, row.kind)

    return edit(request, form, page, save)


def _said_before(row: ReviewRow, last: ReactionRow) -> Notice:
    """What the organisation said of an earlier text, that stays to be read with its answer."""
    text = _("Dit is een nieuw concept. Op versie %(version)s zei u: “%(text)s”")
    address = reaction_address(row.period, row.kind, last.number)
    way = Action(_("Lees uw reactie, en wat is geantwoord"), address)
    return Notice(text % {"version": last.version, "text": last.text}, action=way)


def _reacting(period: TitleRow, row: ReviewRow, name: str) -> EditPage:
    day = row.course.due_on
    intro = _("Reageren kan tot en met %(day)s. Elke reactie krijgt een antwoord.")
    return EditPage(
        title=_("Reageer op het concept"),
        kicker=name,
        crumbs=_crumbs(period, row),
        back_url=review_address(row.period, row.kind),
        saved=_("Uw reactie is vastgelegd. U kunt haar wijzigen zolang reageren kan."),
        submit_label=_("Leg vast"),
        intro=intro % {"day": long_date(day) if day else ""},
    )


def reaction_page(request: Request, code: str, kind: str, number: int) -> HttpResponse:
    """One reaction with what was answered; the coordinator goes on to answer it."""
    asof = asof_of(request)
    period, row, found = _find(request, code, kind, number, asof)
    title = _("Reactie van %(name)s") % {"name": reaction_names((found,), asof)[found.organisation]}
    actions = _answering_way(request, row, found) if not asof.is_asked else ()
    context = {
        **crumbs_of([*_crumbs(period, row, asof), (_("Reacties"), _list_address(row, asof))], title),
        "heading": PageHeading(
            title, kicker=review_title(row.kind, years_of(named_in(period, row.final))), actions=actions
        ),
        "asof": asof_bar(asof, request.GET.dict()),
        "text": found.text,
        "facts": _facts(row, found, asof),
        "answers": _answers(found),
    }
    return render(request, "strategy/reaction.html", context)


def _answering_way(request: Request, row: ReviewRow, found: ReactionRow) -> tuple[Action, ...]:
    is_open = not row.final and found.state is not ReactionState.REPLACED
    if not is_open or not may_fill_in(may_write_review(request.actor)):
        return ()
    address = f"{reaction_address(row.period, row.kind, found.number)}beantwoorden/"
    return (Action(_("Beantwoord"), address, "primary"),)


def _facts(row: ReviewRow, found: ReactionRow, asof: AsOf) -> DefinitionList:
    version = review_address(row.period, row.kind, f"versie/{found.version}/", asof)
    return DefinitionList(
        (
            Definition(_("Stand"), status=reaction_status(found.state)),
            Definition(_("Gegeven op"), long_date(found.on)),
            Definition(_("Over versie"), str(found.version), url=version),
        )
    )


def _list_address(row: ReviewRow, asof: AsOf | None = None) -> str:
    return review_address(row.period, row.kind, "reacties/", asof)


def _answers(found: ReactionRow) -> Timeline | None:
    """What was answered, the last on top: that one counts."""
    events = [
        TimelineEvent(each.on, str(Effect(each.effect).label), each.answer)
        for each in reversed(found.answers)
    ]
    return Timeline(tuple(events), _("Wat er is geantwoord")) if events else None


def answer_page(request: Request, code: str, kind: str, number: int) -> HttpResponse:
    """What the reaction does to the text, and why."""
    asof = AsOf(request.today)
    require_form(may_write_review(request.actor))
    period, row, found = _find(request, code, kind, number, asof)
    if row.final or found.state is ReactionState.REPLACED:
        raise Http404
    last = found.answer
    known = {"effect": last.effect, "answer": last.answer, "seen": last.number} if last else {"seen": 0}
    form = ReactionAnswerForm(sent(request), initial=known)

    def save() -> str:
        typed = dict(form.cleaned_data)
        answer_reaction(
            code, row.kind, number, **said_by(request), expected_answer=typed.pop("seen"), **typed
        )
        return _list_address(row)

    return edit(request, form, _answering(period, row, found, asof), save)


def _answering(period: TitleRow, row: ReviewRow, found: ReactionRow, asof: AsOf) -> EditPage:
    name = reaction_names((found,), asof)[found.organisation]
    own = reaction_address(row.period, row.kind, found.number)
    title = _("Reactie van %(name)s") % {"name": name}
    return EditPage(
        title=_("Beantwoord de reactie"),
        kicker=name,
        crumbs=[*_crumbs(period, row), (_("Reacties"), _list_address(row)), (title, own)],
        back_url=own,
        saved=_("De reactie is beantwoord."),
        submit_label=_("Leg vast"),
        intro=f"“{found.text}”",
    )


def _find(
    request: Request, code: str, kind: str, number: int, asof: AsOf
) -> tuple[TitleRow, ReviewRow, ReactionRow]:
    period, row = find_review(request, code, kind, asof)
    require(may_see_reactions(request.actor, row))
    found = next((each for each in reactions(code, row.kind, asof) if each.number == number), None)
    if found is None:
        raise Http404
    return period, row, found
