"""Which version of sheets and scripts a page belongs to: after an update an open page sees that it is an old one."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from flask import current_app

ASSETS_HEADER = "X-StoreOps-Assets"
"""Each answer says the version; a page holds that of its own in `<meta name="assets">`, and loads anew by live.js."""


def version_of(folders: Iterable[Path]) -> str:
    """The digest of the sheets and scripts in some folders, read when the app is made."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.suffix in (".css", ".js")):
            digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def assets_version() -> str:
    """The version of the app that answers this request."""
    return cast(str, current_app.extensions["storeops_assets"])
