"""The arrows of the design, read from the code itself: who may import what, and what nobody may do.

Imports are read with `ast`, never run. Each rule is also tried on code that breaks it, so that a rule that finds
nothing is known to look.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("metrics", "loaders", "pages")
LINES = 350  # about 300 is what fits in one head; beyond this it is two subjects


def _modules() -> dict[str, Path]:
    """Return dotted name -> path of app.py and every module of the packages."""
    found = {"app": ROOT / "app.py"}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[dotted.removesuffix(".__init__")] = path
    return found


MODULES = _modules()


class _Trees(Mapping[str, ast.Module]):
    """The code of every module, parsed when it is asked for: each worker of the suite collects this file."""

    def __init__(self) -> None:
        self._parsed: dict[str, ast.Module] = {}

    def __getitem__(self, name: str) -> ast.Module:
        if name not in self._parsed:
            path = MODULES[name]
            self._parsed[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


TREES = _Trees()


@cache
def _nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return every node of a module: a dozen rules look at them."""
    return tuple(ast.walk(tree))


@cache
def imports(name: str, tree: ast.AST) -> tuple[str, ...]:
    """Return every module that this one imports, with relative imports resolved and `from a import b` as a.b too."""
    return tuple(_imports(name, tree))


def _imports(name: str, tree: ast.AST) -> Iterator[str]:
    package = name if MODULES.get(name, Path()).name == "__init__.py" else name.rpartition(".")[0]
    for node in _nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parts, base] if base else parts)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _offences(rule: str, name: str, tree: ast.AST) -> list[str]:
    return [f"{name} imports {module}" for module in imports(name, tree) if not allowed(rule, name, module)]


# What the pure core has no business with: the world, the clock, the screen.
IMPURE = (
    "os", "io", "pathlib", "shutil", "socket", "subprocess", "tempfile", "threading", "multiprocessing", "urllib",
    "http", "requests", "urllib3", "time", "random", "secrets", "logging", "gzip", "sqlite3", "glob", "asyncio",
    "streamlit", "plotly", "matplotlib", "duckdb", "cbsodata", "openpyxl", "xlsxwriter", "docx", "typst", "htpy",
)  # fmt: skip
SCREEN = ("streamlit", "plotly", "matplotlib", "htpy")


def allowed(rule: str, name: str, module: str) -> bool:  # noqa: C901 - a case per rule
    """Say whether `name` may import `module` under a rule."""
    edge = name.endswith("__main__")
    match rule:
        case "metrics is pure":
            if not _within(name, "metrics") or edge:
                return True
            return not _within(module, "loaders", "pages", "app", "tests", *IMPURE)
        case "loaders know no screen":
            return not _within(name, "loaders") or not _within(module, "pages", "app", "tests", *SCREEN)
        case "pages.ui does not know its pages":
            if not _within(name, "pages.ui"):
                return True
            return not _within(module, "app") and (
                not _within(module, "pages") or _within(module, "pages", "pages.ui")
            )
        case "only the cache reaches the loaders":
            if name in (
                "pages.ui.site.builds",
                "pages.ui.site.trouble",  # of builds: what keeps it from a build
                "pages.ui.site.saved_here",
                "pages.ui.bronnen.versions",
                "metrics.__main__",
                "pages.ui.gemeente.__main__",
            ) or _within(name, "loaders"):
                return True
            return not _within(module, "loaders")
        case "no page knows another page":
            theirs = [each for each in PAGE_PACKAGES if _within(module, f"pages.ui.{each}")]
            if _within(name, *(f"pages.ui.{each}" for each in SHARED)):
                return not theirs
            mine = re.sub(r"^pages\.(ui\.)?", "", name).partition(".")[0]
            return all(each == HOME.get(mine, mine) for each in theirs)
        case "what builds knows no comparison of pages":
            return not _within(name, "metrics.places", "metrics.numbers", "metrics.costs", "metrics.use") or (
                not _within(module, "metrics.groups", "metrics.comparing", "metrics.build", "metrics.report")
            )
        case "one door to duckdb":
            return name == "loaders.store" or not _within(module, "duckdb")
        case "one door to cbsodata":
            return name == "loaders.feed.cbs" or not _within(module, "cbsodata")
        case "one door to obstore":
            return name == "loaders.published" or not _within(module, "obstore")
        case "nothing executes what it is given":
            return module not in ("marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml")
        case _:
            raise AssertionError(f"no rule {rule}")


# What pages may share; every other folder of pages/ui is one page's own.
SHARED = ("site", "parts", "charts", "documents", "own", "brief", "forms")
PAGE_PACKAGES = sorted(
    path.name
    for path in (ROOT / "pages" / "ui").iterdir()
    if (path / "__init__.py").exists() and path.name not in SHARED
)
HOME = {"app": "home"}  # the script of the home page, and its folder

