"""In which order the steps of a grant can come, and to how much they can come (Awb 4.2)."""

from collections.abc import Iterable

from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.rules.grants.grant import (
    GrantFault,
    GrantStepKind,
    GrantStepText,
    GrantSums,
    place_of,
    sums_of,
)


def order_fault(steps: Iterable[GrantStepText]) -> GrantFault | None:
    """The first step that cannot come where it comes, or comes to too much; None when all can.

    >>> import datetime as dt
    >>> def step(kind: str, day: int, cents: int = 0) -> GrantStepText:
    ...     return GrantStepText(GrantStepKind(kind), dt.date(2020, 1, day), cents)
    >>> def why(*steps: GrantStepText) -> str:
    ...     fault = order_fault(steps)
    ...     return fault.message.replace("\\xa0", " ") if fault else ""
    >>> asked, award = step("application", 1, 100_00), step("award", 2, 90_00)
    >>> why(award), why(asked, step("advance", 3, 1))
    ('Leg eerst de aanvraag vast.', 'Er is op 3 januari 2020 nog niets verleend. Leg eerst de verlening vast.')
    >>> why(asked, award, step("advance", 3, 60_00), step("advance", 4, 40_00))
    'Er kan hoogstens € 90,00 binnenkomen: zoveel is er verleend. Met deze stap zou het € 100,00 zijn.'
    >>> why(asked, award, step("settlement", 3, 91_00))
    'Er is € 90,00 verleend. Vaststellen kan op dat bedrag of lager (Awb 4:46).'
    >>> why(asked, award, step("settlement", 3, 50_00), step("settlement", 4, 60_00))
    'De subsidie is al vastgesteld op € 50,00. Trek die vaststelling eerst in.'
    >>> why(asked, award, step("settlement", 3, 50_00), step("advance", 4, 50_00))
    ''
    """
    walk = sorted(steps, key=place_of)
    for place, step in enumerate(walk):
        before = walk[:place]
        if fault := _fault_after(before, step):
            return fault
    return None


def _fault_after(before: list[GrantStepText], step: GrantStepText) -> GrantFault | None:
    kinds, kind = [each.kind for each in before], step.kind
    is_awarded = GrantStepKind.AWARD in kinds
    if kind is GrantStepKind.APPLICATION:
        if is_awarded:
            text = "De subsidie is al verleend. Leg voor een nieuwe aanvraag een nieuwe subsidie vast."
            return GrantFault("kind", text)
        if kinds and kinds[-1] is GrantStepKind.APPLICATION:
            text = "Er loopt al een aanvraag. Leg eerst de verlening of de afwijzing vast."
            return GrantFault("kind", text)
        return None
    if kind in (GrantStepKind.AWARD, GrantStepKind.REFUSED):
        if is_awarded or (kinds and kinds[-1] is GrantStepKind.REFUSED):
            return GrantFault("kind", "De aanvraag is al beantwoord. Trek dat antwoord eerst in.")
        return None if kinds else GrantFault("kind", "Leg eerst de aanvraag vast.")
    if not is_awarded:
        text = f"Er is op {long_date(step.on)} nog niets verleend. Leg eerst de verlening vast."
        return GrantFault("kind", text)
    return _too_much(sums_of(before), step)


def _too_much(sums: GrantSums, step: GrantStepText) -> GrantFault | None:
    """Why an amount after an award cannot be; None when it can."""
    cents, awarded = step.cents, format_euro(sums.awarded)
    limit, words = (sums.awarded, "verleend") if sums.settled is None else (sums.settled, "vastgesteld")
    kind, text = step.kind, ""
    if kind is GrantStepKind.ADVANCE and sums.received + cents > limit:
        text = (
            f"Er kan hoogstens {format_euro(limit)} binnenkomen: zoveel is er {words}. "
            f"Met deze stap zou het {format_euro(sums.received + cents)} zijn."
        )
    elif kind is GrantStepKind.REPORT_SENT and sums.accounted + cents > sums.awarded:
        text = (
            f"Er is {awarded} verleend. Met deze stap is {format_euro(sums.accounted + cents)} verantwoord; "
            "verantwoord alleen wat ten laste van de subsidie komt."
        )
    elif kind is GrantStepKind.SETTLEMENT and sums.settled is not None:
        text = (
            f"De subsidie is al vastgesteld op {format_euro(sums.settled)}. Trek die vaststelling eerst in."
        )
        return GrantFault("kind", text)
    elif kind is GrantStepKind.SETTLEMENT and cents > sums.awarded:
        text = f"Er is {awarded} verleend. Vaststellen kan op dat bedrag of lager (Awb 4:46)."
    elif kind is GrantStepKind.RECLAIMED and sums.settled is None:
        return GrantFault("kind", "Leg eerst de vaststelling vast; daarna kan geld worden teruggevorderd.")
    elif kind is GrantStepKind.RECLAIMED and sums.reclaimed + cents > sums.advances - (sums.settled or 0):
        most = format_euro(max(0, sums.advances - (sums.settled or 0)))
        text = f"Er is {most} meer ontvangen dan vastgesteld. Meer kan niet worden teruggevorderd."
    elif kind is GrantStepKind.REPAID and cents > sums.received - (sums.settled or 0):
        text = f"Er is hoogstens {format_euro(max(0, sums.received - (sums.settled or 0)))} terug te betalen."
    return GrantFault("amount", text) if text else None
