"""Writing a review, sharing its draft, and making it final: for the coordinator."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.access import may_write_review
from noaber.strategy.forms.reviews import FinishForm, ReviewForm, ShareForm
from noaber.strategy.queries.goals.goal import goals
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.periods.period import period as whole_period
from noaber.strategy.queries.reviews.composing import compose, shown_themes
from noaber.strategy.queries.reviews.review import ReviewRow, review
from noaber.strategy.queries.selection.period_themes import (
    chosen_themes_of,
    lacking_themes,
    tied_since,
    titles_under,
)
from noaber.strategy.rules.reviews.review import (
    Part,
    ReviewKind,
    ReviewText,
    changed_parts,
    early_faults,
    renamed,
)
from noaber.strategy.services.reviews.review import finish_review, share_review, write_review
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import review_address, reviews_address, reviews_crumbs
from noaber.strategy.views.reviews.review import REVIEWED, find_review, kind_of
from noaber.strategy.views.saying import said_by
from noaber.strategy.words.reviews import review_title, years_of

PARTS: Final = {
    Part.CONCLUSION: gettext_lazy("de conclusie"),
    Part.THEMES: gettext_lazy("de conclusies per thema"),
    Part.FINDINGS: gettext_lazy("de bevindingen"),
}


def write_page(request: Request, code: str, kind: str) -> HttpResponse:
    """The judgement: in general, per theme, and what was found. It begins one that is not there yet."""
    require_form(may_write_review(request.actor))
    asof = AsOf(request.today)
    period, wanted = find_period(code, asof), kind_of(kind)
    row = review(code, wanted, asof)
    if row is None and period.state not in REVIEWED:
        raise Http404
    refuse_final(row)
    known = renamed(row.last.text, tied_since(period, asof)) if row else ReviewText()
    themes, lacking = offered_themes(period, known, asof), lacking_themes(period, asof)
    form = ReviewForm(
        sent(request), themes=themes, lacking=lacking, known=known, seen=row.number if row else 0
    )

    def save() -> str:
        seen = form.cleaned_data["seen"]
        write_review(code, wanted, form.text, **said_by(request), expected_number=seen)
        return review_address(code, wanted)

    effect = _("U kunt er een conclusie over schrijven. Een bevinding kan er pas onder als het daar staat.")
    notice = lacking_notice(request.actor, period, asof, effect)
    return edit(request, form, replace(_writing(period, wanted, row, form), notice=notice), save)


def offered_themes(period: TitleRow, known: ReviewText, asof: AsOf) -> Mapping[str, str]:
    """In the order of the review: every theme that it shows, then any that was written about."""
    missing = {row.code: row.name for row in chosen_themes_of(period, asof)}
    shown = shown_themes(period, goals(period.code, asof), asof) | missing
    titles = titles_under(period.code, asof)
    written = (*(theme for theme, _text in known.of_themes), *(each.theme for each in known.findings))
    return {**shown, **{each: titles.get(each, each) for each in written if each and each not in shown}}


def _writing(period: TitleRow, kind: ReviewKind, row: ReviewRow | None, form: ReviewForm) -> EditPage:
    title = review_title(kind, years_of(period))
    own = review_address(period.code, kind)
    return EditPage(
        title=_("Schrijf de review"),
        kicker=title,
        crumbs=[*reviews_crumbs(period.code, period.title), *([(title, own)] if row else [])],
        back_url=own if row else reviews_address(period.code),
        saved=_("De review is bewaard. Anderen lezen dit pas als u het concept deelt."),
        submit_label=_("Bewaar"),
        intro=_(
            "Doelen, resultaten, cijfers en besluiten staan er vanzelf in. U voegt het oordeel toe. "
            "Een lege rij telt niet mee; na het bewaren komen er weer lege rijen bij."
        ),
        fieldsets=form.fieldsets,
    )


def share_page(request: Request, code: str, kind: str) -> HttpResponse:
    """Until when can the organisations react?"""
    require_form(may_write_review(request.actor))
    period, row = _unfinished(request, code, kind)
    form = ShareForm(sent(request), initial={"seen": row.number, "due_on": row.course.due_on})

    def save() -> str:
        typed = form.cleaned_data
        share_review(code, row.kind, typed["due_on"], **said_by(request), expected_number=typed["seen"])
        return review_address(code, row.kind)

    return edit(request, form, _sharing(period, row), save)


def _sharing(period: TitleRow, row: ReviewRow) -> EditPage:
    saved = _("Het concept is gedeeld. De organisaties zien op hun startpagina dat zij kunnen reageren.")
    intro = _(
        "Het hele netwerk kan het concept dan lezen. Wat nu is vastgelegd, blijft bij deze versie staan zoals "
        "het is. Burgemeesters, contactpersonen en wie een partner leidt, kunnen reageren voor hun organisatie. "
        "Is de review definitief, dan kan iedereen ook dit concept lezen."
    )
    return _step(period, row, _("Deel het concept"), saved, intro)


def finish_page(request: Request, code: str, kind: str) -> HttpResponse:
    """When was it decided, and where does that stand?"""
    require_form(may_write_review(request.actor))
    period, row = _unfinished(request, code, kind)
    for fault in early_faults(row.course, request.today):
        raise DomainError(fault.message)
    form = FinishForm(sent(request), initial={"seen": row.number})

    def save() -> str:
        seen = form.cleaned_data["seen"]
        finish_review(code, row.kind, form.said, **said_by(request), expected_number=seen)
        return review_address(code, row.kind)

    return edit(request, form, _finishing(period, row, AsOf(request.today)), save)


def _finishing(period: TitleRow, row: ReviewRow, asof: AsOf) -> EditPage:
    saved = _("De review is definitief. Iedereen kan haar lezen.")
    intro = _(
        "De review wordt samengesteld uit wat vandaag is vastgelegd, met uw laatste tekst. Daarna verandert er "
        "niets meer aan, en kan iedereen haar lezen, ook de gedeelde concepten. Dit kan niet ongedaan worden "
        "gemaakt."
    )
    page = _step(period, row, _("Maak definitief"), saved, intro)
    return replace(page, notice=_since_shared(row, asof))


def _since_shared(row: ReviewRow, asof: AsOf) -> Notice | None:
    """What becomes final without having been read: text of after the last sharing, and what was recorded since."""
    if not row.shared:
        return None
    read = row.shared[-1]
    changed = [str(PARTS[part]) for part in changed_parts(read.text, row.last.text)]
    found, then = whole_period(row.period, asof), read.composition
    if found and then and replace(compose(found, row.kind, asof), on=then.on) != then:
        changed.append(_("wat er vanzelf in staat over doelen, resultaten, besluiten en de peiling"))
    if not changed:
        return None
    facts = {"parts": in_a_row(changed), "number": read.number, "day": long_date(read.said_on)}
    text = _(
        "Gewijzigd sinds versie %(number)s, die op %(day)s is gedeeld: %(parts)s. De organisaties lazen dat nog "
        "niet in een concept. Wilt u dat zij het eerst lezen? Ga dan terug en kies ‘Deel het concept’."
    )
    way = Action(_("Lees de gedeelde versie"), review_address(row.period, row.kind, f"versie/{read.number}/"))
    return Notice(text % facts, "warning", action=way)


def _unfinished(request: Request, code: str, kind: str) -> tuple[TitleRow, ReviewRow]:
    period, row = find_review(request, code, kind, AsOf(request.today))
    refuse_final(row)
    return period, row


def refuse_final(row: ReviewRow | None) -> None:
    """Say that it is final, also to who sends the form a second time."""
    if row and row.final:
        raise DomainError(_("Deze review is al definitief; er verandert niets meer aan."))


def _step(period: TitleRow, row: ReviewRow, title: str, saved: str, intro: str) -> EditPage:
    name, own = review_title(row.kind, years_of(period)), review_address(period.code, row.kind)
    return EditPage(
        title=title,
        kicker=name,
        crumbs=[*reviews_crumbs(period.code, period.title), (name, own)],
        back_url=own,
        saved=saved,
        submit_label=title,
        intro=intro,
    )
