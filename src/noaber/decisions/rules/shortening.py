"""Texts that must fit in a place: cut between words, with a mark that something is left out."""


def cut(text: str, most: int) -> str:
    """The text in at most so many signs, cut between words where it can, with a mark that something is left out.

    >>> cut("Iedere gemeente draagt bij.", 18), cut("Kort.", 18), cut("Rechtsbescherming", 8)
    ('Iedere gemeente …', 'Kort.', 'Rechtsb…')
    """
    if len(text) <= most:
        return text
    kept = text[: max(most - 1, 0)]
    whole = kept[: kept.rfind(" ") + 1] if " " in kept.strip() else ""
    return f"{whole.rstrip(' ,;:')} …" if len(whole) > most // 2 else f"{kept}…"
