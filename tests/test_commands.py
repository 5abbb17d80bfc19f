"""Every command ends in one way: its exit code, one line in English on standard error, nothing half, no traceback."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from loaders import command_line
from loaders.__main__ import main as loaders
from loaders.__main__ import parser as of_loaders
from metrics.__main__ import main as metrics
from metrics.__main__ import parser as of_metrics
from pages.ui.gemeente.__main__ import main as onepagers

DUTCH = re.compile(r"\b(de|het|een|geen|niet|van|zijn|is niet|kies)\b", re.IGNORECASE)
Main = Callable[[Sequence[str]], int]

# With the report alone: command, what it is asked, exit code, and of the line on standard error what must be in it.
ENDINGS: list[tuple[Main, str, int, str]] = [
    (metrics, "table 2", 0, ""),
    (metrics, "table 12", 2, "invalid choice: 12"),
    (metrics, "table 2 --source cbs", 1, "no CBS table is loaded"),
    (metrics, "compare", 0, ""),
    (metrics, "compare Devnter", 1, "no gemeente 'Devnter'; did you mean Deventer?"),
    (metrics, "compare --year 1900", 1, "1900"),
    (metrics, "compare Deventer --group size", 2, "--group needs --year"),
    (metrics, "compare --group size --year 2023", 2, "--group takes exactly one gemeente"),
    (metrics, "compare Deventer --year 2023 --source cbs", 2, "--source does not go with --year"),
    (metrics, "audit --output {tmp}/no/such/file.csv", 1, "No such file or directory"),
    (metrics, "audit --output {tmp}", 1, "Is a directory"),
    (metrics, "audit --data {file}", 1, "File exists"),
    (metrics, "claims", 0, ""),
    (metrics, "claims --format xlsx", 2, "invalid choice: 'xlsx'"),
    (metrics, "group Deventer --kind report", 0, ""),
    (metrics, "group Deventer --kind round", 2, "invalid choice: 'round'"),
    (metrics, "group Deventer --kind report --k 3", 2, "--k does not go with --kind report"),
    (metrics, "group Deventer --kind statistical", 1, "no context of gemeenten"),
    (metrics, "group Deventer --kind statistical --weights luck=1", 2, "no theme 'luck'"),
    (metrics, "group Deventer --kind statistical --weights inkomen=much", 2, "with a number as W"),
    (metrics, "group Deventer --kind statistical --weights inkomen=-1", 2, "a weight is 0 or more"),
    (metrics, "group Deventer --kind own --members Zwolle,Almelo", 2, "separate members with spaces"),
    (metrics, "group Deventer --kind own --members Zwolle", 1, "at least two other gemeenten"),
    (metrics, "group Deventer --kind saved --name mine", 1, "no saved group 'mine'"),
    (metrics, "group Deventer --kind size", 1, "'inwoners_n' is not loaded"),
    (metrics, "group Zwolle --kind report", 1, "the report has a group for these only"),
    (metrics, "figures --region Deventer", 0, ""),
    (metrics, "figures --region Devnter", 1, "did you mean Deventer?"),
    (metrics, "figures --indicator happiness", 1, "no figures for indicator happiness"),
    (metrics, "figures --period 1900", 1, "no figures for period 1900"),
    (metrics, "codebook --format md", 0, ""),
    (metrics, "share JZ33 --year 2023 --key inhabitants", 1, "no jeugdregio 'JZ33' is loaded"),
    (metrics, "congruence --year 2026", 1, "no divisions of 2026 are loaded"),
    (metrics, "news Deventer", 1, "this is the first version"),
    (metrics, "robust Deventer --group round", 2, "invalid choice: 'round'"),
    (metrics, "robust Deventer --indicator happiness", 1, "happiness"),
    (metrics, "package {tmp}/package", 0, ""),
    (metrics, "package {file}", 1, "is no directory"),
    (metrics, "", 2, "the following arguments are required: command"),
    (loaders, "status", 3, "nothing is loaded yet"),
    (loaders, "status --data {tmp}/nothing", 1, "no build"),
    (loaders, "refresh --only nothing", 1, "nothing"),
    (loaders, "refresh --as-of yesterday", 2, "--as-of"),
    (loaders, "doctor --only nothing", 1, "nothing"),
    (loaders, "doctor --seconds many", 2, "--seconds"),
    (loaders, "publish file://{file}/store", 1, "file://"),
    (loaders, "follow file://{tmp}", 1, "current"),
    (loaders, "publish", 2, "EIGENWIJZER_STORE"),
    (loaders, "publish ducklake:postgres:host=x", 2, "not in a command"),
    (loaders, "follow ducklake:postgres:host=x", 2, "not in a command"),
    (onepagers, "--region Deventer --format docx {tmp}/pages", 0, ""),
    (onepagers, "--region Deventer --region Narnia --format docx {tmp}/pages", 3, "'Narnia'"),
    (onepagers, "--region Narnia {tmp}/pages", 1, "none could be made"),
    (onepagers, "--region Deventer {file}", 1, "File exists"),
    (onepagers, "{tmp}/pages", 2, "--region"),
]  # fmt: skip


@pytest.fixture(scope="module")
def report(report_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the build of the report, of these tests alone."""
    return Path(shutil.copytree(report_data, tmp_path_factory.mktemp("commands") / "report"))


