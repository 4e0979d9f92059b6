from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import Forbidden, NotFound
from flyball.governance import verify_export
from flyball.governance.chain_check import ChainCheck, ChainEntry
from flyball.store.catalog import Header
from flyball.store.catalog.chain import GENESIS, detail_commitment, entry_hash
from flyball.workspace import Workspace
from tests.unit.governance.helpers import as_principal, note, person


def test_every_change_is_found_by_its_subject_actor_and_kind(ws: Workspace) -> None:
    ws.access.create_principal("user:ana")
    ws.access.give("user:ana", role="viewer", project="default")

    by_ref = ws.audit.list_events(ref="principal:user/ana")
    by_kind = ws.audit.list_events(kind="role.*", ref="principal:user/ana")

    assert [entry.kind for entry in by_ref] == ["principal.created", "role.granted"]
    assert [entry.detail["role"] for entry in by_kind if entry.detail] == ["viewer"]
    assert ws.audit.list_events(actor=by_ref[0].actor, kind="principal.created")[-1] == by_ref[0]


def test_entries_are_found_by_their_words_and_time(ws: Workspace) -> None:
    ws.access.create_principal("user:ana", name="Ana Marić")
    ws.access.create_principal("user:ben", name="100 % Ben")

    for text in ("marić", "USER/ANA", "ana marić"):
        found = ws.audit.list_events(text=text, kind="principal.*")
        assert [entry.ref for entry in found] == ["principal:user/ana"], text
    assert [entry.ref for entry in ws.audit.list_events(text="100 %")] == ["principal:user/ben"]
    assert ws.audit.list_events(text="0_%") == []
    first = ws.audit.list_events()[0]
    assert ws.audit.list_events(until=first.at) == []


def test_pages_go_both_ways(ws: Workspace) -> None:
    for name in "abcde":
        ws.access.create_principal(f"user:{name}")
    whole = [entry.seq for entry in ws.audit.list_events()]

    older = ws.audit.list_events(after=whole[-1], newest_first=True, limit=2)
    newer = ws.audit.list_events(after=older[-1].seq, limit=2)

    assert [entry.seq for entry in older] == [whole[-2], whole[-3]]
    assert [entry.seq for entry in newer] == [whole[-2], whole[-1]]


def test_the_status_tells_when_the_chain_was_last_verified_and_signed(ws: Workspace) -> None:
    ws.access.create_principal("user:ana")
    before = ws.audit.status()

    result = ws.audit.verify()
    ws.audit.checkpoint()
    after = ws.audit.status()

    assert (before.verified, before.signed_to) == (None, None)
    assert after.verified is not None
    assert after.verified.result == result
    assert after.signed_to == result.entries == after.head.seq
    assert after.newest_at is not None


def test_the_chain_verifies_and_counts(ws: Workspace) -> None:
    ws.access.create_principal("user:ana")

    result = ws.audit.verify()

    assert result.ok
    assert (result.entries, result.head) == (ws.audit.head().seq, ws.audit.head().hash)


def test_checkpoints_exports_and_erasures_work_alike_everywhere(ws: Workspace) -> None:
    ws.access.create_principal("user:ana", name="Ana")
    ws.audit.checkpoint()
    seq = ws.audit.list_events(kind="principal.created", newest_first=True)[0].seq
    ws.audit.erase_detail(seq, reason="asked for")

    assert ws.audit.verify(kept=tuple(ws.audit.list_checkpoints())).ok
    assert verify_export(ws.audit.export().content.splitlines()).erased_details == 1


def test_pages_follow_the_number_in_both_directions(local_ws: Workspace) -> None:
    note(local_ws, 5)

    first = local_ws.audit.list_events(limit=2)
    then = local_ws.audit.list_events(limit=2, after=first[-1].seq)
    newest = local_ws.audit.list_events(limit=2, newest_first=True)
    older = local_ws.audit.list_events(limit=2, newest_first=True, after=newest[-1].seq)

    assert [e.seq for e in [*first, *then]] == [1, 2, 3, 4]
    assert [e.seq for e in [*newest, *older]] == [5, 4, 3, 2]


