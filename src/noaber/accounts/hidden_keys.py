"""Lines of the log without the keys that stand in addresses: whoever reads the log must not get in with them."""

import logging
import re
from typing import Final

_KEY: Final = re.compile(
    r"(/(?:account/uitnodiging|account/password/reset/key|melden|agenda|vrijdagmail)/)[^/\s?'\"]+"
)


def without_keys(text: str) -> str:
    """The text with every link that is a key made useless: to an account, a report, somebody's calendar.

    >>> without_keys("Forbidden: /account/uitnodiging/oit1tmRq/ (POST)")
    'Forbidden: /account/uitnodiging/…/ (POST)'
    """
    return _KEY.sub(r"\1…", text)


class HideKeys(logging.Filter):
    """Lets every record through, its message without keys (LOGGING names this)."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        hidden = without_keys(text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True
