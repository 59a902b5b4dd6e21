"""What stands out among all kinds looked at, in sentences: first of single kinds, then of all of them together.

What holds of all is said only of the kinds that could be compared, and of a report of chosen kinds only of those.
"""

from collections.abc import Sequence
from math import isnan

from noaber.core.rules.dutch import few_in_a_row, in_a_row
from noaber.figures.rules.absent import Absent, absent_text
from noaber.figures.rules.kinds_said import KindsSaid, chosen_kinds
from noaber.figures.rules.numbers import count_text, window_text
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.tables import TOTAL
from noaber.figures.rules.telling import KindWindow, Sentence, Side, Tone, change_sentence, place_sentence


def what_stands_out(found: Sequence[KindWindow], last: int, *, is_chosen: bool = False) -> list[Sentence]:
    """The changes that are more than chance, rises first; then what lies outside the usual; then all the rest in one.

    For the change both windows are needed; beside other municipalities only the last. `is_chosen`: a reader chose
    these kinds.

    >>> [each.text for each in what_stands_out([], 201912)]
    ['Er zijn geen cijfers over 2019.']
    """
    known = [each for each in found if each.is_compared]
    rises = [each for each in known if each.verdict is Verdict.MORE]
    falls = [each for each in known if each.verdict is Verdict.FEWER]
    sentences = [change_sentence(each, last) for each in (*rises, *falls)]
    sentences += [place_sentence(each) for each in found if _is_outside(each)]
    if any(each.is_counted for each in found):
        sentences += _the_rest(len(rises) + len(falls), found, is_chosen=is_chosen)
    else:
        sentences.append(_nothing_to_compare(found, last))
    return [*sentences, *_usual(found, is_chosen=is_chosen), *_most(found, is_chosen=is_chosen)]


def _is_outside(each: KindWindow) -> bool:
    return each.side in (Side.ABOVE, Side.BELOW)


def _nothing_to_compare(found: Sequence[KindWindow], last: int) -> Sentence:
    r"""
    >>> def together(before, after, *absent, has_before=True, has_after=True):
    ...     rest = 2, 1, 3, 2, Verdict.UNKNOWN, Side.UNKNOWN, absent, True, True, has_before, has_after
    ...     return KindWindow("1.1.1", "Woninginbraak", before, after, *rest)
    >>> nan = float("nan")
    >>> print(_nothing_to_compare([together(420, nan, "Aalten")], 201912).text.replace(". ", ".\n"))
    Over 2019 is er geen som van de gemeenten samen.
    Er ontbreken cijfers van: Aalten.
    >>> _nothing_to_compare([together(420, nan)], 201912).text
    'Er is niet van elke maand een cijfer over 2019, dus over twaalf maanden is niets te zeggen.'
    >>> _nothing_to_compare([together(420, nan, has_after=False)], 201912).text
    'Er zijn geen cijfers over 2019.'
    >>> _nothing_to_compare([together(nan, 300)], 201912).text
    'Niet van alle twaalf maanden vóór 2019 is er een cijfer, dus over een verschil is niets te zeggen.'
    >>> _nothing_to_compare([together(nan, 300, has_before=False)], 201912).text
    'Over de twaalf maanden vóór 2019 zijn er geen cijfers, dus over een verschil is niets te zeggen.'
    """
    window, names = window_text(last), _absent_of(found)
    if names:
        when = window if any(isnan(each.after) for each in found) else f"de twaalf maanden vóór {window}"
        text = f"Over {when} is er geen som van de gemeenten samen. Er ontbreken cijfers van: {names}."
    elif any(not isnan(each.after) for each in found):
        before = (
            f"Niet van alle twaalf maanden vóór {window} is er een cijfer"
            if any(each.has_before for each in found)
            else f"Over de twaalf maanden vóór {window} zijn er geen cijfers"
        )
        text = f"{before}, dus over een verschil is niets te zeggen."
    elif any(each.has_after for each in found):
        text = (
            f"Er is niet van elke maand een cijfer over {window}, dus over twaalf maanden is niets te zeggen."
        )
    else:
        text = f"Er zijn geen cijfers over {window}."
    return Sentence(Tone.PLAIN, text)


def _absent_of(found: Sequence[KindWindow]) -> str:
    return absent_text([Absent(each.title, each.absent) for each in found], len(found))


