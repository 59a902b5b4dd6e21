"""A measure as another room asks of it, and the command: rows in, a record without arrays out."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.errors import DomainError
from noaber.figures.models import Release
from noaber.figures.queries.areas import Area, municipality_areas
from noaber.figures.queries.effects import EffectFound, effect_found, known_areas
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.releases import latest, not_yet_published, refuse_to_come
from noaber.figures.rules.effect.measuring import Standing
from noaber.figures.rules.effect.question import BIN, Comparison, Question
from noaber.figures.rules.effect.record import MeasureEffect
from noaber.figures.rules.effect.rows import Known, Start, read_areas, read_starts
from noaber.figures.rules.effect.telling import tell
from noaber.figures.rules.tables import MONTHLY


def effect(
    rows: Collection[tuple[str, dt.date]],
    offence: str,
    *,
    actor: Actor,
    today: dt.date,
    before: int = Question(()).before,
    after: int = Question(()).after,
    comparison: Comparison = Comparison.OTHERS,
    chosen: Sequence[str] = (),
    excluded: Sequence[str] = (),
    published_on: dt.date | None = None,
) -> MeasureEffect:
    """What followed on a measure that municipalities (CBS codes) started on a day.

    `before` and `after`: whole quarters. A row that cannot be, an unknown kind, no figures: a `DomainError`.
    """
    release, areas = _opened(actor, today, offence, published_on)
    if chosen and comparison is not Comparison.CHOSEN:
        text = _("Gemeenten om mee te vergelijken kunnen alleen bij de vergelijking met gekozen gemeenten.")
        raise DomainError(text, field="chosen")
    known = known_areas(release, areas, today)
    if before < 2 * BIN or after < BIN or before % BIN or after % BIN:
        raise DomainError(_("Kies hele kwartalen: minstens 6 maanden ervoor en 3 erna."), field="before")
    question = Question(
        tuple(Start(area, on) for area, on in rows),
        before,
        after,
        comparison,
        _codes(chosen, known, "chosen"),
        _codes(excluded, known, "excluded"),
    )
    typed = "\n".join(f"{each.area};{each.on:%Y-%m-%d}" for each in question.starts)
    for problem in read_starts(typed, known).problems:
        raise DomainError(f"{problem.text}.", field="rows")
    return _record(effect_found(release, question, offence, areas, today))


def read_effect_rows(
    text: str, *, actor: Actor, today: dt.date, published_on: dt.date | None = None
) -> list[tuple[str, dt.date]]:
    """Rows of a file (municipality and start). Everything that is wrong in them is one `DomainError`."""
    release, areas = _opened(actor, today, "", published_on)
    read = read_starts(text, known_areas(release, areas, today))
    if read.problems:
        lines = [
            _("Regel %(line)s, %(field)s: %(text)s.")
            % {"line": each.line, "field": each.field, "text": each.text}
            for each in read.problems
        ]
        raise DomainError("\n".join(lines), field="rows")
    return [(each.area, each.on) for each in read.starts]


def _opened(
    actor: Actor, today: dt.date, offence: str, published_on: dt.date | None
) -> tuple[Release, list[Area]]:
    refuse_to_come(published_on, today)
    release, areas = latest(MONTHLY, published_on=published_on), municipality_areas(actor, today)
    if release is None or not areas:
        why = not_yet_published(MONTHLY, published_on) if release is None else ""
        raise DomainError(why or _("Er zijn nog geen cijfers ingelezen."))
    if offence and offence not in offence_titles():
        raise DomainError(_("Soort misdrijf %(code)s is niet bekend.") % {"code": offence}, field="offence")
    return release, areas


def _codes(names: Sequence[str], known: Known, field: str) -> tuple[str, ...]:
    codes, problems = read_areas("\n".join(names), known)
    for problem in problems:
        raise DomainError(f"{problem.text}.", field=field)
    return codes


def _record(found: EffectFound) -> MeasureEffect:
    measured, told = found.measured, tell(found.measured, found.asked)
    is_told = measured.standing is Standing.TOLD
    study, effect = measured.effect.study, measured.effect
    return MeasureEffect(
        found.kind,
        found.asked.title,
        found.asked.before,
        found.asked.after,
        measured.treated,
        measured.compared,
        measured.left_out,
        tuple(each.start.area for each in found.lines if not each.takes_part),
        measured.totals.before,
        measured.totals.after,
        measured.standing.name.lower(),
        effect.ratio if is_told else None,
        effect.lower if is_told else None,
        effect.upper if is_told else None,
        str(effect.verdict) if is_told else "",
        str(effect.basis) if is_told and effect.basis else "",
        study.pre_trend_p if study else None,
        told.lead,
        told.rest,
        found.release.number,
        found.release.published_at,
        found.release.is_invented,
    )
