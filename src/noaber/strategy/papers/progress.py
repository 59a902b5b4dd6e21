"""The progress per theme as a paper for a meeting of the steering group (R35)."""

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paper, Paragraph
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import long_date, short_date
from noaber.strategy.papers.shared import paper_of
from noaber.strategy.queries.goals.progress import GoalProgress, Progress, ThemeProgress
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.words.dropped import dropped_words, going_on_words, without_words
from noaber.strategy.words.goals import (
    carried_words,
    indicator_words,
    last_status,
    owner_words,
    sentence_words,
)


def progress_paper(period: TitleRow, found: Progress, asof: AsOf, *, later: bool = False) -> Paper:
    """What is asked, and then theme by theme; `later`: whether it reads otherwise by what was recorded since."""
    facts = [
        (_("Over"), period.title),
        (_("Voor"), found.body.name if found.body else _("het bestuur")),
        (_("Stand van"), long_date(period.within(asof).valid_on)),
        (_("Sinds"), long_date(found.since)),
        (
            _("Op koers of bereikt"),
            _("%(fine)s van %(all)s doelen") % {"fine": found.fine, "all": len(found.goals)},
        ),
    ]
    if asof.known_on:
        facts.append((_("Zoals bekend op"), long_date(asof.known_on)))
    blocks = progress_blocks(found)
    if later:
        blocks = [Note(_("Later vastgelegd"), later_words(asof)), *blocks]
    return paper_of(_("Voortgang per thema"), _("Voortgang"), facts, blocks)


def progress_blocks(found: Progress) -> list[Block]:
    """All that it tells; two that tell the same are equal."""
    without = [Paragraph(without_words(found.without))] if found.without else []
    return [*_asked(found), *without, *(block for each in found.themes for block in _theme(each))]


def later_words(asof: AsOf) -> str:
    text = _("Over de tijd tot en met %(day)s is later nog iets vastgelegd. Dat staat hier niet bij.")
    return text % {"day": long_date(asof.valid_on)}


def _asked(found: Progress) -> list[Block]:
    if not found.sees_asked:
        return []
    asked = [f"{each.row.text.title}: {text}" for each in found.goals for text in each.asked]
    if not asked:
        return [Heading(_("Wat wordt gevraagd")), Paragraph(_("De teams vragen nu niets."))]
    return [Heading(_("Wat wordt gevraagd")), Bullets(asked)]


def _theme(part: ThemeProgress) -> list[Block]:
    carried = carried_words(part.theme)
    lines = [_("Portefeuillehouder: %(names)s.") % {"names": carried}]
    if part.dropped:
        lines += [dropped_words(part.dropped), going_on_words([each.row for each in part.goals])]
    if part.team:
        lines.append(_("Team: %(name)s.") % {"name": part.team.name})
    columns = [
        TableColumn("title", _("Doel")),
        TableColumn("owner", _("Eigenaar")),
        TableColumn("status", _("Stand")),
        TableColumn("on", _("Op")),
        TableColumn("sentence", _("Toelichting")),
    ]
    table = DataTable(_("Doelen"), columns, [_cells(each) for each in part.goals])
    return [Heading(part.theme.name), Paragraph(" ".join(lines)), table, *_indicators(part)]


def _cells(each: GoalProgress) -> dict[str, object]:
    row = each.row
    return {
        "title": row.text.title,
        "owner": owner_words(row, is_held=each.is_held),
        "status": last_status(row).label,
        "on": short_date(row.last.on) if row.last else "",
        "sentence": sentence_words(row, has_news=each.has_news),
    }


def _indicators(part: ThemeProgress) -> list[Block]:
    rows = [
        {
            "title": f"{each.text.title} ({each.text.unit})",
            "steps": indicator_words(each),
            "source": each.text.source,
        }
        for goal in part.goals
        for each in goal.row.indicators
    ]
    columns = [
        TableColumn("title", _("Indicator")),
        TableColumn("steps", _("Begin, nu en doel")),
        TableColumn("source", _("Bron")),
    ]
    return [DataTable(_("Van begin naar doel"), columns, rows)] if rows else []
