"""The tables of accounts."""

from noaber.accounts.models.assistant import Assistance, PromisedAssistance
from noaber.accounts.models.demonstration import DemonstrationUser
from noaber.accounts.models.invitation import Invitation
from noaber.accounts.models.prepared import PreparedForm
from noaber.accounts.models.user import Role, RoleGrant, User

__all__ = [
    "Assistance",
    "DemonstrationUser",
    "Invitation",
    "PreparedForm",
    "PromisedAssistance",
    "Role",
    "RoleGrant",
    "User",
]