def test_an_entry_is_found_under_its_thing_and_under_its_version(local_ws: Workspace) -> None:
    note(local_ws, 1, ref="dataset:flights@1")
    note(local_ws, 1, ref="dataset:flights-old@1")

    assert len(local_ws.audit.list_events(ref="dataset:flights")) == 1
    assert len(local_ws.audit.list_events(ref="dataset:flights@1")) == 1


def test_an_erased_detail_leaves_the_chain_whole_and_says_so(local_ws: Workspace) -> None:
    note(local_ws, 3)

    entry = local_ws.audit.erase_detail(2, reason="names a passenger")
    result = local_ws.audit.verify()

    assert entry.detail is None
    assert result.ok
    assert result.erased_details == 1
    assert local_ws.audit.list_events(kind="event.detail-erased")[0].ref == "event:2"
    with pytest.raises(NotFound):
        local_ws.audit.erase_detail(2, reason="again")


def test_only_an_administrator_erases(local_ws: Workspace) -> None:
    note(local_ws, 1)

    with as_principal(person(local_ws, "ana", "editor")), pytest.raises(Forbidden):
        local_ws.audit.erase_detail(1, reason="mine")


def test_a_denied_call_is_on_record(local_ws: Workspace) -> None:
    with as_principal(person(local_ws, "ana", "viewer")), pytest.raises(Forbidden):
        local_ws.access.create_principal("user:ben")

    assert local_ws.audit.list_events(kind="access.denied")[0].outcome == "denied"


def test_a_checkpoint_says_what_is_anchored(local_ws: Workspace) -> None:
    note(local_ws, 4)
    made = local_ws.audit.checkpoint()
    note(local_ws, 2)

    result = local_ws.audit.verify()

    assert (result.anchored_to, result.unanchored) == (4, 2)
    assert local_ws.audit.list_checkpoints() == [made]


def test_a_chain_of_one_project_says_nothing_of_another(local_ws: Workspace) -> None:
    note(local_ws, 2)

    with as_principal(person(local_ws, "ana", "viewer", project="other"), project="other"):
        assert local_ws.audit.list_events() == []
        assert local_ws.audit.verify().entries == 0


@given(st.integers(1, 30), st.data())
def test_any_changed_byte_of_any_entry_is_found_there(count: int, data: st.DataObject) -> None:
    chain = build_chain(count)
    index = data.draw(st.integers(0, count - 1))
    field = data.draw(st.sampled_from(["header", "detail_commit", "hash", "salt", "body"]))
    content = bytearray(getattr(chain[index], field))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    values = {name: getattr(chain[index], name) for name in ChainEntry.__struct_fields__}
    chain[index] = ChainEntry(**{**values, field: bytes(content)})

    check = ChainCheck("c")
    for entry in chain:
        check.add(entry)

    fault = check.end(head_seq=count, head_hash=chain[-1].hash)
    assert fault is not None
    assert fault.seq == index + 1


def build_chain(count: int) -> list[ChainEntry]:
    import msgspec

    previous, entries = GENESIS, []
    for seq in range(1, count + 1):
        header = msgspec.json.encode(
            Header(
                chain="c", seq=seq, at=seq, actor="user:a", kind="k", op="o", ref="run:1", project="c",
                request_id="", outcome="ok",
            )
        )  # fmt: skip
        salt, body = bytes(32), f'{{"n":{seq}}}'.encode()
        commitment = detail_commitment(salt, body)
        previous = entry_hash(previous, seq, header, commitment)
        entries.append(
            ChainEntry(
                seq=seq, header=header, detail_commit=commitment, hash=previous, columns=None, salt=salt, body=body
            )
        )
    return entries
