"""How the doctor judges what was found: the bounds of each rule, and that it says what to do where it is needed."""

from datetime import UTC, datetime, timedelta

import pytest

from storeops.backups.backup_trouble import TROUBLE_WORDS, BackupTrouble
from storeops.running.doctor_rules import (
    Condition,
    Diagnosis,
    Health,
    ScreenBrowser,
    of_backup,
    of_certificate,
    of_clock,
    of_database,
    of_disk,
    of_folders,
    of_font,
    of_key_file,
    of_memory,
    of_screens,
    of_server,
    of_settings,
    of_sqlite,
    of_time_zone,
    of_unopened,
)

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MB = 10**6
CLOSURE = timedelta(days=53)
"""With the spare week 60 days."""
TELL_THEMSELVES = {"%(refusal)s", *TROUBLE_WORDS.values()}
"""What says in the same sentence what to do."""
OK, LOOK, BAD = Condition.OK, Condition.LOOK, Condition.BAD


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (of_settings([]), OK),
        (of_settings(["STOREOPS_PUBLICURL"]), LOOK),
        (of_database([], 5 * MB), OK),
        (of_database(["Tree 5 page 9"], 5 * MB), BAD),
        (of_unopened("There is no database at hall.db"), BAD),
        (of_key_file(None, readable_by_others=False), OK),
        (of_key_file(None, readable_by_others=True), LOOK),
        (of_key_file("The key file is missing.", readable_by_others=False), BAD),
        (of_sqlite("3.53.4", is_repaired=True, needed="3.51.3"), OK),
        (of_sqlite("3.40.1", is_repaired=False, needed="3.51.3"), LOOK),
        (of_disk(2000 * MB, 10 * MB), OK),
        (of_disk(1999 * MB, 10 * MB), LOOK),
        (of_disk(4999 * MB, 2500 * MB), LOOK),  # a sealed copy takes twice 2,500
        (of_disk(5000 * MB, 2500 * MB), OK),
        (of_disk(199 * MB, 10 * MB), BAD),
        (of_folders([], []), OK),
        (of_folders([], ["hall.db"]), LOOK),
        (of_folders(["/srv"], []), BAD),
        (of_memory(None), OK),
        (of_memory(1200 * MB), OK),
        (of_memory(1199 * MB), LOOK),
        (of_memory(299 * MB), BAD),
        (of_clock(NOW, None, CLOSURE), OK),
        (of_clock(NOW, NOW + timedelta(minutes=2), CLOSURE), OK),
        (of_clock(NOW, NOW + timedelta(minutes=3), CLOSURE), BAD),
        (of_clock(NOW, NOW - timedelta(days=60), CLOSURE), OK),
        (of_clock(NOW, NOW - timedelta(days=61), CLOSURE), LOOK),
        (of_time_zone("Asia/Shanghai", is_known=True), OK),
        (of_time_zone("Asia/Nowhere", is_known=False), BAD),
        (of_backup(NOW, NOW - timedelta(days=2), is_sample=False), OK),
        (of_backup(NOW, NOW - timedelta(days=3), is_sample=False), LOOK),
        (of_backup(NOW, NOW - timedelta(days=9), is_sample=False), BAD),
        (of_backup(NOW, None, is_sample=False), BAD),
        (of_backup(NOW, None, is_sample=True), LOOK),
        (of_backup(NOW, NOW, is_sample=False, trouble=TROUBLE_WORDS[BackupTrouble.FULL]), BAD),
        (of_certificate(NOW, None), LOOK),
        (of_certificate(NOW, None, "no PEM"), BAD),
        (of_certificate(NOW, NOW + timedelta(days=31)), OK),
        (of_certificate(NOW, NOW + timedelta(days=30)), LOOK),
        (of_certificate(NOW, NOW + timedelta(days=2)), BAD),
        (of_certificate(NOW, NOW - timedelta(days=1)), BAD),
        (of_server([], "http://hall", Health(None, "")), LOOK),
        (of_server([7], "http://hall", Health(None, "")), LOOK),
        (of_server([7], "http://hall", Health(503, "cannot write")), BAD),
        (of_server([7], "http://hall", Health(200, "ok")), OK),
        (of_screens([]), OK),
        (
            of_screens(
                [ScreenBrowser("Kiosk 1", "Chrome, Windows", 111), ScreenBrowser("Pad 1", "other, other", None)]
            ),
            OK,
        ),
        (of_screens([ScreenBrowser("Kiosk 1", "Chrome, Windows", 110)]), LOOK),
        (of_screens([ScreenBrowser("Pad 1", "Safari, iPad", 16), ScreenBrowser("Pad 2", "Safari, iPad", 15)]), LOOK),
        (of_screens([ScreenBrowser("Kiosk 1", "Firefox, Linux", 120)]), LOOK),
        (of_font(is_there=True), OK),
        (of_font(is_there=False), BAD),
    ],
)
def test_each_thing_is_judged_by_its_bounds_and_told_in_both_languages(line: Diagnosis, verdict: Condition) -> None:
    assert line.verdict is verdict
    assert bool(line.to_do) == (verdict is not OK) or line.so in TELL_THEMSELVES
    for language in ("zh", "en"):
        assert "%(" not in line.so_in(language) + line.to_do_in(language)


def test_a_line_says_what_is_so_and_what_to_do() -> None:
    line = of_backup(NOW, NOW - timedelta(days=3), is_sample=False)

    assert line.so_in("en") == "The last copy is 3 days old."
    assert line.to_do_in("en") == "Make one each day on another disk: storeops backup FILE"
    assert line.so_in("zh") == "最近一份备份是 3 天前做的。"
