"""The second factor: codes of an app and on paper, asked of those whose role needs it."""

import hmac
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2.low_level import Type, hash_secret_raw

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.factor_actions import (
    begin_factor,
    begin_other_phone,
    confirm_factor,
    renew_recovery_codes,
    reset_factor,
)
from storeops.people.factor_view import own_factor, waiting_secret
from storeops.people.origin import Origin, SessionPlace
from storeops.people.pin_actions import reset_pin
from storeops.people.refusals import (
    CodeWrong,
    FactorCodeNeeded,
    FactorNeeded,
    FactorStands,
    NoFactor,
    NoFactorBegun,
    NotSignedIn,
    PinWrong,
    SignInLocked,
)
from storeops.people.second_factor import CODES_ON_PAPER, SECRETS, matching_step, recovery_hash
from storeops.people.sign_in_actions import SignedIn, counted, give_code, judged, sign_in
from storeops.people.tries_steps import Try
from storeops.store.database import HallDatabase
from storeops.tracing.chain_actions import renew_hall_key
from tests.factories import (
    ADA,
    ANA,
    AS_PROGRAM,
    AT_DESK,
    PIN,
    SUN,
    Person,
    everything,
    last_event,
    later,
    rows,
    set_hall,
    whose_session,
)

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of the examples in RFC 6238, appendix B: "12345678901234567890" in base 32."""

NO_SESSION = 0
"""Nobody is signed in where the factor is set up."""


def enter(
    db: HallDatabase, clock: FrozenClock, person: Person = ADA, origin: Origin = AT_DESK, code: str | None = None
) -> SignedIn:
    return sign_in(db, clock, CUSTOMER, person.code, PIN, origin, code)


def with_pin(db: HallDatabase, clock: FrozenClock, person: Person = ADA, pin: str = PIN) -> Try:
    """They typed their PIN once more."""
    return judged(db, clock, person.actor, person.code, pin, AT_DESK)


def set_up(db: HallDatabase, clock: FrozenClock, person: Person = ADA) -> tuple[pyotp.TOTP, list[str]]:
    """Somebody set up a second factor half a minute ago: their app, and their codes on paper."""
    begin_factor(db, clock, person.actor, with_pin(db, clock, person))
    secret = waiting_secret(db, person.code, db.subkey(SECRETS))
    assert secret is not None
    app = pyotp.TOTP(secret)
    codes = confirm_factor(db, clock, person.actor, person.code, app.at(clock.now()), NO_SESSION)
    later(clock, "30s")
    return app, codes


def is_in(db: HallDatabase, clock: FrozenClock, token: str) -> bool:
    return whose_session(db, token, SessionPlace.CONSOLE, clock.now()) is not None


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1, the last six of the eight digits."""
    assert matching_step(RFC_SECRET, code, datetime.fromtimestamp(moment, UTC), 0) == moment // 30


@pytest.mark.parametrize(("seconds", "fits"), [(-90, False), (-60, True), (0, True), (60, True), (90, False)])
def test_a_clock_that_drifts_by_a_minute_is_no_matter(seconds: int, fits: bool) -> None:
    """The moment begins a step of half a minute, so that just two steps on each side fit."""
    moment = datetime.fromtimestamp(1_200_000_000, UTC)
    code = pyotp.TOTP(RFC_SECRET).at(moment + timedelta(seconds=seconds))

    assert (matching_step(RFC_SECRET, code, moment, 0) is not None) is fits


def test_a_code_counts_once_and_after_a_clock_was_put_back_again() -> None:
    moment = datetime.fromtimestamp(1_200_000_000, UTC)
    code, step = pyotp.TOTP(RFC_SECRET).at(moment), 40_000_000

    assert matching_step(RFC_SECRET, code, moment, step) is None
    assert matching_step(RFC_SECRET, code, moment, step + 1) is None
    assert matching_step(RFC_SECRET, code, moment, step + 2880) == step  # the clock was a day ahead


def test_the_database_holds_neither_secret_nor_codes(db: HallDatabase, clock: FrozenClock) -> None:
    app, codes = set_up(db, clock)

    assert app.secret not in str(everything(db))
    assert not any(code in str(everything(db)) or code.replace("-", "") in str(everything(db)) for code in codes)
    assert len(set(codes)) == 10
    assert own_factor(db, ADA.code).recovery_codes == 10


