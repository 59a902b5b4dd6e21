"""How a review reads: what it is called, where it stands, and its parts as blocks of a paper and of a page alike."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.status import Status, Tone
from noaber.core.documents.paper import Block, Bullets, DataTable, Paragraph
from noaber.core.documents.tables import Row, TableColumn
from noaber.core.rules.dutch import format_number, in_a_row, long_date, short_date
from noaber.strategy.models import REVIEW_KINDS, REVIEW_STATES
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.rules.reviews.composition import (
    Composition,
    FigurePart,
    GoalPart,
    MeasuredPart,
    PointPart,
    ProposalPart,
    ResultPart,
    ThemePart,
    draft_words,
    lacking,
)
from noaber.strategy.rules.reviews.review import ReviewKind, ReviewState, ReviewText
from noaber.strategy.words.periods import no_effect, theme_word

TONES: Final[dict[ReviewState, Tone]] = {
    ReviewState.WRITING: "info",
    ReviewState.SHARED: "current",
    ReviewState.FINAL: "ok",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a review under its own heading."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def years_of(period: TitleRow) -> str:
    return PeriodTerms("", period.starts_on, period.ends_on).years


def review_title(kind: ReviewKind, years: str) -> str:
    """ "Endterm review 2015-2018"."""
    return f"{str(REVIEW_KINDS[kind]).capitalize()} {years}"


def review_status(state: ReviewState) -> Status:
    return Status(str(REVIEW_STATES[state]), TONES[state])


def sections(text: ReviewText, found: Composition | None, themes: Mapping[str, str]) -> list[Section]:
    """The judgement of the authors, then what was recorded; of a version nobody else read the judgement only."""
    names = {**themes, **({each.code: each.name for each in found.themes} if found else {})}
    return [
        Section("conclusie", _("Conclusie"), tuple(_paragraphs(text.conclusion, _nothing_concluded()))),
        Section("bevindingen", _("Bevindingen en aanbevelingen"), (_findings(text, names),)),
        *_themes(text, found, names),
        *([] if found is None else _recorded(found)),
    ]


def _nothing_concluded() -> str:
    return _("De auteurs schreven hier nog geen conclusie.")


def _paragraphs(text: str, otherwise: str) -> Iterator[Paragraph]:
    """What was typed, a paragraph for each that is set apart by an empty line."""
    parts = [" ".join(each.split()) for each in text.replace("\r\n", "\n").split("\n\n")]
    yield from (Paragraph(each) for each in [each for each in parts if each] or [otherwise])


def _findings(text: ReviewText, names: Mapping[str, str]) -> Block:
    if not text.findings:
        return Paragraph(_("Er zijn nog geen bevindingen opgeschreven."))
    columns = [
        TableColumn("text", _("Bevinding")),
        TableColumn("theme", _("Thema")),
        TableColumn("recommendation", _("Aanbeveling")),
    ]
    rows = [
        {
            "text": each.text,
            "theme": theme_word(names.get(each.theme, each.theme)),
            "recommendation": each.recommendation,
        }
        for each in text.findings
    ]
    return DataTable(_("Bevindingen"), columns, rows)


def _themes(text: ReviewText, found: Composition | None, names: Mapping[str, str]) -> Iterator[Section]:
    concluded, parts = dict(text.of_themes), {each.code: each for each in found.themes} if found else {}
    for code in dict.fromkeys((*parts, *concluded)):
        blocks: list[Block] = list(_paragraphs(concluded.get(code, ""), _nothing_concluded()))
        if code in parts:
            blocks += _theme(parts[code])
        yield Section(f"thema-{code}", names.get(code, code), tuple(blocks))


def _theme(part: ThemePart) -> Iterator[Block]:
    if part.note:
        yield Paragraph(part.note)
    yield _goals(part.goals)
    measured = [(goal, each) for goal in part.goals for each in goal.indicators]
    if measured:
        yield _measured(measured)
    yield _activities(part)
    yield _changes(part)


def _goals(goals: Sequence[GoalPart]) -> Block:
    columns = [
        TableColumn("title", _("Doel")),
        TableColumn("owner", _("Eigenaar")),
        TableColumn("status", _("Laatste stand")),
        TableColumn("on", _("Op")),
        TableColumn("sentence", _("Toelichting")),
    ]
    rows = [
        {
            "title": each.title,
            "goal": each.code,
            "owner": each.owner,
            "status": each.status or _("nooit gezegd"),
            "on": _short(each.said_on),
            "sentence": each.sentence,
        }
        for each in goals
    ]
    return DataTable(_("Doelen"), columns, rows)


def _measured(rows: Sequence[tuple[GoalPart, MeasuredPart]]) -> Block:
    columns = [
        TableColumn("title", _("Indicator")),
        TableColumn("base", _("Begin")),
        TableColumn("now", _("Nu")),
        TableColumn("target", _("Doel")),
        TableColumn("source", _("Bron")),
    ]
    unknown = _("niet bekend")
    cells = [
        {
            "title": f"{each.title} ({each.unit})",
            "goal": goal.code,
            "base": each.base or unknown,
            "now": f"{each.value} ({each.value_year})" if each.value else unknown,
            "target": each.target,
            "source": each.source,
        }
        for goal, each in rows
    ]
    return DataTable(_("Van begin naar doel"), columns, cells)


def _activities(part: ThemePart) -> Block:
    rows = [
        {
            "title": each.title,
            "goal": goal.code,
            "of": goal.title,
            "state": each.state,
            "doers": in_a_row(each.doers),
        }
        for goal in part.goals
        for each in goal.activities
    ]
    if not rows:
        return Paragraph(_("Er zijn geen activiteiten vastgelegd."))
    columns = [
        TableColumn("title", _("Activiteit")),
        TableColumn("of", _("Voor welk doel")),
        TableColumn("state", _("Stand")),
        TableColumn("doers", _("Wie")),
    ]
    return DataTable(_("Activiteiten"), columns, rows)


def _changes(part: ThemePart) -> Block:
    if not part.changes:
        return Paragraph(_("Aan de doelen van dit thema veranderde na de vaststelling niets."))
    columns = [
        TableColumn("goal_title", _("Doel")),
        TableColumn("on", _("Op")),
        TableColumn("change", _("Wat veranderde")),
        TableColumn("reason", _("Waarom")),
        TableColumn("innovation", _("Vernieuwing")),
    ]
    rows = [
        {
            "on": _short(each.on),
            "goal_title": each.goal,
            "change": f"{each.what}: {each.change}" if each.change else each.what,
            "reason": each.reason,
            "innovation": _("ja") if each.is_innovation else _("nee"),
        }
        for each in part.changes
    ]
    return DataTable(_("Wat onderweg veranderde"), columns, rows)


def _recorded(found: Composition) -> Iterator[Section]:
    yield Section("resultaten", _("Wat is bereikt"), tuple(_results(found)))
    yield Section("cijfers", _("Cijfers nagerekend"), tuple(_figures(found)))
    yield Section("besluiten", _("Wat is besloten"), tuple(_proposals(found.proposals)))
    if found.survey:
        note = (Paragraph(found.survey_note),) if found.survey_note else ()
        yield Section("leden", _("Wat de leden zeggen"), (*note, _survey(found)))
    yield Section("ontbreekt", _("Wat niet is gevonden"), tuple(_missing(found)))


def _results(found: Composition) -> Iterator[Block]:
    if found.shown:
        yield Paragraph(_("Een resultaat is van allen die eraan werkten; niemand is de enige eigenaar."))
        yield _result_table(_("Resultaten met bewijs"), found.shown)
    else:
        yield Paragraph(_("Er is geen resultaat vastgelegd waarvan het bewijs te lezen is."))
    if found.not_shown:
        yield Paragraph(_("Deze resultaten zijn nog niet aangetoond. Zij tellen hier niet mee als bereikt."))
        yield _result_table(_("Nog niet aangetoond"), found.not_shown)
    if found.drafts:
        yield Paragraph(draft_words(found.drafts))


def _result_table(caption: str, rows: Sequence[ResultPart]) -> DataTable:
    columns = [
        TableColumn("title", _("Resultaat")),
        TableColumn("reached", _("Wat is bereikt")),
        TableColumn("theme", _("Thema")),
        TableColumn("partners", _("Wie eraan werkten")),
        TableColumn("evidence", _("Bewijs")),
    ]
    cells = [
        {
            "title": each.title,
            "result": each.code,
            "reached": each.reached,
            "theme": theme_word(each.theme),
            "partners": in_a_row(each.partners) or _("niemand genoemd"),
            "evidence": _evidence(each),
        }
        for each in rows
    ]
    return DataTable(caption, columns, cells)


def _evidence(each: ResultPart) -> str:
    shown = [*each.evidence, *([_("een cijfer, hieronder nagerekend")] if each.figure else [])]
    return in_a_row(shown) or _("geen")


def _figures(found: Composition) -> Iterator[Block]:
    figures = [(each, each.figure) for each in found.figures if each.figure]
    if not figures:
        yield Paragraph(_("Bij de resultaten van deze periode is geen cijfer geclaimd."))
        return
    columns = [
        TableColumn("title", _("Resultaat")),
        TableColumn("offence", _("Misdrijf en gebied")),
        TableColumn("base", _("Begin")),
        TableColumn("end", _("Eind")),
        TableColumn("claimed", _("Geclaimd")),
        TableColumn("came_out", _("Nagerekend")),
        TableColumn("verdict", _("Klopt het?")),
        TableColumn("source", _("Bron")),
    ]
    rows = [_figure(each, figure) for each, figure in figures]
    yield DataTable(_("Claims naast de aantallen"), columns, rows)
    yield Paragraph(f"{no_effect()} {_('Zij bewijzen niet dat het door de samenwerking komt.')}")


def _figure(each: ResultPart, figure: FigurePart) -> Row:
    words = {True: _("ja"), False: _("nee"), None: _("niet na te rekenen")}
    provisional = _(" (voorlopig)") if figure.is_provisional else ""
    return {
        "title": each.title,
        "result": each.code,
        "offence": f"{figure.offence}, {figure.area}",
        "base": f"{figure.base_year}: {_count(figure.base)}",
        "end": f"{figure.end_year}: {_count(figure.end)}{provisional}",
        "claimed": figure.claimed,
        "came_out": figure.came_out,
        "verdict": words[figure.agrees],
        "source": in_a_row(figure.sources) or _("niet gevonden"),
    }


def _proposals(proposals: Sequence[ProposalPart]) -> Iterator[Block]:
    if not proposals:
        yield Paragraph(_("Er is geen voorstel gevonden dat tot deze strategie leidde."))
    for each in proposals:
        facts = {
            "title": each.title,
            "day": long_date(dt.date.fromisoformat(each.adopted_on)) if each.adopted_on else "",
        }
        text = (
            _("%(title)s, vastgesteld op %(day)s.") if each.adopted_on else _("%(title)s, niet vastgesteld.")
        )
        yield Paragraph(text % facts)
        if each.points:
            columns = [
                TableColumn("point", _("Punt")),
                TableColumn("outcome", _("Wat ervan werd")),
                TableColumn("remarks", _("Kanttekeningen")),
            ]
            rows = [
                {
                    "point": f"{point.label}. {point.text}",
                    "proposal": each.code,
                    "outcome": point.outcome or _("niet behandeld"),
                    "remarks": remark_words(point),
                }
                for point in each.points
            ]
            yield DataTable(_("Punten van %(title)s") % facts, columns, rows)


def remark_words(point: PointPart) -> str:
    """How many remarks there were on a point, and what became of them."""
    count = sum(number for _effect, number in point.remarks) + point.unanswered
    if not count:
        return _("geen")
    parts = [f"{number} {effect}" for effect, number in point.remarks]
    if point.unanswered:
        parts.append(_("%(count)s zonder antwoord") % {"count": point.unanswered})
    text = ngettext("%(count)s kanttekening", "%(count)s kanttekeningen", count)
    return f"{text % {'count': count}}: {in_a_row(parts)}"


def _survey(found: Composition) -> Block:
    columns = [
        TableColumn("question", _("Vraag")),
        TableColumn("answered", _("Antwoorden")),
        TableColumn("said", _("Wat zij zeggen")),
    ]
    rows = [
        {
            "question": each.question,
            "answered": _("%(answered)s van %(asked)s") % {"answered": each.answered, "asked": each.asked},
            "said": "; ".join(each.said),
        }
        for each in found.survey
    ]
    return DataTable(_("Peiling onder de leden"), columns, rows)


def _missing(found: Composition) -> Iterator[Block]:
    texts = list(lacking(found))
    if not texts:
        yield Paragraph(_("Alles wat deze review nodig heeft, is gevonden."))
        return
    yield Paragraph(_("Dit is gezocht en niet gevonden op de dag waarop de review is samengesteld."))
    yield Bullets(texts)


def _short(iso: str) -> str:
    return short_date(dt.date.fromisoformat(iso)) if iso else ""


def _count(count: int | None) -> str:
    return _("niet bekend") if count is None else format_number(count)
