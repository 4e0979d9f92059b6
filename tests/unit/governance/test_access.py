from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flyball.core import RandomIds, SimulatedClock
from flyball.core.errors import BadConfig, BadInput, Forbidden, NotSignedIn, RefusedByPolicy
from flyball.governance import ensure_admin, session_principal, sign_in, sign_out, verify_token
from flyball.store import Stores, open_stores
from flyball.workspace import Workspace
from tests import workspaces
from tests.unit.governance.helpers import as_principal, person

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(NOW)


@pytest.fixture
def timed(tmp_path: Path, clock: SimulatedClock) -> Workspace:
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    return Workspace(project="default", stores=stores)


def test_whoami_tells_the_verbs_one_has(ws: Workspace) -> None:
    identity = ws.access.whoami()

    assert "admin" in identity.verbs
    assert identity.project == "default"


def test_a_permission_one_lacks_comes_with_the_reason_and_whom_to_ask(ws: Workspace) -> None:
    assert [c.allowed for c in ws.access.can(("data.read", "serving.deploy"))] == [True, True]


def test_a_viewer_is_told_why_a_button_is_disabled(local_ws: Workspace) -> None:
    local_ws.access.create_principal("user:root")
    local_ws.access.give("user:root", role="admin", project="*")
    person(local_ws, "vera", "viewer")

    with as_principal("user:vera"):
        read, deploy = local_ws.access.can(("data.read", "serving.deploy"))

    assert (read.allowed, read.because) == (True, "")
    assert not deploy.allowed
    assert "user:vera lacks serving.deploy" in deploy.because
    assert "ask user:root for the role editor or admin" in deploy.because


def test_who_asked_for_an_approval_is_told_that_others_vote(local_ws: Workspace) -> None:
    person(local_ws, "ana", "admin")
    with as_principal("user:ana"):
        asked = local_ws.approvals.request("model:late@1", target="champion", subject_digest="0" * 64, authors=())

        (mine,) = local_ws.access.can(("approvals.approve",), ref=f"approval:{asked.id}")

    assert not mine.allowed
    assert "requested it" in mine.because


def test_a_token_is_shown_once_and_listed_without_its_secret(ws: Workspace) -> None:
    ws.access.create_principal("service:ci")
    made = ws.access.create_token("ci", principal="service:ci", scopes=("runs.write", "data.read"))

    listed = [token for token in ws.access.list_tokens() if token.id == made.token.id]

    assert made.secret.startswith(made.token.prefix)
    assert listed[0].scopes == ("data.read", "runs.write")
    assert made.secret not in str(listed)


def test_a_role_can_be_given_before_the_first_login_and_taken_away(ws: Workspace) -> None:
    ws.access.create_principal("user:ben", name="Ben")

    given = ws.access.give("user:ben", role="viewer", project="default")

    assert given in ws.access.list_grants(principal="user:ben")
    ws.access.revoke("user:ben", role="viewer", project="default")
    assert ws.access.list_grants(principal="user:ben") == []


def test_a_role_is_given_and_taken_with_a_reason_that_stays_on_record(ws: Workspace) -> None:
    ws.access.create_principal("user:ana")

    ws.access.give("user:ana", role="viewer", project="default", reason="joins the team")
    ws.access.revoke("user:ana", role="viewer", project="default", reason="left the team")

    reasons = [(entry.detail or {})["reason"] for entry in ws.audit.list_events(kind="role.*")]
    assert [reason for reason in reasons if reason] == ["joins the team", "left the team"]


def test_disabling_and_revoking_work_alike_everywhere(ws: Workspace) -> None:
    ws.access.create_principal("service:ci")
    token = ws.access.create_token("ci", principal="service:ci").token
    ws.access.revoke_token(token.id)

    assert ws.access.disable_principal("service:ci", reason="unused").disabled_at is not None
    assert [t.revoked_at is not None for t in ws.access.list_tokens() if t.id == token.id] == [True]