def test_a_wrong_first_code_confirms_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(NoFactorBegun):
        confirm_factor(db, clock, ADA.actor, ADA.code, "000000", NO_SESSION)
    begin_factor(db, clock, ADA.actor, with_pin(db, clock))
    before = everything(db)

    with pytest.raises(CodeWrong):
        confirm_factor(db, clock, ADA.actor, ADA.code, "12", NO_SESSION)

    assert everything(db) == before
    assert not enter(db, clock).awaits_code


def test_with_a_second_factor_the_pin_opens_nothing_yet(db: HallDatabase, clock: FrozenClock) -> None:
    app, _ = set_up(db, clock)

    waiting = enter(db, clock)
    assert waiting.awaits_code
    assert not is_in(db, clock, waiting.token)
    signed_in = give_code(db, clock, CUSTOMER, waiting.token, app.at(clock.now()), AT_DESK)

    assert is_in(db, clock, signed_in.token)
    assert signed_in.token != waiting.token
    assert last_event(db)["kind"] == "sign_in"
    assert rows(db, "SELECT * FROM counted_tries") == []
    with pytest.raises(NotSignedIn):
        give_code(db, clock, CUSTOMER, waiting.token, app.at(clock.now()), AT_DESK)


def test_after_five_minutes_the_sign_in_begins_again(db: HallDatabase, clock: FrozenClock) -> None:
    app, _ = set_up(db, clock)
    waiting = enter(db, clock)
    later(clock, "5m")

    with pytest.raises(NotSignedIn):
        give_code(db, clock, CUSTOMER, waiting.token, app.at(clock.now()), AT_DESK)


def test_wrong_codes_lock_as_wrong_pins_do(db: HallDatabase, clock: FrozenClock) -> None:
    """The try of the right PIN counts until the code was right too: four codes are left."""
    app, _ = set_up(db, clock)
    waiting = enter(db, clock)
    for _ in range(4):
        with pytest.raises(CodeWrong):
            give_code(db, clock, CUSTOMER, waiting.token, "000000", AT_DESK)
        assert last_event(db)["kind"] == "sign_in_refused"

    with pytest.raises(SignInLocked):
        give_code(db, clock, CUSTOMER, waiting.token, app.at(clock.now()), AT_DESK)


def test_a_code_on_paper_is_slow_to_try_out_and_salted(db: HallDatabase, clock: FrozenClock) -> None:
    """Argon2id with the hall's key and the employee in its salt: 32 bytes that a plain digest does not give."""
    _, [code, *_] = set_up(db, clock)
    typed = code.replace("-", "")
    key = db.subkey(CODES_ON_PAPER)
    kept = {row["code_hash"] for row in rows(db, "SELECT code_hash FROM recovery_code")}

    assert recovery_hash(key, 1, typed) != recovery_hash(key, 2, typed) != recovery_hash(bytes(32), 2, typed)
    (ada,) = rows(db, "SELECT id FROM employee WHERE code = ?", ADA.code)
    salt = hmac.digest(key, str(ada["id"]).encode(), "sha256")[:16]
    slow = hash_secret_raw(typed.encode(), salt, 2, 19456, 1, hash_len=32, type=Type.ID)
    assert slow.hex() in kept


def test_a_code_on_paper_lets_in_once(db: HallDatabase, clock: FrozenClock) -> None:
    _, codes = set_up(db, clock)

    typed = f" {codes[0].lower().replace('-', ' ')} "
    give_code(db, clock, CUSTOMER, enter(db, clock).token, typed, AT_DESK)

    assert own_factor(db, ADA.code).recovery_codes == 9
    assert "recovery_code_used" in {row["kind"] for row in rows(db, "SELECT kind FROM event")}
    waiting = enter(db, clock)
    with pytest.raises(CodeWrong):
        give_code(db, clock, CUSTOMER, waiting.token, codes[0], AT_DESK)


def test_a_program_sends_the_code_with_the_pin(db: HallDatabase, clock: FrozenClock) -> None:
    app, _ = set_up(db, clock)

    with pytest.raises(FactorCodeNeeded):
        enter(db, clock, origin=AS_PROGRAM)
    with pytest.raises(CodeWrong):
        enter(db, clock, origin=AS_PROGRAM, code="000000")
    assert enter(db, clock, origin=AS_PROGRAM, code=app.at(clock.now())).employee.code == ADA.code


