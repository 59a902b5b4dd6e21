"""What a choice makes of the proposal that asks the councils: its texts and points, and which of these are older."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import Standing, attachments_of
from noaber.strategy.queries.selection.choices import ChoiceRow
from noaber.strategy.queries.selection.chosen import chosen_for, themes_chosen
from noaber.strategy.queries.selection.round import RoundRow, result, selection_round
from noaber.strategy.rules.consulting.older_choices import is_of_older, parts_of
from noaber.strategy.rules.consulting.wording import Candidate, rejected_text
from noaber.strategy.rules.selection.round import ChoiceText
from noaber.strategy.words.firmness import decimals


@dataclass(frozen=True, slots=True)
class OlderParts:
    """A draft of which these parts are of an earlier choice of its round; `labels`: of its points."""

    row: RoundRow
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    attachments: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """How each of them is called on the pages of the draft."""
        points = tuple(_("punt %(label)s") % {"label": label} for label in self.labels)
        paper = (_("de bijlage ‘%(title)s’") % {"title": paper_title()},) if self.attachments else ()
        return (*(f"“{text}”" for text in self.texts), *points, *paper)


def paper_title() -> str:
    """What the ranking is called that goes with the proposal."""
    return _("Ranglijst met scores en berekening")


def candidates(row: RoundRow, said: ChoiceText | None = None) -> tuple[Candidate, ...]:
    """The themes of a round from which was chosen, in the order of the ranking; by the last choice or another one."""
    text = said or (row.choice.text if row.choice else None)
    found, verdicts = result(row), text.verdicts if text else {}
    if found is None:
        return ()
    return tuple(
        Candidate(
            row.option_names[each.option],
            verdicts[each.option].is_chosen,
            each.place,
            len(found.ranked),
            decimals(each.total),
            *row.named[each.option],
            verdicts[each.option].reason,
        )
        for each in found.ranked
    )


def choice_texts(row: RoundRow, said: ChoiceText) -> dict[str, str]:
    """The texts of the proposal that come from a choice, by their field."""
    told = _("De keuze is gemaakt op %(day)s. Zij staat in: %(source)s.")
    return {
        "background": told % {"day": long_date(said.decided_on), "source": said.source},
        "caveats": rejected_text(candidates(row, said)),
    }


def older_choices(row: RoundRow) -> tuple[ChoiceText, ...]:
    """What was chosen in a round before, and told otherwise than the choice that counts."""
    if row.choice is None:
        return ()
    now = _told(row.choice)
    return tuple(each.text for each in row.choices if _told(each) != now)


def is_older(row: RoundRow, text: str) -> bool:
    """Whether a text of a draft is of an earlier choice."""
    if row.choice is None:
        return False
    older = {part for each in older_choices(row) for part in _parts(row, each)}
    return is_of_older(text, older, _parts(row, row.choice.text))


def older_parts(found: Standing, asof: AsOf) -> Iterator[OlderParts]:
    """Of a draft that asks the councils about the choice that counts, what was composed for an earlier one."""
    for code in dict.fromkeys(each.period for each in chosen_for(found.code, asof)):
        chosen = themes_chosen(code, asof)
        row = selection_round(code, chosen.number) if chosen and chosen.proposal == found.code else None
        if row is None or not older_choices(row):
            continue
        since = _told_since(row)
        parts = OlderParts(
            row,
            tuple(label for label, text in found.texts if is_older(row, text)),
            tuple(each.label for each in found.points if is_older(row, each.text)),
            tuple(
                each.id
                for each in attachments_of(found.version_id)
                if each.title == paper_title() and since and each.added_at < since
            ),
        )
        if parts.names:
            yield parts


def _told(choice: ChoiceRow) -> tuple[object, ...]:
    """All that a choice says, apart from where it was put."""
    return choice.text.verdicts, choice.text.decided_on, choice.text.source


def _told_since(row: RoundRow) -> dt.datetime | None:
    """When the choice that counts was first told as it is."""
    moment = None
    for each in reversed(row.choices):
        if row.choice is None or _told(each) != _told(row.choice):
            break
        moment = each.recorded_at
    return moment


def _parts(row: RoundRow, said: ChoiceText) -> frozenset[str]:
    named = [
        (row.option_names[code], each.reason, each.is_chosen)
        for code, each in said.verdicts.items()
        if code in row.option_names
    ]
    return parts_of(
        long_date(said.decided_on),
        said.source,
        [(name, reason) for name, reason, is_chosen in named if is_chosen],
        [(name, reason) for name, reason, is_chosen in named if not is_chosen],
    )