def test_a_secret_is_stored_nowhere(local_ws: Workspace) -> None:
    with as_principal(person(local_ws, "ana", "editor"), idempotency_key="k1"):
        secret = local_ws.access.create_token("laptop").secret

    home = local_ws.stores.settings.home_path()
    found = [file.name for file in home.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()]

    assert found == []


def test_a_token_stands_for_its_principal_scopes_and_project(local_ws: Workspace) -> None:
    ana = person(local_ws, "ana", "editor")
    with as_principal(ana):
        secret = local_ws.access.create_token("laptop", scopes=("data.read",), project="default").secret

    credential = verify_token(local_ws.stores.catalog, secret)

    assert (credential.principal, credential.scopes, credential.project) == (ana, ("data.read",), "default")


@pytest.mark.parametrize("secret", ["", "fly_00000000_guess", "x" * 10_000])
def test_an_unknown_token_is_refused(local_ws: Workspace, secret: str) -> None:
    with pytest.raises(NotSignedIn, match="unknown"):
        verify_token(local_ws.stores.catalog, secret)


def test_an_expired_token_says_when_it_expired(timed: Workspace, clock: SimulatedClock) -> None:
    with as_principal(person(timed, "ana", "editor")):
        secret = timed.access.create_token("laptop", expires_days=30).secret

    clock.advance(timedelta(days=31))

    with pytest.raises(NotSignedIn, match="expired") as refused:
        verify_token(timed.stores.catalog, secret)
    assert "2026-03-31" in refused.value.why


def test_a_revoked_token_is_refused_at_once(local_ws: Workspace) -> None:
    with as_principal(person(local_ws, "ana", "editor")):
        made = local_ws.access.create_token("laptop")
        local_ws.access.revoke_token(made.token.prefix)

    with pytest.raises(NotSignedIn, match="revoked"):
        verify_token(local_ws.stores.catalog, made.secret)


def test_a_disabled_principal_is_refused_with_every_credential(local_ws: Workspace) -> None:
    ana = person(local_ws, "ana", "editor")
    with as_principal(ana):
        secret = local_ws.access.create_token("laptop").secret
    local_ws.access.disable_principal(ana, reason="left")

    with pytest.raises(NotSignedIn, match="disabled"):
        verify_token(local_ws.stores.catalog, secret)
    with as_principal(ana), pytest.raises(Forbidden):
        local_ws.access.whoami()


def test_last_use_is_noted_at_most_once_a_minute(timed: Workspace, clock: SimulatedClock) -> None:
    with as_principal(person(timed, "ana", "editor")):
        secret = timed.access.create_token("laptop").secret
    verify_token(timed.stores.catalog, secret)
    clock.advance(timedelta(seconds=59))
    verify_token(timed.stores.catalog, secret)

    assert timed.access.list_tokens()[0].last_used_at == NOW


def test_nobody_grants_beyond_what_they_administer(local_ws: Workspace) -> None:
    with as_principal(person(local_ws, "ana", "admin")):
        local_ws.access.create_principal("user:ben")
        local_ws.access.give("user:ben", role="admin", project="default")
        with pytest.raises(Forbidden, match="all projects"):
            local_ws.access.give("user:ben", role="viewer", project="*")
        with pytest.raises(Forbidden, match="project other"):
            local_ws.access.give("user:ben", role="viewer", project="other")


def test_a_limited_token_makes_no_wider_one(local_ws: Workspace) -> None:
    ana = person(local_ws, "ana", "admin", project="*")
    with as_principal(ana, scopes=("access.read", "access.admin")):
        with pytest.raises(Forbidden, match="wider"):
            local_ws.access.create_token("all")
        with pytest.raises(Forbidden, match="scopes"):
            local_ws.access.give(ana, role="admin", project="*")
    with as_principal(ana, is_bound=True), pytest.raises(Forbidden, match="wider"):
        local_ws.access.create_token("everywhere")