# A week of grace


def test_whose_role_needs_one_has_a_week_from_the_first_sign_in(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "2400h")
    first = whose_session(db, enter(db, clock).token, SessionPlace.CONSOLE, clock.now())
    assert first is not None
    assert first.first.factor_due_at == clock.now() + timedelta(days=7)

    later(clock, "167h59m")
    still = whose_session(db, enter(db, clock).token, SessionPlace.CONSOLE, clock.now())
    assert still is not None
    assert not still.first.must_set_up_factor(clock.now())
    later(clock, "1m")
    assert still.first.must_set_up_factor(clock.now())
    with pytest.raises(FactorNeeded):
        enter(db, clock, origin=AS_PROGRAM)


def test_clerks_and_sample_halls_are_asked_for_none(db: HallDatabase, clock: FrozenClock) -> None:
    ana = whose_session(db, enter(db, clock, ANA).token, SessionPlace.CONSOLE, clock.now())
    set_hall(db, is_sample=1)
    ada = whose_session(db, enter(db, clock).token, SessionPlace.CONSOLE, clock.now())

    assert ana is not None
    assert ada is not None
    assert (ana.first.factor_due_at, ada.first.factor_due_at) == (None, None)
    assert rows(db, "SELECT code FROM employee WHERE factor_asked_at IS NOT NULL") == []


# Setting it up


def test_at_an_unlocked_desk_nobody_makes_their_own_phone_the_factor(db: HallDatabase, clock: FrozenClock) -> None:
    tried = with_pin(db, clock, pin="135791")
    before = everything(db)

    with pytest.raises(PinWrong):
        begin_factor(db, clock, ADA.actor, tried)

    assert everything(db) == before


def test_a_new_factor_ends_every_session_but_the_one_that_set_it_up(db: HallDatabase, clock: FrozenClock) -> None:
    own, other = enter(db, clock).token, enter(db, clock).token
    found = whose_session(db, own, SessionPlace.CONSOLE, clock.now())
    assert found is not None
    begin_factor(db, clock, ADA.actor, with_pin(db, clock))
    secret = waiting_secret(db, ADA.code, db.subkey(SECRETS))
    assert secret is not None

    confirm_factor(db, clock, ADA.actor, ADA.code, pyotp.TOTP(secret).at(clock.now()), found.session_id)

    assert (is_in(db, clock, own), is_in(db, clock, other)) == (True, False)


# Other phones, new codes, and the reset


def test_another_phone_takes_over_once_it_is_confirmed(db: HallDatabase, clock: FrozenClock) -> None:
    app, _ = set_up(db, clock)
    with pytest.raises(FactorStands):
        begin_factor(db, clock, ADA.actor, with_pin(db, clock))

    tried = counted(db, clock, ADA.actor, ADA.code, AT_DESK)
    assert begin_other_phone(db, clock, ADA.actor, tried, app.at(clock.now()))
    later(clock, "30s")
    assert give_code(db, clock, CUSTOMER, enter(db, clock).token, app.at(clock.now()), AT_DESK)
    secret = waiting_secret(db, ADA.code, db.subkey(SECRETS))
    assert secret is not None
    confirm_factor(db, clock, ADA.actor, ADA.code, pyotp.TOTP(secret).at(clock.now()), NO_SESSION)
    later(clock, "30s")

    waiting = enter(db, clock)
    with pytest.raises(CodeWrong):
        give_code(db, clock, CUSTOMER, waiting.token, app.at(clock.now()), AT_DESK)
    assert give_code(db, clock, CUSTOMER, waiting.token, pyotp.TOTP(secret).at(clock.now()), AT_DESK)


def test_a_reset_pin_does_not_go_round_the_second_factor(db: HallDatabase, clock: FrozenClock) -> None:
    set_up(db, clock)

    pin = reset_pin(db, clock, SYSTEM, ADA.code)

    waiting = sign_in(db, clock, CUSTOMER, ADA.code, pin, AT_DESK)
    assert waiting.awaits_code
    assert not is_in(db, clock, waiting.token)


