"""Meetings are about the memo on the small invented network: the fixtures of decisions."""

from noaber.decisions.tests.conftest import memo as memo
from noaber.decisions.tests.conftest import voorbeeldland as voorbeeldland
