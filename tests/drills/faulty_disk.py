"""A disk between SQLite and the real one that notes what is written and made to last, and fails when it is told to.

It is a VFS of SQLite's own kind, put in by ctypes: other processes, and whatever is no database, know nothing of it.
"""

import ctypes
import importlib
import mmap
import os
import signal
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose


class Operation(IntFlag):
    """What SQLite asks of a disk."""

    READ = 1
    WRITE = 2
    SYNC = 4
    TRUNCATE = 8
    DELETE = 16

    CHANGE = WRITE | SYNC | TRUNCATE


class Failure(IntEnum):
    """How an operation fails: what the system's own VFS answers then, or that the process ends in the midst of it."""

    NONE = 0
    FULL = 13
    READ = 266
    WRITE = 778
    SYNC = 1034
    DIES = -1


class DiskControl:
    """What a disk shall do, in a file that the drill and the process on the disk share. Each writes its own part."""

    _ORDER = struct.Struct("=5q")
    _STATE = struct.Struct("=4q")

    def __init__(self, path: Path) -> None:
        length = self._ORDER.size + self._STATE.size
        if not path.exists():
            path.write_bytes(bytes(length))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), length)

    def fail(self, operations: Operation, failure: Failure, *, after: int = 0, times: int = 1) -> None:
        """Let operations of these kinds fail: so many pass before, then so many fail."""
        number = self._ORDER.unpack_from(self._shared)[0]
        self._ORDER.pack_into(self._shared, 0, number, operations, failure, after, times)
        struct.pack_into("=q", self._shared, 0, number + 1)  # last, for it is what makes the rest count

    def heal(self) -> None:
        """Let nothing fail any more."""
        self.fail(Operation(0), Failure.NONE, times=0)

    @property
    def still_to_fail(self) -> int:
        """How many operations shall fail yet."""
        number, _, _, _, times = self._ORDER.unpack_from(self._shared)
        seen, _, failing, _ = self._STATE.unpack_from(self._shared, self._ORDER.size)
        return int(failing if seen == number else times)

    @property
    def changes(self) -> int:
        """How many changes were asked of the disk so far."""
        return int(self._STATE.unpack_from(self._shared, self._ORDER.size)[3])

    def asked(self, operation: Operation) -> Failure:
        """What becomes of an operation that is asked for now."""
        number, operations, told, after, times = self._ORDER.unpack_from(self._shared)
        seen, left, failing, changes = self._STATE.unpack_from(self._shared, self._ORDER.size)
        if seen != number:
            left, failing = after, times
        changes += bool(operation & Operation.CHANGE)
        failure = Failure.NONE
        if failing and operation & operations:
            if left:
                left -= 1
            else:
                failing -= 1
                failure = Failure(told)
        self._STATE.pack_into(self._shared, self._ORDER.size, number, left, failing, changes)
        return failure


@dataclass(frozen=True)
class DiskRecord:
    """One thing that was done to a file. `begins`: up to which byte of the notes a sync found what it made to last."""

    operation: Operation
    name: str
    offset: int
    data: bytes
    begins: int
    ends: int


class DiskNotes:
    """What was done to the files of a folder, in the order in which it was done; it survives the process."""

    _HEAD = struct.Struct("=BHqqI")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)

    @property
    def length(self) -> int:
        """How many bytes of notes there are: whatever was answered by now was done before this place."""
        return os.fstat(self._file).st_size

    def note(self, operation: Operation, name: str, offset: int = 0, data: bytes = b"", begins: int = 0) -> None:
        """Add one."""
        told = name.encode()
        os.write(self._file, self._HEAD.pack(operation, len(told), offset, begins, len(data)) + told + data)

    def records(self) -> Iterator[DiskRecord]:
        """All of them, the first first."""
        noted = self._path.read_bytes()
        at = 0
        while at < len(noted):
            operation, name_length, offset, begins, length = self._HEAD.unpack_from(noted, at)
            at += self._HEAD.size
            name = noted[at : at + name_length].decode()
            at += name_length
            data = noted[at : at + length]
            at += length
            yield DiskRecord(Operation(operation), name, offset, data, begins, at)


def on_a_faulty_disk(program: Callable[[], object], control: Path, notes: Path | None = None) -> None:
    """A program in a process whose databases stand on such a disk."""
    put_in(DiskControl(control), DiskNotes(notes) if notes else None)
    program()


_kept: list[object] = []
"""What SQLite calls must not be collected as long as the process lives."""


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.c_void_p),)