def test_an_administrator_cannot_make_a_token_of_another_person(local_ws: Workspace) -> None:
    ben = person(local_ws, "ben", "approver")

    with as_principal(person(local_ws, "ana", "admin", project="*")), pytest.raises(Forbidden, match="only user:ben"):
        local_ws.access.create_token("as ben", principal=ben)


def test_the_last_administrator_cannot_go(local_ws: Workspace) -> None:
    admin = person(local_ws, "root", "admin", project="*")

    with pytest.raises(RefusedByPolicy, match="last administrator"):
        local_ws.access.revoke(admin, role="admin", project="*")
    with pytest.raises(RefusedByPolicy, match="last administrator"):
        local_ws.access.disable_principal(admin)
    with pytest.raises(RefusedByPolicy, match="last administrator"):
        soon = local_ws.stores.clock.now() + timedelta(days=1)
        local_ws.access.give(admin, role="admin", project="*", expires_at=soon)

    person(local_ws, "second", "admin", project="*")
    local_ws.access.disable_principal(admin)


def test_a_viewer_sees_only_their_own_tokens(local_ws: Workspace) -> None:
    with as_principal(person(local_ws, "ana", "editor")):
        token = local_ws.access.create_token("laptop").token

    with as_principal(person(local_ws, "ben", "viewer")):
        assert local_ws.access.list_tokens() == []
        with pytest.raises(Exception, match="no token"):
            local_ws.access.revoke_token(token.id)


def test_an_expired_grant_never_counts(timed: Workspace, clock: SimulatedClock) -> None:
    timed.access.create_principal("user:ana")
    timed.access.give("user:ana", role="editor", project="default", expires_at=NOW + timedelta(days=1))
    clock.advance(timedelta(days=1))

    with as_principal("user:ana"), pytest.raises(Forbidden):
        timed.access.whoami()
    with pytest.raises(BadInput, match="future"):
        timed.access.give("user:ana", role="editor", project="default", expires_at=NOW)


def test_the_first_start_prints_a_code_that_signs_in_once(stores: Stores, clock: SimulatedClock) -> None:
    first = ensure_admin(stores)
    assert first.is_new
    assert first.code is not None

    session = sign_in(stores, first.code)

    assert session_principal(stores.catalog, session.cookie) == first.principal
    with pytest.raises(NotSignedIn):
        sign_in(stores, first.code)
    assert ensure_admin(stores).code is None


def test_a_login_code_lives_a_quarter_of_an_hour(stores: Stores, clock: SimulatedClock) -> None:
    code = ensure_admin(stores).code or ""
    clock.advance(timedelta(minutes=15))

    with pytest.raises(NotSignedIn):
        sign_in(stores, code)


def test_a_session_ends_when_idle_or_old_or_signed_out(stores: Stores, clock: SimulatedClock) -> None:
    cookie = sign_in(stores, ensure_admin(stores).code or "").cookie
    for _ in range(13):
        clock.advance(timedelta(hours=11))
        session_principal(stores.catalog, cookie)

    clock.advance(timedelta(hours=28))
    with pytest.raises(NotSignedIn, match="ended"):
        session_principal(stores.catalog, cookie)

    sign_out(stores.catalog, cookie)
    clock.set(NOW)
    with pytest.raises(NotSignedIn):
        session_principal(stores.catalog, cookie)


def test_an_administrators_token_from_the_environment_works_and_a_changed_one_replaces_it(stores: Stores) -> None:
    ensure_admin(stores, token="first-" + "a" * 40)
    again = ensure_admin(stores, token="second-" + "b" * 40)

    assert not again.is_new
    assert again.code is None
    assert verify_token(stores.catalog, "second-" + "b" * 40).principal == again.principal
    with pytest.raises(NotSignedIn, match="revoked"):
        verify_token(stores.catalog, "first-" + "a" * 40)
    with pytest.raises(BadConfig, match="too short"):
        ensure_admin(stores, token="secret")


@pytest.fixture
def stores(timed: Workspace) -> Stores:
    return timed.stores
