"""What things of other rooms are called on the list of a handover."""

from collections.abc import Callable

from django.utils.functional import Promise

Words = Callable[[str], str]
"""From the key of a thing, as its room gave it, to what people read."""
_words: dict[str, tuple[str | Promise, Words]] = {}


def register_handover_words(kind: str, label: str | Promise, words: Words) -> None:
    """Let a room say what its kind of thing is called, and each thing by its key."""
    _words[kind] = (label, words)


def words_of(kind: str, key: str) -> tuple[str, str] | None:
    """The label and the text of a thing of another room; None when no room knows the kind."""
    found = _words.get(kind)
    return (str(found[0]), found[1](key)) if found else None
