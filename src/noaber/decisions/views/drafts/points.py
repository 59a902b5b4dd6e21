"""The points of a draft: the list, and one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import EmptyState
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.forms.points import GROUPS, PointForm
from noaber.decisions.models import ObligationTerms
from noaber.decisions.obligation_words import fte_text, rate_text
from noaber.decisions.queries.drafts.draft import Draft
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.queries.proposals.standing import point_rows
from noaber.decisions.rules.obligations import Terms
from noaber.decisions.services.drafts.points import add_point, change_point, remove_point
from noaber.decisions.views.drafts.editor import (
    FORM_ID,
    act,
    ask,
    frame,
    next_place,
    opened,
    passed_by,
    save_form,
)
from noaber.decisions.views.places import writing_address
from noaber.decisions.words import kind_words
from noaber.network.api import KIND_WORDS


def points_page(request: Request, code: str) -> HttpResponse:
    """Everything that is asked, in order."""
    found = opened(request, code)
    points = point_rows(found.version_id)
    add = Action(_("Voeg een punt toe"), writing_address(code, "punten/nieuw"), "primary")
    context = frame(found, "punten") | {
        "actions": [add],
        "table": _table(code, points) if points else None,
        "empty": EmptyState(_("Nog geen punten"), _("Een punt zegt wat u vraagt, en van wie."), add),
    }
    return render(request, "decisions/writing.html", context)


def _table(code: str, points: tuple[PointRow, ...]) -> Table:
    columns = [
        Column("label", _("Punt"), "link", is_sortable=False),
        Column("kind", _("Gevraagd"), is_sortable=False),
        Column("text", _("Tekst"), is_sortable=False),
        Column("of", _("Voor wie"), is_sortable=False),
        Column("terms", _("Elk jaar"), is_sortable=False),
        Column("remove", _("Weghalen"), "link", url_key="remove_url", is_sortable=False),
    ]
    rows = [_cells(code, point) for point in points]
    return plain_table(name="punten", caption=_("Beslispunten"), columns=columns, rows=rows)


def _cells(code: str, point: PointRow) -> Row:
    here = writing_address(code, f"punten/{point.label}")
    parts = [
        _kinds(point.addressed_to) or _("iedereen")
        if not point.parent or point.addressed_to
        else _("als erboven")
    ]
    if point.forwarded_to:
        parts.append(_("door naar: %(kinds)s") % {"kinds": _kinds(point.forwarded_to)})
    return {
        "label": point.label,
        "url": here,
        "kind": kind_words(point.kind),
        "text": point.text,
        "of": "; ".join(parts),
        "terms": _terms(point.terms) if point.terms else "",
        "remove": _("haal weg"),
        "remove_url": f"{here}weghalen/",
    }


def _kinds(kinds: tuple[str, ...]) -> str:
    return in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in kinds) if kinds else ""


def _terms(terms: Terms) -> str:
    if terms.is_solidary:
        return _("%(terms)s, alleen als iedereen meedoet") % {"terms": terms_words(terms)}
    return terms_words(terms)


def terms_words(terms: Terms) -> str:
    """What is asked per year: "€ 0,07 per inwoner, 2020-2023"."""
    years = (
        str(terms.first_year)
        if terms.first_year == terms.last_year
        else f"{terms.first_year}-{terms.last_year}"
    )
    if terms.rate is not None:
        return _("%(rate)s per inwoner, %(years)s") % {"rate": rate_text(terms.rate), "years": years}
    if terms.fte is not None:
        return _("%(fte)s fte, %(years)s") % {"fte": fte_text(terms.fte), "years": years}
    return f"{ObligationTerms.Kind(terms.kind.value).label}, {years}"


def new_point_page(request: Request, code: str) -> HttpResponse:
    """A new point."""
    return _edit(request, opened(request, code), None)


def point_page(request: Request, code: str, label: str) -> HttpResponse:
    """One point."""
    found = opened(request, code)
    own = next((point for point in point_rows(found.version_id) if point.label == label), None)
    if own is None:
        raise Http404
    return _edit(request, found, own)


def _edit(request: Request, found: Draft, own: PointRow | None) -> HttpResponse:
    points = point_rows(found.version_id)
    form = PointForm(request.POST or None, points=points, own=own, revision=found.revision)
    if answer := passed_by(request, found.code, form) or _saved(request, found, own, form):
        return answer
    back = writing_address(found.code, "punten")
    title = _("Punt %(label)s") % {"label": own.label} if own else _("Nieuw punt")
    groups = [(str(legend), names) for legend, names in GROUPS]
    panel = form_panel(
        form, submit_label=_("Bewaar het punt"), cancel_url=back, form_id=FORM_ID, fieldsets=groups
    )
    context = frame(found, "punten", title=title, saves=True) | {"panel": panel}
    return render(request, "decisions/writing.html", context)


def _saved(request: Request, found: Draft, own: PointRow | None, form: PointForm) -> HttpResponse | None:
    """What follows on a point that was sent and holds; None when the form is shown."""
    if request.method != "POST" or not form.is_valid():
        return None

    def save() -> None:
        expected = form.cleaned_data["revision"]
        if own is None:
            add_point(found.code, form.point, actor=request.actor, expected_revision=expected)
        else:
            change_point(found.code, own.label, form.point, actor=request.actor, expected_revision=expected)

    done = _("Punt %(label)s is bewaard.") % {"label": form.point.label}
    to = next_place(request, found.code, writing_address(found.code, "punten"))
    return save_form(request, form, save, done=done, to=to)


def remove_point_page(request: Request, code: str, label: str) -> HttpResponse:
    """Asks once more, then takes the point out."""
    found = opened(request, code)
    back = writing_address(code, "punten")
    if request.method == "POST":

        def save() -> None:
            remove_point(code, label, actor=request.actor, expected_revision=sent_revision(request))

        return act(request, save, done=_("Punt %(label)s is weg.") % {"label": label}, to=back)
    confirmation = Confirmation(
        title=_("Punt %(label)s weghalen") % {"label": label},
        question=_("Wilt u dit punt uit het concept halen?"),
        confirm_label=_("Haal het punt weg"),
        cancel_url=back,
        consequences=(_("Ook wat het elk jaar vraagt, gaat weg."),),
        tone="danger",
        hidden=(("revision", str(found.revision)),),
    )
    return ask(request, confirmation, NavItem(found.title, writing_address(code)), NavItem(_("Punten"), back))
