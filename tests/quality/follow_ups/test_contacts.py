"""Customers' phone numbers: encrypted, masked, matched, read with a reason, and cleared."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import KeyFileBroken, TextNeeded
from storeops.base.key_file import key_file
from storeops.quality.follow_ups import customer_keys, follow_ups_view
from storeops.quality.follow_ups.case_view import CaseDetails, KeyRing, case_details
from storeops.quality.follow_ups.contact_actions import read_contact
from storeops.quality.follow_ups.follow_up_actions import reopen, resolve
from storeops.quality.follow_ups.refusals import NoContact, NotYourFollowUp, PhoneNotKept
from storeops.running.jobs import clear_old_contacts
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, Person, everything, last_event, later, rows
from tests.quality.follow_ups.cases import a_case

PHONE = "13812345678"


def contacts(db: HallDatabase) -> list[dict]:
    return rows(db, "SELECT * FROM customer_contact ORDER BY id")


def details(
    db: HallDatabase, clock: FrozenClock, follow_up_id: int, reading: int | None = None, reader: Person = ANA
) -> CaseDetails:
    """The case as `reader` sees it, in the hall's present month."""
    ring = KeyRing(db.path, clock.now().astimezone(UTC).strftime("%Y-%m"))
    viewer = follow_ups_view.viewer(db, reader.code)
    return case_details(db, clock.now(), follow_up_id, viewer, reading, ring)


def test_the_number_stands_nowhere_in_the_database_files(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone="+86 138-1234-5678")
    read_contact(db, clock, ANA.actor, ANA.code, follow_up_id, "Call her back")

    written = b"".join(path.read_bytes() for path in sorted(db.path.parent.glob("hall.db*")))

    assert b"138****5678" in written
    assert PHONE.encode() not in written
    assert b"1234-5678" not in written


