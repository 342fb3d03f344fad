"""Fetching, against a server on this machine: never the network."""

from __future__ import annotations

import hashlib
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.packages import whole
from xbrlgen.catalog import fetch as fetch_module
from xbrlgen.catalog import store
from xbrlgen.catalog.fetch import Response, address_of, fetch
from xbrlgen.model.finding import XbrlgenError

ADDRESS = "https://xbrl.fasb.org/us-gaap/2025/us-gaap-2025.zip"


class Publisher:
    """A publisher on this machine: serves ``body`` whatever is asked for."""

    def __init__(self) -> None:
        self.body = b""
        self.length: int | None = None
        self.status = 200
        self.asked: list[str] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.asked.append(self.path)
                self.send_response(publisher.status)
                length = len(publisher.body) if publisher.length is None else publisher.length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(publisher.body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def open(self, address: str) -> AbstractContextManager[Response]:
        path = address.removeprefix("https:/")
        opened: Any = urllib.request.urlopen(f"http://127.0.0.1:{self.server.server_port}{path}", timeout=10)
        return opened  # type: ignore[no-any-return]


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("XBRLGEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = Publisher()
    made.body = whole(tmp_path / "us-gaap-2025.zip").read_bytes()
    yield made
    made.server.shutdown()
    made.server.server_close()


def refused(publisher: Publisher, name: str = "us-gaap/2025", sha256: str | None = None) -> tuple[str, str]:
    before = store.list_packages()
    with pytest.raises(XbrlgenError) as caught:
        fetch(name, sha256, opener=publisher.open)
    assert store.list_packages() == before
    (found,) = caught.value.findings
    return found.code, found.message


def test_fetched_by_name(publisher: Publisher) -> None:
    said: list[str] = []
    installed = fetch("us-gaap/2025", opener=publisher.open, progress=said.append)
    assert publisher.asked == ["/xbrl.fasb.org/us-gaap/2025/us-gaap-2025.zip"]
    assert installed.source == ADDRESS
    assert installed.sha256 == hashlib.sha256(publisher.body).hexdigest()
    assert said[0] == f"fetching {ADDRESS}"
    assert store.list_packages() == (installed,)


def test_checksum_is_recorded_and_compared(publisher: Publisher, tmp_path: Path) -> None:
    first = fetch("us-gaap/2025", opener=publisher.open)
    store.remove(first.id)
    genuine = publisher.body
    publisher.body = whole(tmp_path / "other.zip", "2025", "Forged").read_bytes()
    code, message = refused(publisher)
    assert code == "XG-TAX-009"
    assert first.sha256 in message
    changed = hashlib.sha256(publisher.body).hexdigest()
    assert fetch("us-gaap/2025", changed, opener=publisher.open).sha256 == changed
    store.remove("other")
    publisher.body = genuine
    assert refused(publisher)[0] == "XG-TAX-009"


def test_refused_package_records_no_checksum(publisher: Publisher) -> None:
    genuine = publisher.body
    publisher.body = b"<html>Sign in</html>"
    assert refused(publisher)[0] == "XG-TAX-001"
    publisher.body = genuine
    assert fetch("us-gaap/2025", opener=publisher.open).years == ("us-gaap/2025",)


def test_half_a_download(publisher: Publisher) -> None:
    publisher.length = len(publisher.body)
    publisher.body = publisher.body[:300]
    code, message = refused(publisher)
    assert code == "XG-TAX-002"
    assert "300 of" in message


def test_another_taxonomy_than_asked_for(publisher: Publisher) -> None:
    code, message = refused(publisher, "us-gaap/2024")
    assert code == "XG-TAX-008"
    assert "us-gaap/2024" in message


def test_too_large(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_module, "LARGEST_PACKAGE", 100)
    assert refused(publisher)[0] == "XG-TAX-010"


def test_not_there(publisher: Publisher) -> None:
    publisher.status = 404
    code, message = refused(publisher)
    assert code == "XG-TAX-010"
    assert "404" in message


@pytest.mark.parametrize(
    "name",
    ["http://xbrl.fasb.org/a.zip", "file:///etc/passwd", "ftp://x/y", "us-gaap", "../x", "https://a:b@c/d"],
)
def test_only_https(publisher: Publisher, name: str) -> None:
    assert refused(publisher, name)[0] == "XG-TAX-010"
    assert publisher.asked == []


def test_redirection_stays_https() -> None:
    handler = fetch_module._HttpsOnly()
    request = urllib.request.Request(ADDRESS)
    with pytest.raises(OSError, match="not https"):
        handler.redirect_request(request, None, 302, "", None, "http://elsewhere/x.zip")  # type: ignore[arg-type]
    followed = handler.redirect_request(request, None, 302, "", {}, "https://elsewhere/x.zip")  # type: ignore[arg-type]
    assert followed is not None
    assert followed.full_url == "https://elsewhere/x.zip"


def test_addresses_of_names() -> None:
    assert address_of("us-gaap/2025") == ADDRESS
    assert address_of("us-gaap/2020") == "https://xbrl.fasb.org/us-gaap/2020/us-gaap-2020-01-31.zip"
    assert address_of("srt/2024") == "https://xbrl.fasb.org/srt/2024/srt-2024.zip"
    assert address_of(ADDRESS) == ADDRESS