_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(_File), ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
"""The name is handed on as the place where it stands: SQLite reads it there for as long as the file is open."""
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_READ_OR_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_File), ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_File), ctypes.c_longlong)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_File), ctypes.c_int)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, up to what is put in."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("own", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 14),
    )


class _Methods(ctypes.Structure):
    """sqlite3_io_methods."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    )


def put_in(control: DiskControl, notes: DiskNotes | None) -> None:
    """Let all databases that this process opens from now on stand on a disk that is told what to do."""
    driver = "pysqlite3._sqlite3" if sqlite3.__name__ == "pysqlite3" else "_sqlite3"
    library = ctypes.CDLL(str(importlib.import_module(driver).__file__))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    system = library.sqlite3_vfs_find(None).contents
    vfs = _Vfs.from_buffer_copy(system)
    disk = _Disk(control, notes, _OPEN(system.open), _DELETE(system.delete))
    vfs.name = b"faulty"
    vfs.open, vfs.delete = _kept_call(_OPEN, disk.open), _kept_call(_DELETE, disk.delete)
    _kept.extend((library, vfs, disk))
    assert library.sqlite3_vfs_register(ctypes.byref(vfs), 1) == 0


def _kept_call(kind: Any, call: Callable[..., int]) -> int | None:
    kept = kind(call)
    _kept.append(kept)
    return ctypes.cast(kept, ctypes.c_void_p).value


class _Disk:
    """The calls of the system's own VFS, each asked for leave first and noted afterwards."""

    def __init__(self, control: DiskControl, notes: DiskNotes | None, open_file: Any, delete_file: Any) -> None:
        self._control = control
        self._notes = notes
        self._open_file = open_file
        self._delete_file = delete_file
        self._names: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._system: dict[str, Any] = {}

    def open(self, vfs: int, name: int | None, file: Any, flags: int, told: Any) -> int:
        code = self._open_file(vfs, name, file, flags, told)
        if code == 0 and name is not None and file.contents.methods:
            self._names[ctypes.addressof(file.contents)] = _name_at(name)
            file.contents.methods = ctypes.addressof(self._table(file.contents.methods))
        return int(code)

    def _table(self, system: int) -> _Methods:
        if system not in self._tables:
            table = _Methods.from_buffer_copy(_Methods.from_address(system))
            for name, kind in (
                ("read", _READ_OR_WRITE),
                ("write", _READ_OR_WRITE),
                ("truncate", _TRUNCATE),
                ("sync", _SYNC),
            ):
                self._system[name] = kind(getattr(table, name))
                setattr(table, name, _kept_call(kind, getattr(self, name)))
            self._tables[system] = table
        return self._tables[system]

    def delete(self, vfs: int, name: int, settled: int) -> int:
        code = int(self._delete_file(vfs, name, settled))
        if code == 0 and self._notes:
            self._notes.note(Operation.DELETE, _name_at(name))
        return code

    def read(self, file: Any, into: int, length: int, offset: int) -> int:
        failure = self._control.asked(Operation.READ)
        return int(failure) or int(self._system["read"](file, into, length, offset))

    def write(self, file: Any, data: int, length: int, offset: int) -> int:
        failure = self._control.asked(Operation.WRITE)
        if failure:
            # A write that fails has often begun: half of it stands there.
            self._system["write"](file, data, length // 2, offset)
            return _failed(failure)
        code = int(self._system["write"](file, data, length, offset))
        if code == 0 and self._notes:
            self._notes.note(Operation.WRITE, self._name(file), offset, ctypes.string_at(data, length))
        return code

    def truncate(self, file: Any, length: int) -> int:
        failure = self._control.asked(Operation.TRUNCATE)
        if failure:
            return _failed(failure)
        code = int(self._system["truncate"](file, length))
        if code == 0 and self._notes:
            self._notes.note(Operation.TRUNCATE, self._name(file), length)
        return code

    def sync(self, file: Any, flags: int) -> int:
        failure = self._control.asked(Operation.SYNC)
        if failure:
            return _failed(failure)
        begins = self._notes.length if self._notes else 0
        code = int(self._system["sync"](file, flags))
        if code == 0 and self._notes:
            self._notes.note(Operation.SYNC, self._name(file), begins=begins)
        return code

    def _name(self, file: Any) -> str:
        return self._names[ctypes.addressof(file.contents)]


def _name_at(place: int) -> str:
    return Path(os.fsdecode(ctypes.string_at(place))).name


def _failed(failure: Failure) -> int:
    if failure is Failure.DIES:
        os.kill(os.getpid(), signal.SIGKILL)
    return int(failure)