def test_the_keys_stand_beside_the_database(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    assert list(customer_keys.kept_keys(db.path)) == []

    a_case(db, clock, phone=PHONE)

    assert list(customer_keys.kept_keys(db.path)) == ["2026-03"]
    (contact,) = contacts(db)
    key = customer_keys.kept_keys(db.path)
    assert customer_keys.decrypted(key, contact["phone_encrypted"]) == PHONE
    assert contact["customer_key"] == customer_keys.customer_key(key, "2026-03", PHONE)


def test_the_key_of_the_halls_month_is_used_not_that_of_utc(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = datetime(2026, 3, 31, 17, 0, tzinfo=UTC)  # 1 April, 01:00 in Shanghai

    a_case(db, clock, phone=PHONE)

    assert contacts(db)[0]["customer_key"].startswith("2026-04:")


def test_the_same_customer_is_known_again_across_a_change_of_month(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = datetime(2026, 3, 30, 2, 0, tzinfo=UTC)
    in_march = a_case(db, clock, phone=PHONE)
    a_case(db, clock, phone="13912345678")
    later(clock, "72h")
    in_april = a_case(db, clock, phone="138 1234 5678")

    contact = details(db, clock, in_april).contact

    assert contact is not None
    assert contact.other_cases == [in_march]
    assert len({row["customer_key"] for row in contacts(db)}) == 3


def test_a_case_of_the_customer_that_one_may_not_see_is_not_named(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock, by=BRUNO, phone=PHONE)
    own = a_case(db, clock, phone=PHONE)

    contact = details(db, clock, own).contact

    assert contact is not None
    assert contact.other_cases == []


def test_reading_the_number_is_logged_with_its_reason(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)

    reading = read_contact(db, clock, CHEN.actor, CHEN.code, follow_up_id, " Ana is ill ")

    assert [row["reason"] for row in rows(db, "SELECT * FROM contact_reading")] == ["Ana is ill"]
    event = last_event(db)
    assert event["kind"] == "contact_read"
    assert json.loads(event["data"])["reader"] == CHEN.code
    assert "ill" not in event["data"]
    shown = details(db, clock, follow_up_id, reading, CHEN).contact
    assert shown is not None
    assert shown.phone == PHONE


def test_only_the_reader_sees_it_and_not_for_long(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)
    other = a_case(db, clock, phone="13912345678")
    reading = read_contact(db, clock, CHEN.actor, CHEN.code, follow_up_id, "Call")

    def phone(follow_up_id: int, reading: int | None, reader: Person) -> str | None:
        contact = details(db, clock, follow_up_id, reading, reader).contact
        assert contact is not None
        return contact.phone

    assert phone(follow_up_id, None, CHEN) is None
    assert phone(follow_up_id, reading, ANA) is None
    assert phone(other, reading, CHEN) is None
    later(clock, "10m")
    assert phone(follow_up_id, reading, CHEN) == PHONE
    later(clock, "1ms")
    assert phone(follow_up_id, reading, CHEN) is None


def test_reading_is_refused_without_reason_right_or_number(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)
    without = a_case(db, clock)
    before = everything(db)

    with pytest.raises(TextNeeded):
        read_contact(db, clock, ANA.actor, ANA.code, follow_up_id, " ")
    with pytest.raises(NotYourFollowUp):
        read_contact(db, clock, BRUNO.actor, BRUNO.code, follow_up_id, "Curious")
    with pytest.raises(NoContact):
        read_contact(db, clock, ANA.actor, ANA.code, without, "Call")

    assert everything(db) == before


def test_the_number_goes_a_day_after_closing_and_the_hash_after_35_days(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)
    later(clock, "3h")
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")
    later(clock, "23h59m")
    clear_old_contacts(db, clock)
    assert contacts(db)[0]["phone_encrypted"] is not None

    later(clock, "1m")
    clear_old_contacts(db, clock)
    (contact,) = contacts(db)
    assert (contact["phone_encrypted"], contact["phone_masked"]) == (None, "")
    assert contact["customer_key"] is not None

    # Recorded 27 h ago; 35 days are 840 h.
    later(clock, "812h59m")
    clear_old_contacts(db, clock)
    assert contacts(db)[0]["customer_key"] is not None
    later(clock, "1m")
    clear_old_contacts(db, clock)
    assert contacts(db)[0]["customer_key"] is None


def test_clearing_twice_changes_nothing_more(db: HallDatabase, clock: FrozenClock) -> None:
    resolve(db, clock, ANA.actor, ANA.code, a_case(db, clock, phone=PHONE), "Refunded")
    later(clock, "1000h")
    clear_old_contacts(db, clock)
    after_first = everything(db)
    later(clock, "1h")

    clear_old_contacts(db, clock)

    assert everything(db) == after_first


def test_open_and_reopened_cases_keep_their_number_and_its_key(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")
    later(clock, "20h")
    reopen(db, clock, ANA.actor, ANA.code, follow_up_id, "No money came")
    later(clock, "2400h")  # 100 days: June, two keys later
    a_case(db, clock, phone="13912345678")

    clear_old_contacts(db, clock)

    assert list(customer_keys.kept_keys(db.path)) == ["2026-03", "2026-06"]
    reading = read_contact(db, clock, ANA.actor, ANA.code, follow_up_id, "Call")
    contact = details(db, clock, follow_up_id, reading).contact
    assert contact is not None
    assert contact.phone == PHONE


def test_keys_go_with_the_last_number_and_hash_that_need_them(db: HallDatabase, clock: FrozenClock) -> None:
    resolve(db, clock, ANA.actor, ANA.code, a_case(db, clock, phone=PHONE), "Refunded")
    clock.advance(days=80)

    clear_old_contacts(db, clock)

    assert list(customer_keys.kept_keys(db.path)) == []


def test_a_lost_key_file_loses_the_number_and_nothing_else(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)
    key_file(db.path).unlink()

    reading = read_contact(db, clock, ANA.actor, ANA.code, follow_up_id, "Call")
    contact = details(db, clock, follow_up_id, reading).contact

    assert contact is not None
    assert (contact.masked, contact.phone, contact.is_lost) == ("138****5678", None, True)
    assert details(db, clock, a_case(db, clock)).contact is None


def test_while_the_key_file_is_missing_no_number_is_kept_and_none_can_be_mixed_up(
    db: HallDatabase, clock: FrozenClock
) -> None:
    key_file(db.path).unlink()
    before = everything(db)

    with pytest.raises(PhoneNotKept):
        a_case(db, clock, phone=PHONE)

    assert everything(db) == before
    assert not key_file(db.path).exists()


def test_a_broken_key_file_is_left_alone_and_no_case_is_half_written(db: HallDatabase, clock: FrozenClock) -> None:
    keys = key_file(db.path)
    keys.write_text("not JSON")
    before = everything(db)

    with pytest.raises(KeyFileBroken):
        a_case(db, clock, phone=PHONE)

    assert everything(db) == before
    assert keys.read_text() == "not JSON"
    assert a_case(db, clock) > 0


def test_an_old_copy_of_the_mask_is_gone_from_the_page(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, phone=PHONE)
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")
    clock.instant += timedelta(hours=24)
    clear_old_contacts(db, clock)

    contact = details(db, clock, follow_up_id).contact

    assert contact is not None
    assert contact.masked == ""
    with pytest.raises(NoContact):
        read_contact(db, clock, ANA.actor, ANA.code, follow_up_id, "Call")
