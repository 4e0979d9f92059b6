"""Who may, who did, who agreed, and the proof."""

from flyball.governance.access import Access
from flyball.governance.approval_model import Approval, ApprovalPolicy, ApprovalRules, Evidence, Vote
from flyball.governance.approval_rules import SeparationOfDuties
from flyball.governance.approval_store import (
    execute_approval,
    find_policy,
    has_policies,
    list_for,
    open_request,
    read_approval,
    to_approval,
    void_requests,
)
from flyball.governance.approvals import Approvals
from flyball.governance.audit import Audit
from flyball.governance.audit_export import verify_export
from flyball.governance.audit_log import AuditEntry
from flyball.governance.audit_verify import VerifyResult
from flyball.governance.authorize import authorize, roles_of
from flyball.governance.charter import Charter, Charters, CharterVersion, Kpi, find_charter
from flyball.governance.checkpoint import Checkpoint
from flyball.governance.door import Door
from flyball.governance.facts import Facts, canonical, find_facts
from flyball.governance.lineage import Lineage
from flyball.governance.lineage_graph import Edge, Graph, walk
from flyball.governance.login import ensure_admin, new_login_code, session_principal, sign_in, sign_out
from flyball.governance.maturity import Maturity, Score
from flyball.governance.roles import VERBS, Role, allows
from flyball.governance.tokens import Credential, verify_token
from flyball.governance.why import Why, WhyService

__all__ = [
    "VERBS",
    "Access",
    "Approval",
    "ApprovalPolicy",
    "ApprovalRules",
    "Approvals",
    "Audit",
    "AuditEntry",
    "Charter",
    "CharterVersion",
    "Charters",
    "Checkpoint",
    "Credential",
    "Door",
    "Edge",
    "Evidence",
    "Facts",
    "Graph",
    "Kpi",
    "Lineage",
    "Maturity",
    "Role",
    "Score",
    "SeparationOfDuties",
    "VerifyResult",
    "Vote",
    "Why",
    "WhyService",
    "allows",
    "authorize",
    "canonical",
    "ensure_admin",
    "execute_approval",
    "find_charter",
    "find_facts",
    "find_policy",
    "has_policies",
    "list_for",
    "new_login_code",
    "open_request",
    "read_approval",
    "roles_of",
    "session_principal",
    "sign_in",
    "sign_out",
    "to_approval",
    "verify_export",
    "verify_token",
    "void_requests",
    "walk",
]
