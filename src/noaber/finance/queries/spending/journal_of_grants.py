"""What grants do to the books: what is awarded is to come, what is above the settlement is to go back.

Each step moves the books from where they stood to where they stand since, also one that corrects or withdraws another
and another line: so nothing that was written changes.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator

from noaber.core.clock import day_of
from noaber.finance.models import GrantLine, GrantStep
from noaber.finance.queries.grants import GrantRow, grants
from noaber.finance.rules.grants.grant import GrantSums, IncomeLine, KnownStep, standing, sums_of
from noaber.finance.rules.grants.movements import GrantEvent, brings_in
from noaber.finance.rules.spending.journal import Account, Document, Posting, account_of_line, paired


def grant_postings() -> Iterator[Posting]:
    """Of every grant that comes in or came in on a line of a budget; two queries beside those of the grants."""
    for row, events in grant_events():
        yield from _of_grant(row, events)


def grant_events() -> Iterator[tuple[GrantRow, list[GrantEvent]]]:
    """Every grant with all that was said of it, in that order; two queries beside those of the grants."""
    moments = dict(GrantStep.objects.values_list("pk", "recorded_at"))
    lines = _lines()
    for row in grants():
        steps = [GrantEvent(moments[each.key], each.text.on, each) for each in row.every]
        yield row, sorted([*lines[row.id], *steps], key=lambda event: event.at)


def _lines() -> dict[uuid.UUID, list[GrantEvent]]:
    found = defaultdict[uuid.UUID, list[GrantEvent]](list)
    rows = GrantLine.objects.select_related("budget_year__agreement", "post").order_by("number")
    for each in rows:
        year, post = each.budget_year, each.post
        line = IncomeLine(year.agreement.code, year.year, post.code) if year and post else None
        day = day_of(each.recorded_at)
        found[each.grant_id].append(GrantEvent(each.recorded_at, day, line=line))
    return found


def _of_grant(row: GrantRow, events: list[GrantEvent]) -> Iterator[Posting]:
    line: IncomeLine | None = None
    known: list[KnownStep] = []
    before: dict[int, dict[str, int]] = {}
    for event in events:
        if event.step:
            known.append(event.step)
        else:
            line = event.line
        after = _stand(line, sums_of(each.text for each in standing(known))) if line else {}
        for year in sorted({*before, *after}):
            old, new = before.get(year, {}), after.get(year, {})
            changes = {key: new.get(key, 0) - old.get(key, 0) for key in dict.fromkeys((*old, *new))}
            yield from _moved(row, event, year, changes)
        before = after


def _stand(line: IncomeLine, sums: GrantSums) -> dict[int, dict[str, int]]:
    """Where the books stand of a grant, by year: debit above nought.

    Its money stands between: at the bank it is the entry that was set apart.
    """
    of_year: dict[str, int] = {
        Account.BETWEEN: sums.received,
        Account.GRANTS_DUE: sums.still_to_come,
        account_of_line(line.post): -brings_in(sums),
        Account.GRANTS_BACK: -sums.to_pay_back,
    }
    return {line.year: of_year}


def _moved(row: GrantRow, event: GrantEvent, year: int, changes: dict[str, int]) -> Iterator[Posting]:
    for debit, credit, cents in paired(changes):
        yield Posting(
            Document.GRANT,
            row.code,
            row.text.title,
            event.on,
            debit,
            credit,
            cents,
            row.text.funder,
            event.step.text.reference if event.step else "",
            reason=event.step.reason if event.step else "",
            year=year,
            recorded_at=event.at,
        )