@pytest.mark.parametrize(("main", "asked", "code", "said"), ENDINGS)
def test_each_command_ends_as_it_is_written_down(  # noqa: PLR0913 - four of them are a row
    main: Main,
    asked: str,
    code: int,
    said: str,
    report: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EIGENWIJZER_DATA", str(report))
    (tmp_path / "file").write_text("no folder")
    try:
        ended = main(asked.format(tmp=tmp_path, file=tmp_path / "file").split())
    except SystemExit as stopped:  # argparse
        ended = int(str(stopped.code))
    out, err = capsys.readouterr()
    assert ended == code, err
    assert said in err
    assert not DUTCH.search(err), err
    assert bool(err) == (code != 0)
    if code == command_line.FAILED:
        assert out == ""
        assert err.splitlines()[-1].startswith("error: ")


def test_a_row_for_every_command_well_and_wrong() -> None:
    commands = {
        (main, name)
        for main, made in ((metrics, of_metrics()), (loaders, of_loaders()))
        for action in made._subparsers._group_actions  # type: ignore[union-attr]
        for name in action.choices or ()
    }
    wrong = {(main, asked.partition(" ")[0]) for main, asked, code, _ in ENDINGS if code}
    assert commands - wrong == {(metrics, "codebook")}  # which is asked nothing that can be wrong


def _run(code: str, data: Path) -> tuple[int, str]:
    """Run a shell line; return its exit code and what stood on standard error."""
    with subprocess.Popen(
        ["bash", "-c", code],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={"EIGENWIJZER_DATA": str(data), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        cwd=Path(__file__).parents[1],
    ) as child:
        _, err = child.communicate(timeout=60)
        return child.returncode, err


@pytest.mark.parametrize("command", ["metrics figures", "loaders status --help", "metrics --help"])
def test_who_does_not_read_on_gets_no_complaint(command: str, report: Path) -> None:
    assert _run(f"set -o pipefail; python -m {command} | head -1", data=report) == (0, "")


def test_who_does_not_read_on_still_gets_the_exit_code(report: Path) -> None:
    code, err = _run("set -o pipefail; python -m loaders status | head -1", data=report)
    assert code == command_line.PARTLY
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
@pytest.mark.parametrize("command", ["metrics audit", "loaders status", "metrics audit --output /dev/full"])
def test_a_full_disk_is_one_line(command: str, report: Path) -> None:
    code, err = _run(f"exec python -m {command} >/dev/full", data=report)
    assert code == command_line.FAILED
    assert len(err.splitlines()) == 1 and "No space left on device" in err


# Somebody presses Ctrl-C at the moment that pandas is being imported.
STOPPED_IN_TIME = """
import os, runpy, signal, sys
class Stop:
    def find_spec(self, name, *_):
        if name == "pandas":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
module, *sys.argv[1:] = sys.argv[1:]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize(
    "command", ["metrics figures", "loaders status", "pages.ui.gemeente --region rapport x"]
)
def test_ctrl_c_is_one_line_also_while_all_is_being_imported(command: str, report: Path) -> None:
    code, err = _run(f"exec python -c {shlex.quote(STOPPED_IN_TIME)} {command}", data=report)
    assert (code, err) == (command_line.INTERRUPTED, "interrupted\n")


def test_a_file_that_is_typed_wrong_is_told_in_english(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = report / "own" / "reference_groups.toml"
    groups.parent.mkdir()
    groups.write_text(
        '[[group]]\nname = "Ours"\nmembers = ["Zwolle"]\nreason = "x"\nauthor = "y"\n'
        '[[group]]\nname = "Good"\nmembers = ["Zwolle", "Apeldoorn"]\nreason = "x"\nauthor = "y"\n'
    )
    metrics(["group", "Deventer", "--kind", "saved", "--name", "Good", "--data", str(report)])
    out, err = capsys.readouterr()
    groups.unlink()
    assert "Zwolle" in out
    assert err == (
        "note: reference_groups.toml (record ours, field members): a group needs at least two different gemeenten; "
        "add a gemeente\n"
    )
