"""Builds in object storage: what is published comes in whole, or not at all, and nothing is built where it comes in.

Tried on a folder, and by the S3 protocol on moto's server where that is installed (`moto_server` on the path or named
by EIGENWIJZER_MOTO; it wants an environment of its own).
"""

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from loaders import __main__ as command
from loaders import published, seals, store
from loaders.build import make
from loaders.errors import StoreError
from loaders.published import PublishedError
from tests.browser.conftest import free_port
from tests.feed import small
from tests.support import snapshots


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a bucket on moto's server."""
    server = os.environ.get("EIGENWIJZER_MOTO") or shutil.which("moto_server")
    if server is None:
        pytest.skip("moto_server is not installed: S3 is not tried")
    url = f"http://127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [server, "-H", "127.0.0.1", "-p", url.rpartition(":")[2]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(urllib.request.Request(f"{url}/cijfers", method="PUT"), timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in (
                ("ENDPOINT_URL", url),
                ("ACCESS_KEY_ID", "wie"),
                ("SECRET_ACCESS_KEY", "geheim"),
                ("REGION", "eu-west-1"),
                ("ALLOW_HTTP", "true"),
            ):
                patch.setenv(f"AWS_{name}", value)
            yield "s3://cijfers/eigenwijzer"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """The address of a published store in a folder."""
    (tmp_path / "published").mkdir()
    return f"file://{tmp_path / 'published'}"


@pytest.fixture(params=["folder", "s3"])
def address(request: pytest.FixtureRequest) -> str:
    """Each kind of published store."""
    return str(request.getfixturevalue(request.param))


def sources(data_dir: Path) -> pd.DataFrame:
    return store.read_status(data_dir).sources


def test_what_is_published_is_what_a_follower_shows(address: str, report_copy: Path, tmp_path: Path) -> None:
    there = tmp_path / "replica"
    first = published.publish(report_copy, address)
    assert published.follow(there, address) == first == store.current_build(there)
    assert published.follow(there, address) is None
    snapshots.write(report_copy, "natura", small.natura())
    second = make.build(report_copy).build_id
    assert published.follow(there, address) is None, "not before it is published"
    assert published.publish(report_copy, address) == second
    assert published.follow(there, address) == second != first
    pd.testing.assert_frame_equal(sources(there), sources(report_copy))
    one, other = (store.build_file(each, second) for each in (report_copy, there))
    assert one.read_bytes() == other.read_bytes()
    assert published.publish(report_copy, address) == second, "a second time does no harm"
    assert published.follow(there, address) is None


def test_nothing_is_built_where_builds_come_in(
    folder: str, report_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "replica"
    build_id = published.publish(report_copy, folder)
    published.follow(there, folder)
    monkeypatch.setattr(make, "_base", lambda: "of a newer Eigenwijzer")
    assert make.ensure_build(there) == build_id
    path = store.build_file(there, build_id)
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(StoreError, match="run `python -m loaders follow`"):
        make.ensure_build(there)
    assert store.current_build(there) == build_id
    assert published.follow(there, folder) == build_id, "it comes in again"
    assert seals.intact(path)


def test_a_look_without_news_reads_no_build_and_a_bit_that_flipped_by_itself_heals(
    folder: str, report_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "replica"
    build_id = published.publish(report_copy, folder)
    published.follow(there, folder)
    assert published.follow(there, folder) is None
    read, digest = list[Path](), seals.digest

    def noted(path: Path) -> str:
        read.append(path)
        return digest(path)

    monkeypatch.setattr(seals, "digest", noted)
    assert published.follow(there, folder) is None
    assert read == [], "nothing has changed"
    path = store.build_file(there, build_id)
    sound, about = path.read_bytes(), path.stat()
    with path.open("r+b") as file:
        file.seek(5000)
        file.write(bytes([sound[5000] ^ 1]))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    now, later = time.monotonic, seals.AGAIN_S + 1
    monkeypatch.setattr(time, "monotonic", lambda: now() + later)
    assert published.follow(there, folder) == build_id, "it is read again after a while, and comes in again"
    assert path.read_bytes() == sound


def test_what_is_not_what_was_published_is_not_used(
    folder: str, report_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "replica"
    first = published.publish(report_copy, folder)
    published.follow(there, folder)
    snapshots.write(report_copy, "natura", small.natura())
    second = make.build(report_copy).build_id
    published.publish(report_copy, folder)
    digest = (tmp_path / "published" / "current").read_text().split()[1]
    held = tmp_path / "published" / "builds" / f"{digest}.duckdb"
    body = held.read_bytes()
    held.write_bytes(body[:5000] + b"x" + body[5001:])
    with pytest.raises(PublishedError, match="came in as something else"):
        published.follow(there, folder)
    assert store.current_build(there) == first
    assert [path.stem for path in store.builds_dir(there).glob("*.duckdb")] == [first]
    held.unlink()
    with pytest.raises(PublishedError, match="not found"):
        published.follow(there, folder)
    for pointer in ("", "../../etc 00", "x" * 10_000):
        (tmp_path / "published" / "current").write_text(pointer)
        with pytest.raises(PublishedError, match="no usable pointer"):
            published.follow(there, folder)
    assert store.current_build(there) == first != second


def test_the_commands_say_what_they_did(
    folder: str, report_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = str(tmp_path / "replica")
    assert command.main(["follow", folder, "--data", there]) == 1  # nothing was published
    assert command.main(["publish", folder, "--data", str(report_copy)]) == 0
    assert command.main(["follow", folder, "--data", there]) == 0
    assert command.main(["follow", folder, "--data", there]) == 0
    build_id = store.current_build(report_copy)
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"build {build_id} is published",
        f"build {build_id} is in use",
        "nothing new",
    ]
    assert said.err.count("\n") == 1 and "not found" in said.err
    snapshots.write(report_copy, "natura", small.natura())
    assert command.main(["follow", folder, "--data", str(report_copy)]) == 1
    assert "snapshots of its own" in capsys.readouterr().err
