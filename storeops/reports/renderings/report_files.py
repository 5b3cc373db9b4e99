"""Reports as files: all of them in their place, or none, and never half a one."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from storeops.base.durable_files import settle, write_new
from storeops.base.errors import FolderUnwritable


def write_reports(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write each content under its file name into a folder, which is made if missing; the paths in the same order.

    For the command line and the delivery of a closed month: give all formats of one report in one call. They are
    written aside (in a hidden folder beside their place, so on the same disk) and put in place once every one of them
    is safely there; files of the same names are replaced. FolderUnwritable: no room, no right, or a folder stands where
    a file should; then nothing of this call stays, and what was there before is untouched.
    """
    paths = [folder / name for name in contents]
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_folders(paths)
        with TemporaryDirectory(dir=folder, prefix=".unfinished-") as aside:
            for name, content in contents.items():
                write_new(Path(aside, name), content)
            for path in paths:
                Path(aside, path.name).replace(path)
        settle(folder)
    except OSError as error:
        with suppress(OSError):  # one that was there before stays, and so does one in which something stands
            for empty in made:
                empty.rmdir()
        raise FolderUnwritable(path=folder, cause=error.strerror) from error
    return paths


def _refuse_folders(paths: list[Path]) -> None:
    """A rename could fail for this alone, and then some of the files would be in place already."""
    for path in paths:
        if path.is_dir():
            raise IsADirectoryError(None, f"{path.name} is a folder")
