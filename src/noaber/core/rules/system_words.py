"""What the operating system says, in Dutch."""

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "de map bestaat niet en is niet te maken",
    errno.EACCES: "u hebt er geen rechten",
    errno.EPERM: "u hebt er geen rechten",
    errno.EEXIST: "er staat een bestand met die naam",
    errno.ENOTDIR: "er staat een bestand waar een map moet staan",
    errno.EISDIR: "er staat een map met die naam",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EADDRNOTAVAIL: "dit adres is niet van deze machine",
    errno.ECONNREFUSED: "daar luistert niets",
}


def reason_in_dutch(error: OSError) -> str:
    """Why the system refused, as the end of a sentence; what it says itself where there are no words for it here.

    >>> reason_in_dutch(FileExistsError(errno.EEXIST, "File exists"))
    'er staat een bestand met die naam'
    >>> reason_in_dutch(OSError("vreemd"))
    'vreemd'
    """
    return _REASONS.get(error.errno or 0) or error.strerror or str(error) or "onbekende fout"