RULES = [
    "metrics is pure",
    "no page knows another page",
    "what builds knows no comparison of pages",
    "loaders know no screen",
    "pages.ui does not know its pages",
    "only the cache reaches the loaders",
    "one door to duckdb",
    "one door to cbsodata",
    "one door to obstore",
    "nothing executes what it is given",
]


@pytest.mark.parametrize("rule", RULES)
def test_arrows_run_one_way(rule: str) -> None:
    found = [offence for name, tree in TREES.items() for offence in _offences(rule, name, tree)]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "name", "code"),
    [
        ("metrics is pure", "metrics.costs.levels", "from pathlib import Path"),
        ("metrics is pure", "metrics.costs.levels", "import os.path"),
        ("metrics is pure", "metrics.costs.levels", "def f():\n    import streamlit as st"),
        ("metrics is pure", "metrics.report.claims.budgets", "from loaders import store"),
        ("loaders know no screen", "loaders.build.make", "import plotly.graph_objects as go"),
        ("loaders know no screen", "loaders.checks.core", "from pages.ui import formats"),
        ("pages.ui does not know its pages", "pages.ui.site.frame", "import app"),
        ("only the cache reaches the loaders", "pages.kosten", "from loaders.store import open_store"),
        ("only the cache reaches the loaders", "app", "import loaders.build.make"),
        ("only the cache reaches the loaders", "metrics.facts", "from loaders import shipped"),
        ("no page knows another page", "pages.ui.gebruik.view", "from pages.ui.kosten import view"),
        (
            "no page knows another page",
            "pages.ui.parts.tables",
            "from pages.ui.gemeente.batch import BatchOf",
        ),
        ("no page knows another page", "pages.kaart", "from pages.ui.gemeente import view"),
        (
            "what builds knows no comparison of pages",
            "metrics.costs.levels",
            "from metrics.groups import value",
        ),
        ("one door to duckdb", "loaders.build.make", "import duckdb"),
        ("one door to cbsodata", "loaders.feed.fetch", "from cbsodata import get_meta"),
        ("one door to obstore", "loaders.store", "import obstore.store"),
        ("nothing executes what it is given", "pages.ui.site.visiting.selection", "import yaml"),
    ],
)
def test_a_rule_finds_what_breaks_it(rule: str, name: str, code: str) -> None:
    assert _offences(rule, name, ast.parse(code))


def test_nothing_imports_in_a_circle() -> None:
    """Between the packages: metrics below, loaders and pages.ui on it, pages and app on top."""
    rank = {"metrics": 0, "loaders": 1, "pages.ui": 2, "pages": 3, "app": 4}

    def layer(module: str) -> int | None:
        return next(
            (
                rank[each]
                for each in ("pages.ui", "pages", "metrics", "loaders", "app")
                if _within(module, each)
            ),
            None,
        )

    for name, tree in TREES.items():
        if name == "metrics.__main__":
            continue
        for module in imports(name, tree):
            below, own = layer(module), layer(name)
            # `from pages.ui import x` also names the package pages itself: that is no page
            if below is not None and own is not None and module != "pages":
                assert below <= own, f"{name} imports {module}"


@cache
def _calls(tree: ast.AST) -> tuple[tuple[str, ast.Call], ...]:
    """Return the dotted name of everything that is called."""
    return tuple((ast.unparse(node.func), node) for node in _nodes(tree) if isinstance(node, ast.Call))


FORBIDDEN_CALLS = (
    r"(.*\.)?c?pickle\.(loads?|Unpickler)",  # unpickling runs what it is given
    r"eval|exec|compile|__import__",
    r"st\.navigation",  # breaks on a cold deep link beside a pages folder
    r"(go|.*graph_objects)\.(Choropleth|Scattergeo)",  # fetches a world map from outside
    r"os\.(system|popen)",
)


# The one place with a script of its own: a constant text that copies the link (pages/ui/site/saving.py).
SCRIPTED = {"pages.ui.site.saving"}


def _forbidden(tree: ast.AST, *, scripted: bool = False) -> list[str]:
    found = [name for name, _ in _calls(tree) for pattern in FORBIDDEN_CALLS if re.fullmatch(pattern, name)]
    for _, call in _calls(tree):
        for keyword in call.keywords:
            if keyword.arg == "unsafe_allow_html" or (
                keyword.arg == "unsafe_allow_javascript" and not scripted
            ):
                found.append(str(keyword.arg))
            if keyword.arg == "shell" and getattr(keyword.value, "value", None) is True:
                found.append("shell=True")
    for node in _nodes(tree):
        if isinstance(node, ast.Constant) and node.value in ("localized", "choropleth", "scattergeo"):
            found.append(str(node.value))  # a format of the browser's language; traces that fetch a map
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            found.append("bare except")
    return found


