"""Fetch a taxonomy package from its publisher: https only, of bounded size, by a checksum once known."""

from __future__ import annotations

import http.client
import json
import os
import re
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from xbrlgen.catalog.archive import LARGEST_PACKAGE, sha256_of
from xbrlgen.catalog.compile import Progress
from xbrlgen.catalog.store import Installed, add, store_dir
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError

_TIMEOUT = 60.0
_NAME = re.compile(r"(us-gaap|srt)/((?:19|20)\d\d)$")
_DATED_UNTIL = 2021
"""The last year of which the FASB's file names have a day and not only a year."""


class Response(Protocol):
    """What an opener gives: the bytes in pieces, and the headers."""

    @property
    def headers(self) -> http.client.HTTPMessage: ...
    def read(self, amount: int, /) -> bytes: ...


Opener = Callable[[str], AbstractContextManager[Response]]
"""Opens an address. Raises OSError (urllib.error.URLError is one) if it cannot."""


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follow no redirection that leaves https."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != "https":
            raise urllib.error.URLError(f"it leads to {newurl}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def open_https(address: str) -> AbstractContextManager[Response]:
    """Open an https address with the system's certificates and proxies."""
    opener = urllib.request.build_opener(_HttpsOnly)
    # The scheme is https: address_of() lets no other through.
    request = urllib.request.Request(address, headers={"User-Agent": "xbrlgen"})  # noqa: S310 (see above)
    response: AbstractContextManager[Response] = opener.open(request, timeout=_TIMEOUT)
    return response


def address_of(name: str) -> str:
    """The publisher's address of ``us-gaap/2025`` or ``srt/2025``; an address is given back as it is.

    The SEC publishes dei and its other schemas file by file, not as taxonomy packages, so they have no
    name here. Raises XbrlgenError (XG-TAX-010) for what is neither, and for an address that is not https.
    """
    match = _NAME.match(name)
    if match:
        prefix, year = match[1], match[2]
        date = f"{year}-01-31" if int(year) <= _DATED_UNTIL else year
        return f"https://xbrl.fasb.org/{prefix}/{year}/{prefix}-{date}.zip"
    parts = urlsplit(name)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise _refused(name, "it is neither us-gaap/YEAR nor srt/YEAR nor a plain https address")
    return name


def fetch(
    name: str,
    sha256: str | None = None,
    *,
    opener: Opener = open_https,
    progress: Progress | None = None,
) -> Installed:
    """Fetch a package by name or address and add it to the store like :func:`xbrlgen.catalog.store.add`.

    The checksum must be ``sha256``, else the one recorded when the address was fetched first, if it was.
    It is recorded only when the package has been accepted. Raises XbrlgenError: XG-TAX-010 for what cannot
    be fetched, XG-TAX-002 for half a download, XG-TAX-009 for another checksum, XG-TAX-008 if it is not
    the taxonomy of that name, and whatever adding raises.
    """
    address = address_of(name)
    step = progress or (lambda _: None)
    expected = sha256 or _recorded().get(address)
    with tempfile.TemporaryDirectory(prefix="xbrlgen-") as folder:
        target = Path(folder) / (Path(urlsplit(address).path).name or "package.zip")
        step(f"fetching {address}")
        _download(address, target, opener)
        step(f"{target.stat().st_size:,} bytes, sha256 {sha256_of(target)}")
        holding = name if _NAME.match(name) else None
        installed = add(target, expected, source=address, holding=holding, progress=progress)
    _record(address, installed.sha256)
    return installed


def _refused(name: str, why: str) -> XbrlgenError:
    return XbrlgenError(finding("XG-TAX-010", f"{name} cannot be fetched: {why}"))


def _download(address: str, target: Path, opener: Opener) -> None:
    size = 0
    try:
        with opener(address) as response, target.open("wb") as out:
            length = response.headers.get("Content-Length", "")
            expected = int(length) if length.isdecimal() else None
            if expected is not None and expected > LARGEST_PACKAGE:
                raise _refused(address, f"it has more than {LARGEST_PACKAGE:,} bytes")
            while block := response.read(1 << 16):
                size += len(block)
                if size > LARGEST_PACKAGE:
                    raise _refused(address, f"it has more than {LARGEST_PACKAGE:,} bytes")
                out.write(block)
    except (OSError, http.client.HTTPException) as error:
        raise _refused(address, str(error)) from error
    if expected is not None and size != expected:
        message = f"the download of {address} broke off: {size:,} of {expected:,} bytes came"
        raise XbrlgenError(finding("XG-TAX-002", message))


def _recorded() -> dict[str, str]:
    """Address -> checksum of what was fetched from it first."""
    path = store_dir() / "checksums.json"
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text("utf-8"))
        return {str(address): str(checksum) for address, checksum in data.items()}
    except (OSError, ValueError, AttributeError) as error:
        message = f"the recorded checksums cannot be read: {path}: {error}"
        raise XbrlgenError(finding("XG-TAX-011", message)) from error


def _record(address: str, sha256: str) -> None:
    known = _recorded()
    if known.get(address) == sha256:
        return
    text = json.dumps(known | {address: sha256}, indent=1, sort_keys=True) + "\n"
    handle, name = tempfile.mkstemp(prefix=".checksums-", dir=store_dir())
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(store_dir() / "checksums.json")
    finally:
        Path(name).unlink(missing_ok=True)
