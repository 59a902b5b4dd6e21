"""Names of files: the one that people gave, made harmless, and the one on disk, which says nothing."""

import secrets
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from noaber.core.files.kinds import extension_of

LONGEST: Final = 150
_FORBIDDEN: Final = frozenset('\\/:*?"<>|')
_HIDDEN: Final = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
)  # also the signs that turn the writing round


def clean_name(name: str) -> str:
    """The last part of the name, without signs that a disk, a header or an eye trips over.

    >>> clean_name("map/ memo\\u202efdp.pdf"), clean_name("../../etc/passwd"), clean_name("...")
    ('memofdp.pdf', 'passwd', 'bestand')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = (sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in _HIDDEN)
    text = " ".join("".join("-" if sign in _FORBIDDEN else sign for sign in kept).split()).strip(". ")
    if len(text) > LONGEST:
        extension = extension_of(text)[:10]
        text = f"{text[: LONGEST - len(extension) - 1].rstrip('. ')}.{extension}"
    return text or "bestand"


def random_path() -> PurePosixPath:
    """A path that cannot be guessed, over 65,536 folders so that none gets too full."""
    token = secrets.token_hex(16)
    return PurePosixPath(token[:2], token[2:4], token[4:])
