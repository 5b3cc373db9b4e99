"""What seals an event to the one before it."""

import hashlib
import hmac

from storeops.store.event_seal import BEGINNING, Shippable, digest_of, mac_after, salted

KEY = bytes(range(32))
ISSUED = Shippable("2026-03-02T01:00:00.000Z", "issue", 1, None, None, "customer", 0, '{"number": "A001"}')


def test_the_mac_is_that_of_the_one_before_and_of_all_that_may_be_shipped() -> None:
    told = '24:2026-03-02T01:00:00.000Z,5:issue,1:1,-,-,8:customer,1:0,18:{"number": "A001"},-,-,'

    assert mac_after(KEY, b"before", ISSUED) == hmac.digest(KEY, b"before" + told.encode(), "sha256")


def test_every_part_of_an_event_counts() -> None:
    macs = {mac_after(KEY, BEGINNING, ISSUED)}
    changes: dict[str, object] = {
        "at": "2026-03-02T01:00:00.001Z",
        "kind": "void",
        "ticket_id": 2,
        "counter_id": 1,
        "employee_id": 1,
        "actor": "system",
        "is_imported": 1,
        "data": "{}",
        "written_rows": "{}",
        "local_digest": b"digest",
    }
    for field, value in changes.items():
        macs.add(mac_after(KEY, BEGINNING, ISSUED._replace(**{field: value})))  # type: ignore[arg-type]

    assert set(changes) == set(Shippable._fields)
    assert len(macs) == 1 + len(changes)


def test_a_local_part_has_a_salt_of_its_own_so_that_its_digest_tells_nothing() -> None:
    first, second = salted({"address": "10.0.0.7"}), salted({"address": "10.0.0.7"})

    assert first.text == second.text == '{"address":"10.0.0.7"}'
    assert first.digest != second.digest
    assert (
        first.digest == digest_of(first.text, first.salt) == hashlib.sha256(first.salt + first.text.encode()).digest()
    )