def test_nobody_does_what_is_forbidden() -> None:
    found = {name: _forbidden(TREES[name], scripted=name in SCRIPTED) for name in MODULES}
    assert len(found) > 500
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "code",
    [
        "st.markdown(x, unsafe_allow_html=True)",
        "st.markdown(x, unsafe_allow_html=flag)",
        "st.html(x, unsafe_allow_javascript=True)",
        "st.navigation([])",
        "go.Choropleth(z=z)",
        "figure = {'type': 'choropleth'}",
        "pickle.loads(x)",
        "eval(x)",
        "subprocess.run(x, shell=True)",
        "st.metric('a', 1, format='localized')",
        "try:\n    f()\nexcept:\n    g()",
    ],
)
def test_what_is_forbidden_is_found(code: str) -> None:
    assert _forbidden(ast.parse(code))


def _swallowed(tree: ast.AST) -> list[int]:
    """Return the lines where an exception of any kind is caught and nothing is done with it."""
    wide = {"Exception", "BaseException"}
    return [
        node.lineno
        for node in _nodes(tree)
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and wide & {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
        and all(isinstance(each, ast.Pass | ast.Continue) for each in node.body)
    ]


def test_no_exception_is_caught_and_ignored() -> None:
    assert {name: lines for name, tree in TREES.items() if (lines := _swallowed(tree))} == {}
    assert _swallowed(ast.parse("try:\n    f()\nexcept Exception:\n    pass")) == [3]


CLOCKS = re.compile(r"(.*\.)?(datetime|date|Timestamp)\.(now|today|utcnow)|(.*\.)?default_rng|open")


def _clock(tree: ast.AST) -> list[str]:
    return [
        name
        for name, call in _calls(tree)
        if CLOCKS.fullmatch(name) and not (name.endswith("default_rng") and call.args)
    ]


def test_metrics_ask_no_clock_no_chance_and_no_file() -> None:
    pure = {
        name: tree
        for name, tree in TREES.items()
        if _within(name, "metrics") and not name.endswith("__main__")
    }
    assert {name: found for name, tree in pure.items() if (found := _clock(tree))} == {}
    for code in ("datetime.now()", "pd.Timestamp.today()", "np.random.default_rng()", "open('x')"):
        assert _clock(ast.parse(code)), code
    assert not _clock(ast.parse("np.random.default_rng(7)"))


def test_modules_fit_in_one_head() -> None:
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: size for name, size in sizes.items() if size > LINES} == {}


def test_folders_are_scanned_at_a_glance() -> None:
    """A folder is a subject: at most twenty modules (`pages` itself, a script a page: thirty)."""
    counts: dict[str, int] = {}
    for path in MODULES.values():
        if path.name != "__init__.py":
            folder = str(path.parent.relative_to(ROOT))
            counts[folder] = counts.get(folder, 0) + 1
    limits = {"pages": 30}
    assert {folder: n for folder, n in counts.items() if n > limits.get(folder, 20)} == {}


def test_a_class_name_means_one_thing() -> None:
    """No two public classes of one name: a reader who knows one would take the other for it."""
    where: dict[str, list[str]] = {}
    for name, tree in TREES.items():
        for node in _nodes(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(name)
    assert {name: modules for name, modules in where.items() if len(modules) > 1} == {}


def test_the_code_of_nederland_has_one_home() -> None:
    found = [
        name
        for name, tree in TREES.items()
        for node in _nodes(tree)
        if isinstance(node, ast.Constant) and node.value == "NL01"
    ]
    assert found == ["metrics.places.codes"]


def test_metrics_remember_nothing_on_a_module() -> None:
    """What follows from a build is kept by the build (metrics.build); a module keeps only what never changes."""
    allowed_modules = {"metrics.dutch", "metrics.places.geography"}  # a number pattern; the Dutch grid
    found = [
        f"{name}.{node.name}"
        for name, tree in TREES.items()
        if _within(name, "metrics") and name not in allowed_modules
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any("cache" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert found == []


def test_pages_are_stories() -> None:
    """A page is about forty lines: what it shows, in order. The rest stands in pages/ui."""
    pages = {
        name: path
        for name, path in MODULES.items()
        if re.fullmatch(r"pages\.\w+", name) and name != "pages.ui"
    }
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in pages.items()}
    assert {name: size for name, size in sizes.items() if size > 80} == {}


def test_every_package_in_use_is_declared_and_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [each for extra in project["project"]["optional-dependencies"].values() for each in extra]
    declared = [
        *project["project"]["dependencies"],
        *project["tool"]["uv"]["constraint-dependencies"],
        *extras,
    ]
    names = {re.split(r"[=<>\[ ]", each)[0].lower() for each in declared}
    assert all("==" in each for each in declared)
    provided = {"charset_normalizer": "charset-normalizer", "docx": "python-docx"}
    used = {module.partition(".")[0] for name, tree in TREES.items() for module in imports(name, tree)}
    outside = used - set(sys.stdlib_module_names) - {*PACKAGES, "app", ""}
    missing = {each for each in outside if provided.get(each, each).lower() not in names}
    assert missing == set()