def test_new_codes_on_paper_end_the_old_ones(db: HallDatabase, clock: FrozenClock) -> None:
    app, old = set_up(db, clock)

    tried = counted(db, clock, ADA.actor, ADA.code, AT_DESK)
    assert renew_recovery_codes(db, clock, ADA.actor, tried, "000000") == []
    new = renew_recovery_codes(db, clock, ADA.actor, tried, app.at(clock.now()))

    assert not set(new) & set(old)
    assert last_event(db)["kind"] == "recovery_codes_made"
    waiting = enter(db, clock)
    with pytest.raises(CodeWrong):
        give_code(db, clock, CUSTOMER, waiting.token, old[0], AT_DESK)
    assert give_code(db, clock, CUSTOMER, waiting.token, new[0], AT_DESK)


def test_at_the_machine_a_lost_factor_is_reset_and_another_set_up_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    enter(db, clock)
    set_up(db, clock)
    later(clock, "168h")

    reset_factor(db, clock, SYSTEM, ADA.code)

    assert last_event(db)["kind"] == "factor_reset"
    assert rows(db, "SELECT * FROM recovery_code") == []
    found = whose_session(db, enter(db, clock).token, SessionPlace.CONSOLE, clock.now())
    assert found is not None
    assert found.first.must_set_up_factor(clock.now())
    before = everything(db)
    with pytest.raises(NoFactor):
        reset_factor(db, clock, SYSTEM, ADA.code)
    assert everything(db) == before


def test_a_new_key_file_drops_the_factors_that_nobody_can_read_any_more(db: HallDatabase, clock: FrozenClock) -> None:
    set_up(db, clock)
    key_file(db.path).unlink()

    given = {pin.code: pin.pin for pin in renew_hall_key(db, clock, SYSTEM)}

    assert not sign_in(db, clock, CUSTOMER, ADA.code, given[ADA.code], AT_DESK).awaits_code


# Rows that somebody wrote who has the database and not the key file


def test_a_colleague_s_factor_in_one_s_own_row_is_no_factor(db: HallDatabase, clock: FrozenClock) -> None:
    """The supervisor puts their own secret and codes into the administrator's row: a wrong code, and no fault."""
    set_up(db, clock)
    app, codes = set_up(db, clock, SUN)
    ids = {row["code"]: row["id"] for row in rows(db, "SELECT id, code FROM employee")}
    db.execute(
        "UPDATE second_factor SET secret = (SELECT secret FROM second_factor WHERE employee_id = ?)"
        " WHERE employee_id = ?",
        (ids[SUN.code], ids[ADA.code]),
    )
    db.execute("UPDATE recovery_code SET employee_id = ? WHERE employee_id = ?", (ids[ADA.code], ids[SUN.code]))

    for code in (app.at(clock.now()), codes[0]):
        with pytest.raises(CodeWrong):
            give_code(db, clock, CUSTOMER, enter(db, clock).token, code, AT_DESK)
        assert last_event(db)["kind"] == "sign_in_refused"


@pytest.mark.parametrize("written", ["damaged", "", "AAAA", "损坏"])
def test_a_damaged_secret_is_a_wrong_code_and_one_that_waits_is_begun_anew(
    db: HallDatabase, clock: FrozenClock, written: str
) -> None:
    app, codes = set_up(db, clock)
    db.execute("UPDATE second_factor SET secret = ?, new_secret = ?", (written, written))

    with pytest.raises(CodeWrong):
        give_code(db, clock, CUSTOMER, enter(db, clock).token, app.at(clock.now()), AT_DESK)
    with pytest.raises(NoFactorBegun):
        confirm_factor(db, clock, ADA.actor, ADA.code, app.at(clock.now()), NO_SESSION)
    assert waiting_secret(db, ADA.code, db.subkey(SECRETS)) is None
    give_code(db, clock, CUSTOMER, enter(db, clock).token, codes[0], AT_DESK)


def test_a_session_that_awaits_a_code_does_not_go_on_without_one_by_its_row(
    db: HallDatabase, clock: FrozenClock
) -> None:
    set_up(db, clock)
    token = enter(db, clock).token

    db.execute("UPDATE session SET awaits_code = 0")

    assert not is_in(db, clock, token)
