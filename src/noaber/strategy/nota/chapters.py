"""The chapters of a strategy: what people wrote, between what was recorded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, DataTable, Paragraph
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import long_date
from noaber.network.api import organisations
from noaber.strategy.models import STATES, TEXT_PARTS
from noaber.strategy.nota.choice import chosen_section
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.decided import decided_section
from noaber.strategy.nota.earlier import earlier_section, result_lines
from noaber.strategy.nota.sections import Section, written
from noaber.strategy.nota.themes import theme_sections
from noaber.strategy.queries.consulting.course import came_to_nothing
from noaber.strategy.queries.consulting.own_day import other_day
from noaber.strategy.queries.periods.period import PeriodRow
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.texts import TextPart
from noaber.strategy.views.places import (
    changes_address,
    period_address,
    results_address,
)
from noaber.strategy.words.periods import other_day_words, status_on, term_words

CONTRIBUTIONS = "/bijdragen/"


def chapters(found: Nota) -> list[Section]:
    """All of them, those without anything to say left out."""
    return [
        *_written(found, TextPart.FOREWORD, "voorwoord"),
        *_written(found, TextPart.INTRODUCTION, "inleiding"),
        _period(found),
        chosen_section(found),
        *decided_section(found),
        *theme_sections(found),
        *_written(found, TextPart.WORKING, "samenwerken"),
        _costs(found),
        *_reached(found),
        *earlier_section(found),
        *_versions(found),
    ]


def _written(found: Nota, part: TextPart, key: str) -> Iterator[Section]:
    if body := found.written(part):
        mark = draft_mark(found, part)
        yield Section(key, str(TEXT_PARTS[part]), tuple(written(body)), mark=mark)


def draft_mark(found: Nota, part: TextPart, theme: str = "") -> str:
    return _("concept") if found.is_draft(part, theme) else ""


def stands_since(period: PeriodRow, asof: AsOf) -> Iterator[str]:
    """What became of it since it was adopted."""
    terms = period.terms
    status, state = status_on(asof.valid_on, terms.state, terms.ends_on).label, str(STATES[terms.state])
    if terms.decided_on and terms.state is not PeriodState.ADOPTED and status == state:
        yield _("De stand is: %(state)s, op %(day)s.") % {"state": state, "day": long_date(terms.decided_on)}
    elif terms.state is not PeriodState.ADOPTED or status != state:
        yield _("De stand is: %(status)s.") % {"status": status}


def _period(found: Nota) -> Section:
    terms = found.period.terms
    facts = {"title": terms.title, "term": term_words(terms.starts_on, terms.ends_on)}
    lines = [_("De %(title)s geldt van %(term)s.") % facts]
    if found.period.adopted_on:
        lines.append(_("Zij is vastgesteld op %(day)s.") % {"day": long_date(found.period.adopted_on)})
    if moved := other_day(found.period, found.asof):
        lines.append(other_day_words(moved))
    lines += stands_since(found.period, found.asof)
    blocks: list[Block] = [Paragraph(" ".join(lines))]
    names = {row.code: row.name for row in organisations(ANONYMOUS, found.period.within(found.asof))}
    for plan in terms.plans:
        if came_to_nothing(plan.proposal, found.asof):
            continue  # what became of it stands where it is told how the strategy was adopted
        is_apart = plan in terms.apart
        text = (
            _("Daarnaast loopt %(plan)s van %(owner)s, met een andere looptijd: %(term)s.")
            if is_apart
            else _("Daarnaast loopt %(plan)s van %(owner)s. Dat heeft dezelfde looptijd.")
        )
        owner = names.get(plan.organisation, plan.organisation)
        term = term_words(plan.starts_on, plan.ends_on)
        blocks.append(Paragraph(text % {"plan": plan.title, "owner": owner, "term": term}))
    link = Action(_("Alles over deze periode"), period_address(found.period.code, asof=found.asof))
    return Section("periode", _("Waarvoor deze strategie geldt"), tuple(blocks), (link,))


def _costs(found: Nota) -> Section:
    text = _(
        "Wat de uitvoering kost en wat elke gemeente en partner bijdraagt, staat niet in deze strategie. "
        "Dat staat bij de bijdragen, met de berekening."
    )
    link = Action(_("Bekijk de bijdragen"), with_dates(CONTRIBUTIONS, found.asof))
    return Section("kosten", _("Wat het kost"), (Paragraph(text),), (link,))


def _reached(found: Nota) -> Iterator[Section]:
    """What was reached in the period itself, as far as it is recorded."""
    if found.results:
        code = found.period.code
        link = Action(_("Alle resultaten met bewijs"), results_address(code, found.asof))
        intro = Paragraph(_("Bij elk resultaat staat op de website wie eraan meewerkte, en het bewijs."))
        blocks = (intro, *result_lines(found.results, found.asof))
        yield Section("resultaten", _("Wat in deze periode is bereikt"), blocks, (link,))


def _versions(found: Nota) -> Iterator[Section]:
    """Which texts were shared when, and why they changed (R49)."""
    rows: list[dict[str, object]] = [
        {
            "on": version.on,
            "text": text_title(found, row.key.part, row.key.theme),
            "version": place,
            "reason": version.text.reason or _("eerste tekst"),
        }
        for row in found.texts.values()
        for place, version in enumerate(row.shared, start=1)
    ]
    if not rows:
        return
    columns = [
        TableColumn("on", _("Op"), "date"),
        TableColumn("text", _("Tekst")),
        TableColumn("version", _("Versie"), "number"),
        TableColumn("reason", _("Waarom")),
    ]
    ordered = sorted(rows, key=lambda row: (str(row["on"]), str(row["text"])))
    links = (
        Action(_("Lees eerdere teksten"), period_address(found.period.code, "nota/versies/", found.asof)),
        Action(_("Alle wijzigingen"), changes_address(found.period.code, found.asof)),
    )
    table = DataTable(_("Versies van de teksten"), columns, ordered)
    yield Section("versies", _("Versies"), (table,), links)


def text_title(found: Nota, part: TextPart, theme: str) -> str:
    """What a text is called: by its theme, or by its part."""
    if part is not TextPart.THEME:
        return str(TEXT_PARTS[part])
    name = next((row.name for row in found.themes if row.code == theme), "")
    name = name or titles_under(found.period.code, found.asof).get(theme, theme)
    return _("Tekst bij %(theme)s") % {"theme": name}
