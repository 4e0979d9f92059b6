"""Who may, who did, who agreed, and the proof."""

from flyball.governance.access import Access
from flyball.governance.authorize import authorize, roles_of
from flyball.governance.door import Door
from flyball.governance.login import ensure_admin, new_login_code, session_principal, sign_in, sign_out
from flyball.governance.roles import VERBS, Role, allows
from flyball.governance.tokens import Credential, verify_token

__all__ = [
    "VERBS",
    "Access",
    "Credential",
    "Door",
    "Role",
    "allows",
    "authorize",
    "ensure_admin",
    "new_login_code",
    "roles_of",
    "session_principal",
    "sign_in",
    "sign_out",
    "verify_token",
]
