"""A few letters for a tile of the map."""


def short_label(name: str) -> str:
    """A few letters by which people of the region know a municipality.

    >>> short_label("Hof van Twente"), short_label("Rijssen-Holten"), short_label("Zwolle")
    ('HvT', 'RH', 'Zwol')
    """
    words = [word for word in name.replace("-", " ").split() if word]
    return "".join(word[0] for word in words) if len(words) > 1 else name[:4]
