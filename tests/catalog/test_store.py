"""The store: what is added is checked and whole, what is refused leaves it as it was."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalog.packages import address, catalog, files, manifest, schema, whole, write
from xbrlgen.catalog import open_catalog, store
from xbrlgen.catalog.index import index_path
from xbrlgen.model.finding import XbrlgenError


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XBRLGEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path / "cache"))


def contents() -> dict[str, bytes]:
    """Every file of the store but the lock."""
    root = store.store_dir()
    return {
        str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.name != ".lock"
    }


def refused(path: Path, sha256: str | None = None) -> tuple[str, str]:
    """(code, message) of the one finding that adding raises; the store must be as it was."""
    before = contents()
    with pytest.raises(XbrlgenError) as caught:
        store.add(path, sha256)
    assert contents() == before
    (found,) = caught.value.findings
    assert found.where is not None
    assert found.where.file == str(path)
    return found.code, found.message


def test_added_package_answers(tmp_path: Path) -> None:
    assert store.list_packages() == ()
    added = store.add(whole(tmp_path / "us-gaap-2025.zip"))
    assert store.list_packages() == (added,)
    assert (added.id, added.years, added.source) == ("us-gaap-2025", ("us-gaap/2025",), "us-gaap-2025.zip")
    assert added.sha256 == hashlib.sha256(added.path.read_bytes()).hexdigest()
    catalog_ = open_catalog("us-gaap/2025")
    assert not catalog_.is_stand_in
    assert sum(len(catalog_.part(p) or ()) for p in ("us-gaap", "srt", "dei")) == 6
    assert catalog_.describe().startswith("us-gaap/2025, us-gaap-2025.zip: 2 us-gaap concepts")
    assert store.packages_for("us-gaap/2025") == (added.path,)
    assert store.doctor() == ()


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    path = whole(tmp_path / "p.zip")
    first = store.add(path)
    before = contents()
    assert store.add(path) == first
    assert contents() == before


def test_years_stand_side_by_side_and_are_removed_alone(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        store.add(whole(tmp_path / f"gaap-{year}.zip", year, f"Only{year}"))
    for year, other in (("2023", "2024"), ("2024", "2023")):
        known = open_catalog(f"us-gaap/{year}")
        assert f"us-gaap:Only{year}" in known
        assert f"us-gaap:Only{other}" not in known
        assert known.location("dei") == address("dei", year)
    assert store.remove("gaap-2023").id == "gaap-2023"
    assert [p.id for p in store.list_packages()] == ["gaap-2024"]
    with pytest.raises(XbrlgenError, match="neither shipped nor installed"):
        open_catalog("us-gaap/2023")
    with pytest.raises(XbrlgenError, match="no taxonomy package gaap-2023") as caught:
        store.remove("gaap-2023")
    assert caught.value.findings[0].code == "XG-TAX-012"


def test_folder_is_packed_alike_wherever_it_lies(tmp_path: Path) -> None:
    made = []
    for base in ("one", "two"):
        folder = tmp_path / base / "us-gaap-2025"
        for name, text in sorted(files("2025", ("us-gaap",), "Revenues").items(), reverse=base == "two"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        store.pack(folder if base == "one" else folder.parent, tmp_path / f"{base}.zip")
        made.append((tmp_path / f"{base}.zip").read_bytes())
    assert made[0] == made[1]
    assert store.add(tmp_path / "one" / "us-gaap-2025").id == "us-gaap-2025"
    (tmp_path / "one" / "us-gaap-2025" / "link.xsd").symlink_to("/etc/hostname")
    assert refused(tmp_path / "one" / "us-gaap-2025")[0] == "XG-TAX-004"
    assert refused(tmp_path)[0] == "XG-TAX-005"


def test_folder_that_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(whole(tmp_path / "us-gaap-2025.zip")) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path / "us-gaap-2025")
    assert store.add(Path()).source == "us-gaap-2025"


GOOD = files("2025", ("us-gaap",), "Revenues")
META = {name: text for name, text in GOOD.items() if name.startswith("META-INF")}


def raw(path: Path, *members: tuple[str | zipfile.ZipInfo, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in [(f"p/{n}", t) for n, t in GOOD.items()]:
            archive.writestr(name, text)
        for entry, text in members:
            archive.writestr(entry, text)
    return path


def symlink(path: Path) -> Path:
    entry = zipfile.ZipInfo("p/link.xsd")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return raw(path, (entry, "/etc/passwd"))


def bomb(path: Path) -> Path:
    return raw(path, ("p/big.xml", "0" * 5_000_000))


def cut(path: Path) -> Path:
    whole(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def flipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in GOOD.items():
            archive.writestr(f"p/{name}", text)
    path.write_bytes(path.read_bytes().replace(b'name="Revenues"', b'name="Revenuez"'))
    return path


def text(path: Path) -> Path:
    path.write_text("<html>Not found</html>", "utf-8")
    return path


def claims_outside(path: Path) -> Path:
    rule = '<rewriteURI uriStartString="https://xbrl.fasb.org/x/" rewritePrefix="../../../etc/"/></catalog>'
    return write(
        path, GOOD | {"META-INF/catalog.xml": GOOD["META-INF/catalog.xml"].replace("</catalog>", rule)}
    )


def entities(path: Path) -> Path:
    laughs = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + manifest("p")
    return write(path, GOOD | {"META-INF/taxonomyPackage.xml": laughs})


def without(name: str) -> Callable[[Path], Path]:
    return lambda path: write(path, {n: t for n, t in GOOD.items() if n != name})


def wrong_year(path: Path) -> Path:
    return write(
        path,
        META | {"xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd": schema("us-gaap", "2024", "Revenues")},
    )


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (text, "XG-TAX-001", "is not a zip"),
        (lambda path: path, "XG-TAX-001", "cannot be read"),
        (cut, "XG-TAX-002", "cut off"),
        (flipped, "XG-TAX-002", "damaged"),
        (bomb, "XG-TAX-003", "times its size"),
        (lambda path: raw(path, ("p/../../evil.xsd", "")), "XG-TAX-004", "leads out"),
        (lambda path: raw(path, ("/etc/evil.xsd", "")), "XG-TAX-004", "leads out"),
        (lambda path: raw(path, ("p/..\\evil.xsd", "")), "XG-TAX-004", "no plain"),
        (lambda path: raw(path, ("C:/evil.xsd", "")), "XG-TAX-004", "no plain"),
        (lambda path: raw(path, ("p/META-INF/Catalog.xml", "")), "XG-TAX-004", "two files of one name"),
        (symlink, "XG-TAX-004", "link or device"),
        (claims_outside, "XG-TAX-004", "outside of it"),
        (lambda path: raw(path, ("other/x.xsd", "")), "XG-TAX-005", "one folder at its top"),
        (without("META-INF/taxonomyPackage.xml"), "XG-TAX-005", "no META-INF/taxonomyPackage.xml"),
        (without("META-INF/catalog.xml"), "XG-TAX-005", "no META-INF/catalog.xml"),
        (entities, "XG-TAX-005", "document type"),
        (lambda path: write(path, GOOD | {"a.xsd": "<xs:schema"}), "XG-TAX-006", "cannot be read"),
        (lambda path: write(path, GOOD | {"META-INF/catalog.xml": catalog()}), "XG-TAX-005", "no address"),
        (wrong_year, "XG-TAX-008", "does not fit its address"),
    ],
)
def test_bad_package_is_refused(tmp_path: Path, make: Callable[[Path], Path], code: str, words: str) -> None:
    store.add(whole(tmp_path / "good.zip", "2023"))
    found, message = refused(make(tmp_path / "bad.zip"))
    assert (found, words in message) == (code, True), message
    assert "bad.zip" in message
    assert ".unfinished" not in message
    assert [p.id for p in store.list_packages()] == ["good"]
    assert store.doctor() == ()


def test_bounds_of_number_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = whole(tmp_path / "p.zip")
    for bound in ("MOST_FILES", "LARGEST_TOTAL", "LARGEST_FILE", "LARGEST_PACKAGE"):
        with monkeypatch.context() as patch:
            patch.setattr(f"xbrlgen.catalog.archive.{bound}", 3)
            assert refused(path)[0] == "XG-TAX-003"


def test_checksum_is_compared(tmp_path: Path) -> None:
    path = whole(tmp_path / "p.zip")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    code, message = refused(path, sha256="0" * 64)
    assert code == "XG-TAX-009"
    assert digest in message
    assert store.add(path, digest.upper()).sha256 == digest


def test_two_packages_that_claim_one_address(tmp_path: Path) -> None:
    store.add(whole(tmp_path / "first.zip"))
    code, message = refused(whole(tmp_path / "second.zip", "2025", "Other"))
    assert code == "XG-TAX-007"
    assert "first" in message
    assert "second.zip" in message
    assert "xbrl.fasb.org/us-gaap/2025" in message or "xbrl.fasb.org/srt/2025" in message or "dei" in message


def test_claim_within_a_claim(tmp_path: Path) -> None:
    """A wide claim takes nothing from a narrow one as long as it has no files there."""
    store.add(whole(tmp_path / "first.zip"))
    wide = {
        "META-INF/taxonomyPackage.xml": manifest("wide"),
        "META-INF/catalog.xml": catalog("https://xbrl.fasb.org/"),
        "xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd": schema("us-gaap", "2024", "Revenues"),
    }
    assert store.add(write(tmp_path / "wide.zip", wide)).years == ("us-gaap/2024",)
    store.remove("wide")
    wide["xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd"] = schema("us-gaap", "2025", "Other")
    assert refused(write(tmp_path / "wide.zip", wide))[0] == "XG-TAX-007"


def test_same_files_in_two_packages_are_no_conflict(tmp_path: Path) -> None:
    store.add(whole(tmp_path / "old.zip", "2023"))
    both = files("2024", ("us-gaap", "srt", "dei"), "Revenues")
    old = files("2023", ("dei",), "Revenues", "Assets")
    claim = old["META-INF/catalog.xml"].partition("<rewriteURI")[2].removesuffix("</catalog>")
    both["META-INF/catalog.xml"] = both["META-INF/catalog.xml"].replace(
        "</catalog>", f"<rewriteURI{claim}</catalog>"
    )
    both |= {name: text for name, text in old.items() if "META-INF" not in name}
    store.add(write(tmp_path / "new.zip", both))
    assert open_catalog("us-gaap/2024").namespace("dei") == "http://xbrl.sec.gov/dei/2024"


def test_package_that_needs_others(tmp_path: Path) -> None:
    """It judges only when all that a filing builds on is there; doctor names what is not."""
    own = files("2025", ("us-gaap",), "Revenues", imports=(address("srt", "2025"),))
    gaap = store.add(write(tmp_path / "us-gaap.zip", own))
    assert store.packages_for("us-gaap/2025") == ()
    said = {f.message for f in store.doctor()}
    assert {f.code for f in store.doctor()} == {"XG-TAX-014"}
    assert any(address("srt", "2025") in message for message in said)
    assert any(address("dei", "2025") in message for message in said)
    srt = store.add(write(tmp_path / "srt.zip", files("2025", ("srt",), "Revenues")))
    dei = store.add(write(tmp_path / "dei.zip", files("2025", ("dei",), "Revenues")))
    assert sorted(store.packages_for("us-gaap/2025")) == sorted([gaap.path, srt.path, dei.path])
    assert store.packages_for("us-gaap/2024") == ()
    assert store.doctor() == ()


def test_doctor_finds_damage(tmp_path: Path) -> None:
    one = store.add(whole(tmp_path / "one.zip", "2023"))
    two = store.add(whole(tmp_path / "two.zip", "2024"))
    index_path(two.sha256).unlink()
    assert [f.code for f in store.doctor()] == ["XG-TAX-015"]
    assert "us-gaap:Revenues" in open_catalog("us-gaap/2024")
    assert store.doctor() == ()
    one.path.write_bytes(one.path.read_bytes()[:-1])
    (two.path.parent / "about.json").write_text("{", "utf-8")
    assert [f.code for f in store.doctor()] == ["XG-TAX-013", "XG-TAX-013"]
    assert [p.id for p in store.list_packages()] == ["one"]


def test_store_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XBRLGEN_DATA", str(tmp_path / "file"))
    with pytest.raises(XbrlgenError, match="cannot be written") as caught:
        store.add(whole(tmp_path / "p.zip"))
    assert caught.value.findings[0].code == "XG-TAX-011"


def test_two_runs_at_once(tmp_path: Path) -> None:
    paths = [whole(tmp_path / f"p{year}.zip", str(year)) for year in range(2021, 2025)]
    failed: list[BaseException] = []

    def work(path: Path) -> None:
        try:
            store.add(path)
        except XbrlgenError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [p.id for p in store.list_packages()] == [p.stem for p in paths]
    assert store.doctor() == ()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
def test_killed_in_the_middle(tmp_path: Path) -> None:
    """Whenever the adding is killed, the store has the package whole or not at all."""
    store.add(whole(tmp_path / "kept.zip", "2023"))
    kept = contents()
    path = whole(tmp_path / "big.zip", "2025", *(f"Element{n}" for n in range(4000)))
    code = (
        "import sys; from pathlib import Path; from xbrlgen.catalog import store;"
        "print('go', flush=True); store.add(Path(sys.argv[1])); print('done', flush=True)"
    )

    def run(delay: float | None) -> float:
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, env=os.environ, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "go\n"
            started = time.perf_counter()
            if delay is None:
                assert process.stdout.readline() == "done\n"
            else:
                time.sleep(delay)
                process.kill()
            process.wait()
        return time.perf_counter() - started

    took = run(None)
    store.remove("big")
    outcomes = set()
    for step in range(12):
        for left in (tmp_path / "cache").rglob("*.sqlite"):
            left.unlink()
        run(took * (step + 0.5) / 11)
        now = contents()
        assert {n: b for n, b in now.items() if n in kept} == kept
        ids = [p.id for p in store.list_packages()]
        assert ids in (["kept"], ["big", "kept"])
        assert not [f for f in store.doctor() if f.code == "XG-TAX-013"]
        outcomes.add(tuple(ids))
        if "big" in ids:
            store.remove("big")
    assert ("kept",) in outcomes
    assert store.add(path).id == "big"
    assert not list(store.store_dir().glob(".unfinished-*"))
    catalog_ = open_catalog("us-gaap/2025")
    assert sum(len(catalog_.part(p) or ()) for p in ("us-gaap", "srt", "dei")) == 12_000
