"""The themes of a strategy: what is written of each, who carries it, what is to be reached, and who takes part."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.components.frame import Action
from noaber.core.documents.paper import Block, DataTable, Paragraph
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network.api import ThemeRow
from noaber.strategy.models import PARTICIPATION_KINDS
from noaber.strategy.nota.choice import not_chosen
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.sections import Section, written
from noaber.strategy.queries.goals.owners import ownerless_under
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.rules.texts import TextPart
from noaber.strategy.views.places import goals_address, participation_address
from noaber.strategy.words.dropped import dropped_with_goals, dropped_words, going_on_words
from noaber.strategy.words.goals import activity_status, indicator_words, last_status, owner_words


def theme_sections(found: Nota) -> Iterator[Section]:
    """A chapter, and a part of it per theme."""
    if not found.themes:
        return
    intro = Paragraph(
        _("Bij elk thema staat wie het in portefeuille heeft, en bij elk doel wie er eigenaar van is.")
    )
    code = found.period.code
    links = (
        Action(_("Alle doelen"), goals_address(code, asof=found.asof)),
        Action(_("Wie waaraan meedoet"), participation_address(code, asof=found.asof)),
    )
    yield Section("themas", _("De thema’s"), (intro, *not_chosen(found)), links)
    for row in found.themes:
        mark = _("concept") if found.is_draft(TextPart.THEME, row.code) else ""
        yield Section(f"thema-{row.code}", row.name, tuple(_theme(found, row)), level=2, mark=mark)
    yield from _dropped(found)


def _dropped(found: Nota) -> Iterator[Section]:
    """Themes that are not chosen any more though goals stand under them, each with those goals."""
    for each, goals in dropped_with_goals(found.dropped, found.goals):
        words = Paragraph(f"{dropped_words(each)} {going_on_words(goals)}")
        title = _("%(theme)s (niet meer gekozen)") % {"theme": each.name}
        yield Section(f"thema-{each.code}", title, (words, _goals(found, goals)), level=2)


def _theme(found: Nota, row: ThemeRow) -> Iterator[Block]:
    yield from written(found.written(TextPart.THEME, row.code) or row.description)
    yield Paragraph(carried_sentence(row, found.period.terms.starts_on))
    goals = found.goals_of(row.code)
    if goals:
        yield _goals(found, goals)
        yield from _indicators(goals)
        yield from _activities(goals)
    if parts := participation_sentence(found, row):
        yield Paragraph(parts)


def carried_sentence(row: ThemeRow, starts_on: dt.date) -> str:
    """By function: who carries a theme. One that ended before the period began (`starts_on`) is not there in it."""
    if row.last_day and row.last_day < starts_on:
        text = _(
            "Dit thema staat nog niet bij de thema’s van het netwerk in deze periode. Een eerder thema eindigde op "
            "%(day)s."
        )
        return text % {"day": long_date(row.last_day)}
    if row.last_day:
        text = _("Dit thema eindigde op %(day)s. Sindsdien draagt niemand het.")
        return text % {"day": long_date(row.last_day)}
    if not row.holders:
        return _("Voor dit thema is nog geen bestuurlijk trekker aangewezen.")
    names = in_a_row(holder.shown for holder in row.holders)
    return _("In portefeuille bij: %(names)s.") % {"names": names}


def participation_sentence(found: Nota, row: ThemeRow) -> str:
    """How many municipalities take part; empty when none of them said so."""
    towns = {each.code for each in found.covered.asked}
    kinds = Counter(
        said[row.code].text.kind for code, said in found.said.items() if code in towns and row.code in said
    )
    if not kinds:
        return ""
    parts = [f"{kinds[kind]} {label}" for kind, label in PARTICIPATION_KINDS.items() if kinds[kind]]
    facts = {"said": sum(kinds.values()), "all": len(towns), "parts": in_a_row(parts)}
    return _("Van %(said)s van de %(all)s gemeenten is bekend of zij meedoen: %(parts)s.") % facts


def _goals(found: Nota, rows: list[GoalRow]) -> Block:
    empty = ownerless_under(found.period.code, rows, found.asof)
    columns = [
        TableColumn("title", _("Doel")),
        TableColumn("aim", _("Wat wij willen bereiken")),
        TableColumn("owner", _("Eigenaar")),
        TableColumn("due", _("Uiterlijk"), "date"),
        TableColumn("status", _("Stand")),
    ]
    cells = [
        {
            "title": row.text.title,
            "aim": row.text.aim,
            "owner": owner_words(row, is_held=row.code not in empty),
            "due": row.text.due_on,
            "status": last_status(row).label,
        }
        for row in rows
    ]
    return DataTable(_("Doelen"), columns, cells)


def _indicators(rows: list[GoalRow]) -> Iterator[Block]:
    cells = [
        {
            "title": f"{each.text.title} ({each.text.unit})",
            "steps": indicator_words(each),
            "target_on": each.text.target_on,
            "source": each.text.source,
        }
        for row in rows
        for each in row.indicators
    ]
    columns = [
        TableColumn("title", _("Indicator")),
        TableColumn("steps", _("Begin, nu en doel")),
        TableColumn("target_on", _("Doel bereikt op"), "date"),
        TableColumn("source", _("Bron")),
    ]
    if cells:
        yield DataTable(_("Waaraan is te zien dat het lukt"), columns, cells)


def _activities(rows: list[GoalRow]) -> Iterator[Block]:
    cells = [
        {
            "title": each.text.title,
            "who": in_a_row(each.doers),
            "years": years_words(each.text.starts_on.year, each.text.ends_on.year),
            "state": activity_status(each.text.state).label,
        }
        for row in rows
        for each in row.activities
    ]
    columns = [
        TableColumn("title", _("Activiteit")),
        TableColumn("who", _("Wie")),
        TableColumn("years", _("Wanneer")),
        TableColumn("state", _("Stand")),
    ]
    if cells:
        yield DataTable(_("Wat wij ervoor doen"), columns, cells)


def years_words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
