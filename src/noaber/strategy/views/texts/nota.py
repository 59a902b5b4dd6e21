"""The strategy of a period to read: the whole, its summary, and the earlier versions of its texts."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in, require
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.documents.paper import Note, Paper
from noaber.core.documents.pdf import to_pdf
from noaber.core.models import Demonstration
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.strategy.access import may_see_goals, may_write_texts
from noaber.strategy.nota.chapters import chapters, text_title
from noaber.strategy.nota.contents import Extent, Nota, nota
from noaber.strategy.nota.papers import draft_note, nota_paper
from noaber.strategy.nota.sections import Section, written
from noaber.strategy.nota.showing import contents_of, shown
from noaber.strategy.nota.summary import summary
from noaber.strategy.queries.texts import TextRow
from noaber.strategy.views.places import (
    finder_address,
    nota_address,
    nota_crumbs,
    period_crumbs,
    summary_address,
    texts_address,
)

WITH_DRAFTS: Final = "concepten"
FORMS: Final[dict[str, tuple[str, Callable[[Paper], bytes]]]] = {
    "pdf": ("application/pdf", to_pdf),
    "odt": (ODT_MEDIA_TYPE, to_odt),
}


def read_nota(request: Request, code: str, asof: AsOf, *, extent: Extent = Extent.WHOLE) -> Nota:
    """The strategy for who may read it: before its adoption the network; its drafts for who asks and writes them."""
    with_drafts = request.GET.get(WITH_DRAFTS) == "ja" and may_fill_in(may_write_texts(request.actor))
    found = nota(request.actor, code, asof, with_drafts=with_drafts, extent=extent)
    if found is None:
        raise Http404
    require(may_see_goals(request.actor, found.period.terms.state))
    return found


@public
def nota_page(request: Request, code: str) -> HttpResponse:
    """The whole strategy with its contents."""
    asof = asof_of(request)
    found = read_nota(request, code, asof)
    intro = _("Waar gemeenten en partners samen aan werken, en waarom. Gemaakt uit wat is vastgelegd.")
    actions = [
        Action(_("Als PDF"), _file(found, "nota.pdf")),
        Action(_("Als tekst (ODT)"), _file(found, "nota.odt")),
        Action(_("Samenvatting"), summary_address(code, asof)),
        Action(_("Voor uw gemeente"), finder_address(code, asof)),
        *_writing(request, found),
    ]
    return _page(request, found, chapters(found), _("Strategie"), intro, actions)


@public
def summary_page(request: Request, code: str) -> HttpResponse:
    """The same in plain words, on one page."""
    asof = asof_of(request)
    found = read_nota(request, code, asof, extent=Extent.WRITTEN)
    actions = [
        Action(_("Als PDF"), _file(found, "samenvatting.pdf")),
        Action(_("De hele strategie"), nota_address(code, asof=asof)),
        *_writing(request, found),
    ]
    return _page(request, found, summary(found), _("Samenvatting"), "", actions)


def _page(
    request: Request, found: Nota, sections: Sequence[Section], kicker: str, intro: str, actions: list[Action]
) -> HttpResponse:
    code, asof = found.period.code, found.asof
    is_whole = kicker != _("Samenvatting")
    crumbs = period_crumbs(code, found.title, asof)
    note = draft_note()
    parts = shown(sections)
    context = {
        **crumbs_of(crumbs, _("De strategie") if is_whole else kicker),
        "heading": PageHeading(found.title, kicker=kicker, intro=intro, actions=tuple(actions)),
        "asof": asof_bar(asof, request.GET.dict()),
        "notice": Notice(str(note.text), "warning", title=note.title) if found.with_drafts else None,
        "sections": parts,
        "contents": contents_of(parts) if is_whole else (),
    }
    return render(request, "strategy/nota.html", context)


def _writing(request: Request, found: Nota) -> list[Action]:
    """For who writes: the texts, and how it reads with what is not shared yet."""
    if found.asof.is_asked or not may_fill_in(may_write_texts(request.actor)):
        return []
    ways = [Action(_("Schrijf de teksten"), texts_address(found.period.code), "primary")]
    if not found.with_drafts and any(row.draft for row in found.texts.values()):
        ways.append(Action(_("Bekijk met de concepten"), f"{request.path}?{WITH_DRAFTS}=ja"))
    return ways


def _file(found: Nota, name: str) -> str:
    address = with_dates(f"/strategie/{found.period.code}/{name}", found.asof)
    if not found.with_drafts:
        return address
    return f"{address}{'&' if '?' in address else '?'}{WITH_DRAFTS}=ja"


@public
def nota_file(request: Request, code: str, form: str) -> HttpResponse:
    """The whole strategy as accessible PDF, or as text to edit."""
    found = read_nota(request, code, asof_of(request))
    paper = nota_paper(found, _("Strategie"), chapters(found))
    return paper_answer(paper, f"strategie-{code}", form)


@public
def summary_pdf(request: Request, code: str) -> HttpResponse:
    found = read_nota(request, code, asof_of(request), extent=Extent.WRITTEN)
    return paper_answer(nota_paper(found, _("Samenvatting"), summary(found)), f"samenvatting-{code}", "pdf")


def paper_answer(paper: Paper, name: str, form: str) -> HttpResponse:
    """A paper as a file; a demonstration is known by its name too."""
    _media_type, write = FORMS[form]
    return file_answer(write(paper), name, form)


def file_answer(contents: bytes, name: str, form: str) -> HttpResponse:
    """The same of a paper that was written already."""
    response = HttpResponse(contents, content_type=FORMS[form][0])
    mark = "-voorbeeldgegevens" if Demonstration.objects.exists() else ""
    response["Content-Disposition"] = content_disposition_header(False, f"{name}{mark}.{form}") or "inline"
    response["Cache-Control"] = "private, no-store"  # what stands in it depends on who asks
    return response


@public
def versions_page(request: Request, code: str) -> HttpResponse:
    """Every text that was ever shared, the newest first: what stood there stays to be read (R49)."""
    asof = asof_of(request)
    found = read_nota(request, code, asof, extent=Extent.WRITTEN)
    rows = sorted(found.texts.values(), key=lambda row: text_title(found, row.key.part, row.key.theme))
    sections = [each for row in rows if row.shared for each in _versions(found, row)]
    parts = shown(sections)
    intro = _("Elke tekst die is gedeeld, met waarom hij veranderde. De nieuwste staat bovenaan.")
    context = {
        **crumbs_of(nota_crumbs(code, found.title, asof), _("Eerdere teksten")),
        "heading": PageHeading(_("Eerdere teksten"), kicker=found.title, intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
        "sections": parts,
        "contents": contents_of(parts),
        "nothing": None
        if sections
        else EmptyState(_("Nog geen teksten"), _("Er is nog geen tekst gedeeld.")),
    }
    return render(request, "strategy/nota.html", context)


def _versions(found: Nota, row: TextRow) -> Iterator[Section]:
    """The text, and under it each version with its day and its reason."""
    name = f"{row.key.part}{'-' if row.key.theme else ''}{row.key.theme}"
    text = text_title(found, row.key.part, row.key.theme)
    yield Section(name, text, ())
    for place, version in reversed(list(enumerate(row.shared, start=1))):
        facts = {"text": text, "number": place, "day": long_date(version.on)}
        title = _("%(text)s: versie %(number)s, %(day)s") % facts
        reason = [Note(_("Waarom"), version.text.reason)] if version.text.reason else []
        yield Section(f"{name}-{place}", title, (*reason, *written(version.text.body)), level=2)
