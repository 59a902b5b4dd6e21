"""Passwords that anyone guesses first, beside the list that Django brings (which knows no Dutch)."""

from typing import Final

OBVIOUS_WORDS: Final = frozenset(
    {
        "wachtwoord",
        "welkom",
        "geheim",
        "noaber",
        "gemeente",
        "burgemeester",
        "politie",
        "veiligheid",
        "netwerk",
    }
)
FEWEST_DIFFERENT: Final = 5


def is_obvious(password: str) -> bool:
    """Whether a password is one obvious word with digits or signs around it, digits alone, or hardly varied.

    >>> is_obvious("Wachtwoord2026!")
    True
    >>> is_obvious("123456789012")
    True
    >>> is_obvious("aaaaaaaaaaab")
    True
    >>> is_obvious("vier woorden op een rij")
    False
    """
    letters = "".join(character for character in password.lower() if character.isalpha())
    return not letters or letters in OBVIOUS_WORDS or len(set(password.lower())) < FEWEST_DIFFERENT
