"""Writing a selection round, opening it for scores, and recording what was chosen: for the coordinator."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import proposals
from noaber.network.api import bodies
from noaber.strategy.access import may_prepare_round
from noaber.strategy.forms.selection import ChoiceForm, RoundForm
from noaber.strategy.queries.consulting.adopted_instead import ToFollow, to_follow
from noaber.strategy.queries.consulting.adopting import may_name_more
from noaber.strategy.queries.inventory.coverage import Coverage, coverage
from noaber.strategy.queries.periods.period import TitleRow, titled
from noaber.strategy.queries.selection.round import Result, RoundRow, result
from noaber.strategy.queries.selection.sources import Sources, sources_of
from noaber.strategy.queries.themes import theme_names
from noaber.strategy.rules.selection.round import (
    USUAL_CRITERIA,
    ChoiceText,
    OptionText,
    RoundText,
    Verdict,
    themes_counted,
)
from noaber.strategy.services.selection.changed_choices import (
    asks_reason,
    lies_with_councils,
    refuse_replaced,
)
from noaber.strategy.services.selection.round import open_round, prepare_round, record_choice
from noaber.strategy.views.places import round_address, rounds_address, rounds_crumbs
from noaber.strategy.views.selection.lacking_sources import lacking_notice, lacking_sentence
from noaber.strategy.views.selection.round import (
    Scored,
    find_round,
    refuse_closed,
    refuse_withdrawn,
    scored_line,
)
from noaber.strategy.views.theme_choices import theme_groups
from noaber.strategy.words.firmness import decimals
from noaber.strategy.words.periods import all_scored, given_words

EARLIER = "van"
USUAL_OPTIONS, USUAL_PLACES = 10, 4
MOST_NAMED = 5


def new_page(request: Request, code: str) -> HttpResponse:
    """A round that starts from the usual criteria and the themes named most, or from an earlier one (`?van=1`)."""
    require_form(may_prepare_round(request.actor))
    asof = AsOf(request.today)
    period = titled(code, asof)
    if period is None:
        raise Http404
    refuse_closed(period)
    earlier = request.GET.get(EARLIER, "")
    again = find_round(request, code, int(earlier), asof)[1].text if earlier.isdecimal() else None
    return _write(request, period, None, again or usual_round(code, asof))


def change_page(request: Request, code: str, number: int) -> HttpResponse:
    """The round anew, as long as it is not opened."""
    require_form(may_prepare_round(request.actor))
    period, row = find_round(request, code, number, AsOf(request.today))
    _refuse_opened(period, row)
    return _write(request, period, row, row.text)


def _refuse_opened(period: TitleRow, row: RoundRow) -> None:
    refuse_closed(period)
    refuse_withdrawn(row)
    if row.is_open:
        raise DomainError(_("De scores zijn opengesteld: criteria, gewichten en thema’s staan vast."))


def _write(request: Request, period: TitleRow, row: RoundRow | None, offered: RoundText) -> HttpResponse:
    form = RoundForm(
        sent(request),
        bodies=[(each.code, each.name) for each in bodies(request.actor, AsOf(request.today))],
        themes=theme_groups(AsOf(request.today)),
        offered=offered,
        revision=row.revision if row else 0,
    )

    def save() -> str:
        number = prepare_round(
            period.code,
            form.text,
            actor=request.actor,
            number=row.number if row else None,
            expected_revision=form.cleaned_data["revision"] if row else None,
        )
        return round_address(period.code, number)

    return edit(request, form, _round_page(period, row, form), save)


def _round_page(period: TitleRow, row: RoundRow | None, form: RoundForm) -> EditPage:
    return EditPage(
        title=_("Wijzig de ronde") if row else _("Nieuwe ronde"),
        kicker=period.title,
        crumbs=rounds_crumbs(period.code, period.title),
        back_url=round_address(period.code, row.number) if row else rounds_address(period.code),
        saved=_("De ronde is bewaard. Zij staat pas vast als u de scores openstelt."),
        submit_label=_("Bewaar"),
        intro=_("De gewichten zijn samen 100 %. Een rij zonder naam telt niet mee."),
        fieldsets=form.fieldsets,
    )


def usual_round(period: str, asof: AsOf) -> RoundText:
    """The usual criteria, and the themes that most municipalities name."""
    names, found = theme_names(asof), coverage(period, asof)
    options = tuple(
        OptionText(row.field, names.get(row.field, row.field), row.field)
        for row in found.counts[:USUAL_OPTIONS]
    )
    return RoundText(_("Keuze van de thema’s"), USUAL_PLACES, "", USUAL_CRITERIA, options)


def open_page(request: Request, code: str, number: int) -> HttpResponse:
    """Ask once more, then fix what is weighed and let scores in."""
    require(may_prepare_round(request.actor))
    period, row = find_round(request, code, number, AsOf(request.today))
    _refuse_opened(period, row)
    if request.method == "POST":
        return _open(request, row)
    lacking = lacking_sentence(row, sources_of(row, AsOf(request.today)))
    confirmation = Confirmation(
        title=_("Stel de scores open"),
        question=_("Wilt u de scores openstellen?"),
        confirm_label=_("Stel open"),
        cancel_url=round_address(code, number),
        consequences=(
            _("De criteria, de gewichten en de thema’s staan dan vast; niemand kan ze nog wijzigen."),
            _given(coverage(code, AsOf(request.today))),
            _("Wat uit de prioriteiten wordt berekend, wordt nu berekend en blijft zo."),
            _("Wie een zetel met stem heeft, ziet op de startpagina dat om scores wordt gevraagd."),
            *([lacking] if lacking else []),
        ),
        hidden=(("revision", str(row.revision)),),
    )
    crumbs = [*rounds_crumbs(code, period.title), (row.text.title, round_address(code, number))]
    return render(
        request, "core/confirm.html", {"confirmation": confirmation, **crumbs_of(crumbs, confirmation.title)}
    )


def _given(found: Coverage) -> str:
    """Of how many municipalities the priorities count, and who is too late after this."""
    given = len(found.asked) - len(found.missing)
    facts = {"given": given, "asked": len(found.asked), "gave": given_words(given)}
    text = _("%(given)s van de %(asked)s %(gave)s.") % facts
    named = in_a_row(row.name for row in found.missing[:MOST_NAMED])
    if not named:
        return text
    more = len(found.missing) - MOST_NAMED
    rest = _(" en nog %(count)s") % {"count": more} if more > 0 else ""
    return f"{text} {_('Wat zij nog geven, telt in deze ronde niet mee')}: {named}{rest}."


def _open(request: Request, row: RoundRow) -> HttpResponse:
    address = round_address(row.period, row.number)
    try:
        open_round(
            row.period,
            row.number,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=sent_revision(request),
        )
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=request.path, back_url=address)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    except AccessRefused:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("De scores zijn opengesteld."))
    return redirect(address)


def choose_page(request: Request, code: str, number: int) -> HttpResponse:
    """What was chosen, apart from the score: with a reason for who is not chosen, and for who is not on top."""
    require_form(may_prepare_round(request.actor))
    asof = AsOf(request.today)
    period, row = find_round(request, code, number, asof)
    found = _chosen_from(period, row, request)
    followed, sources = to_follow(row, asof), sources_of(row, asof)
    offered = _offered(row, followed)
    form = ChoiceForm(
        sent(request),
        options=_titles(row, found, sources),
        proposals=_proposals(request, offered),
        offered=offered,
        revision=row.revision,
        asks_why=asks_reason(row, today=request.today),
    )

    def save() -> str:
        _record(request, row, form.text, form.cleaned_data["revision"])
        return round_address(code, number)

    notice = _lying(request, row) or _first_told(request, row, lacking_notice(row, sources), asof)
    return edit(request, form, _choice_page(period, row, form, notice, followed), save)


def _chosen_from(period: TitleRow, row: RoundRow, request: Request) -> Result:
    """The ranking to choose from; refused where nothing can be chosen (any more)."""
    refuse_withdrawn(row)
    refuse_closed(period)
    refuse_replaced(row, request.today)
    found = result(row)
    if found is None:
        raise DomainError(_("Nog niet elk thema heeft op elk criterium een score."))
    return found


def _offered(row: RoundRow, followed: ToFollow | None) -> ChoiceText | None:
    """The choice that stands; where something else was adopted, as that would be chosen.

    Why a theme was chosen is not why it is not any more: that is left to be filled in.
    """
    stands = row.choice.text if row.choice else None
    if stands is None or followed is None:
        return stands
    said = {
        code: each if each.is_chosen is (code in followed.themes) else Verdict(not each.is_chosen)
        for code, each in stands.verdicts.items()
    }
    return ChoiceText(said, followed.on, followed.title)


def _to_follow(found: ToFollow, row: RoundRow) -> Notice:
    text = _(
        "‘%(title)s’ is op %(day)s vastgesteld met andere thema’s dan er zijn gekozen: %(themes)s. Laat de keuze "
        "daarop volgen. Dit zijn die thema’s; zeg bij elk thema en onderaan waarom."
    )
    names = in_a_row(row.option_names[code] for code in row.option_names if code in found.themes)
    facts = {"title": found.title, "day": long_date(found.on), "themes": names}
    return Notice(text % facts, "warning", points=tuple(_not_found(found, row)))


def _not_found(found: ToFollow, row: RoundRow) -> Iterator[str]:
    """That fewer themes are known in what was adopted than were chosen, or fit in the round: there may be others."""
    chosen = row.choice.text.chosen if row.choice else ()
    lacking = [f"‘{row.option_names[code]}’" for code in chosen if code not in found.themes]
    if not lacking and len(found.themes) >= row.text.places:
        return
    if lacking:
        yield _("Wel gekozen, niet gevonden in wat is vastgesteld: %(names)s.") % {"names": in_a_row(lacking)}
    yield may_name_more(found.points)
    yield _("Is een thema niet gewogen? Weeg het dan eerst, in een nieuwe ronde.")


def _proposals(request: Request, offered: ChoiceText | None) -> list[tuple[str, str]]:
    """Those that were not withdrawn, and the one that is named already."""
    named = offered.proposal if offered else ""
    found = proposals(request.actor)
    return [(row.code, row.title) for row in found if not row.is_withdrawn or row.code == named]


def _record(request: Request, row: RoundRow, text: ChoiceText, seen: int) -> None:
    record_choice(
        row.period,
        row.number,
        text,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=seen,
    )


def _choice_page(
    period: TitleRow, row: RoundRow, form: ChoiceForm, notice: Notice | None, followed: ToFollow | None
) -> EditPage:
    own = round_address(row.period, row.number)
    intro = _("Kies %(themes)s. De ranglijst is een hulp; u kunt anders kiezen, met een reden.")
    return EditPage(
        title=_("Leg de keuze vast"),
        kicker=row.text.title,
        crumbs=[*rounds_crumbs(row.period, period.title), (row.text.title, own)],
        back_url=own,
        saved=_("De keuze is vastgelegd en voor iedereen te lezen."),
        submit_label=_("Leg vast"),
        intro=intro % {"themes": themes_counted(len(followed.themes) if followed else row.text.places)},
        notice=_to_follow(followed, row) if followed else notice,
        fieldsets=form.fieldsets,
    )


def _not_all(scored: Scored) -> Notice | None:
    """The choice ends the scoring: who has not scored cannot do so any more."""
    if not scored.missing:
        return None
    said = all_scored(scored.line.done, scored.line.total)
    return Notice(f"{said} {scored.missing} {_('Na de keuze kan dat niet meer.')}", "warning")


def _lying(request: Request, row: RoundRow) -> Notice | None:
    """That no other themes can be chosen while these are before the councils."""
    told = lies_with_councils(row, actor=request.actor, today=request.today)
    return Notice(" ".join([_("U kunt nu geen andere thema’s kiezen."), told]), "warning") if told else None


def _first_told(request: Request, row: RoundRow, lacking: Notice | None, asof: AsOf) -> Notice | None:
    """What is lacking for a choice, and of a first one who has not scored."""
    unscored = None if row.choice else _not_all(scored_line(request, row, asof))
    if lacking and unscored:
        return replace(lacking, points=(unscored.text,))
    return lacking or unscored


def _titles(row: RoundRow, found: Result, sources: Mapping[str, Sources]) -> dict[str, str]:
    """Above each theme its place and points, and which source it lacks."""
    names, shown = row.option_names, {}
    for each in found.ranked:
        facts = {"place": each.place, "name": names[each.option], "points": decimals(each.total)}
        lacking = ", ".join(sources[each.option].lacking)
        title = _("%(place)s. %(name)s (%(points)s punten)") % facts
        shown[each.option] = (
            _("%(title)s, zonder bron: %(lacking)s") % {"title": title, "lacking": lacking}
            if lacking
            else title
        )
    return shown
