"""Above a form about something with a theme: which theme that is, and how it is corrected or why it stays so."""

from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.strategy.queries.grants import GrantRow
from noaber.strategy.queries.positions import PositionRow
from noaber.strategy.queries.results.result import ResultRow
from noaber.strategy.queries.reviews.review import final_on
from noaber.strategy.rules.themes.corrections import (
    grant_theme_fault,
    position_theme_fault,
    result_theme_fault,
)
from noaber.strategy.words.periods import fixed_theme, theme_word


def position_fault(row: PositionRow) -> str:
    """Why the theme of a joint position stays, empty where it can be corrected."""
    return position_theme_fault((each.text.outcome for each in row.entries), is_left=row.text.is_left)


def grant_fault(row: GrantRow) -> str:
    return grant_theme_fault(each.text.kind for each in row.steps)


def result_fault(row: ResultRow, asof: AsOf) -> str:
    return result_theme_fault(row.text.since_on, final_on(row.period, asof), row.text.state)


def about_theme(page: EditPage, name: str, *, fault: str, address: str) -> EditPage:
    """The page that names the theme; `fault`: why that stays, `address`: where it is corrected."""
    if fault:
        return replace(page, intro=" ".join(filter(None, (page.intro, fixed_theme(name, fault)))))
    text = _("Thema: %(theme)s. Klopt dat niet?") % {"theme": theme_word(name)}
    return replace(page, notice=Notice(text, action=Action(_("Corrigeer het thema"), address)))