def _usual(found: Sequence[KindWindow], *, is_chosen: bool) -> list[Sentence]:
    """Beside other municipalities, where all that could be looked at is as usual."""
    compared = [each for each in found if each.side is not Side.UNKNOWN]
    if not compared or any(map(_is_outside, compared)):
        return []
    usual = "buiten wat bij gemeenten van deze omvang gewoon is."
    said = KindsSaid(len(found), len(compared), is_chosen).none("bij ", "ligt het cijfer", usual)
    return [Sentence(Tone.PLAIN, said)]


def _most(found: Sequence[KindWindow], *, is_chosen: bool = False) -> list[Sentence]:
    """The three that are counted most; not the total, which is all of them together. Who has no figure may be more.

    Nothing where one kind was chosen: there is no other that it is more than.

    >>> def kind(title, after):
    ...     return KindWindow(title, title, 1, after, 1, 1, 1, 1, Verdict.UNKNOWN, Side.UNKNOWN)
    >>> both, one = [kind("Fietsen", 95), kind("Vernieling", 60)], [kind("Fietsen", float("nan")), kind("Overval", 6)]
    >>> print(_most(both)[0].text)
    Het vaakst geregistreerd: Fietsen (95) en Vernieling (60).
    >>> print(_most(one)[0].text)
    Het vaakst geregistreerd van de soorten met elke maand een cijfer: Overval (6).
    >>> print(_most(both, is_chosen=True)[0].text)
    Het vaakst geregistreerd van de soorten die u koos: Fietsen (95) en Vernieling (60).
    >>> print(_most(one, is_chosen=True)[0].text, _most(both[:1], is_chosen=True))
    Het vaakst geregistreerd van de soorten die u koos en die elke maand een cijfer hebben: Overval (6). []
    """
    single = [each for each in found if each.kind != TOTAL]
    known = [each for each in single if not isnan(each.after)]
    most = sorted((each for each in known if each.after), key=lambda each: -each.after)[:3]
    if not most or (is_chosen and len(single) == 1):
        return []
    names = in_a_row(f"{each.title} ({count_text(each.after)})" for each in most)
    of_whom = f" van {chosen_kinds(len(single))}" if is_chosen else ""
    if len(known) < len(single):
        of_whom += (
            " en die elke maand een cijfer hebben"
            if is_chosen
            else " van de soorten met elke maand een cijfer"
        )
    return [Sentence(Tone.PLAIN, f"Het vaakst geregistreerd{of_whom}: {names}.")]


def _the_rest(changed: int, found: Sequence[KindWindow], *, is_chosen: bool = False) -> list[Sentence]:
    """
    >>> def kind(title, after, has_history=True):
    ...     return KindWindow(title, title, 9, after, 1, 1, 1, 1, Verdict.UNKNOWN, Side.UNKNOWN, (), True, has_history)
    >>> for each in _the_rest(0, [kind("Fietsen", float("nan")), kind("Overval", 9, has_history=False)]):
    ...     print(each.text)
    Niet elke maand een cijfer, dus daarover is niets te zeggen: Fietsen.
    Te weinig maanden om te zeggen of een verschil toeval kan zijn: Overval.
    """
    known = sum(each.is_compared for each in found)
    texts = []
    if known and not changed:
        rest = "meer dan toeval kan geven, vergeleken met de twaalf maanden daarvoor."
        texts.append(KindsSaid(len(found), known, is_chosen).none("", "veranderde", rest))
    elif known > changed:
        which = KindsSaid(len(found) - changed, known - changed, is_chosen).others()
        texts.append(f"Bij {which} is het verschil niet groter dan toeval kan geven.")
    return [Sentence(Tone.PLAIN, text) for text in (*texts, *_not_compared(found))]


def _not_compared(found: Sequence[KindWindow]) -> list[str]:
    """Of which kinds nothing can be said of the change, by name, and why."""
    texts = []
    unknown = [each for each in found if not each.is_counted]
    short = [each for each in found if each.is_counted and not each.has_history]
    if unknown:
        names = _absent_of(unknown)
        by_whom = f" Er ontbreken cijfers van: {names}." if names else ""
        which = few_in_a_row([each.title for each in unknown])
        texts.append(f"Niet elke maand een cijfer, dus daarover is niets te zeggen: {which}.{by_whom}")
    if short:
        which = few_in_a_row([each.title for each in short])
        texts.append(f"Te weinig maanden om te zeggen of een verschil toeval kan zijn: {which}.")
    return texts
