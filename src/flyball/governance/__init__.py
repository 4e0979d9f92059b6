"""Who may, who did, who agreed, and the proof."""

from flyball.governance.authorize import authorize, roles_of
from flyball.governance.door import Door
from flyball.governance.roles import VERBS, Role, allows

__all__ = ["VERBS", "Door", "Role", "allows", "authorize", "roles_of"]
