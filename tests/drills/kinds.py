"""The twenty kinds of fault, how often each is injected in the full run, and how often in the tests."""

from tests.drills import (
    damaged_pages,
    faulty_disks,
    file_gone,
    held_lock,
    idle_connections,
    killed_backup,
    killed_closing,
    killed_import,
    killed_migration,
    killed_restore,
    kills,
    power_cuts,
    slow_readers,
    stepped_clock,
    two_servers,
    wrong_restore,
)
from tests.drills.drill import FaultKind

KINDS = (
    FaultKind("server killed", kills.inject, 20, 1),
    FaultKind("power cut", power_cuts.inject, 441, 14),
    FaultKind("write error", faulty_disks.inject_write_errors, 100, 8),
    FaultKind("read error", faulty_disks.inject_read_errors, 100, 8),
    FaultKind("disk full", faulty_disks.inject_full_disk, 40, 2),
    FaultKind("disk read-only", faulty_disks.inject_read_only, 40, 2),
    FaultKind("wrong clock at the start", stepped_clock.inject_at_start, 4, 1),
    FaultKind("clock steps", stepped_clock.inject_in_between, 40, 2),
    FaultKind("wrong restore", wrong_restore.inject, 33, 4),
    FaultKind("restore killed", killed_restore.inject, 8, 1),
    FaultKind("two servers", two_servers.inject, 4, 1),
    FaultKind("file deleted or replaced", file_gone.inject, 30, 2),
    FaultKind("slow readers", slow_readers.inject, 2, 1),
    FaultKind("lock held", held_lock.inject, 2, 1),
    FaultKind("damaged page", damaged_pages.inject, 110, 7),
    FaultKind("idle connections", idle_connections.inject, 2, 1),
    FaultKind("import killed", killed_import.inject, 6, 1),
    FaultKind("migration killed", killed_migration.inject, 6, 1),
    FaultKind("closing killed", killed_closing.inject, 6, 1),
    FaultKind("backup killed", killed_backup.inject, 6, 1),
)
