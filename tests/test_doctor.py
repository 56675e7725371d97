"""``compmodels doctor``: each fault is made to happen, and the printed command is looked at."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from compmodels.__main__ import main
from compmodels.commands import doctor

PIP = f"{sys.executable} -m pip install "


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """Fill in a version to pretend that it is installed, or None for not installed."""
    pretended: dict[str, str | None] = {}
    real = metadata.version

    def version(name: str) -> str:
        found = pretended.get(name, "real")
        if found is None:
            raise metadata.PackageNotFoundError(name)
        return real(name) if found == "real" else found

    monkeypatch.setattr(metadata, "version", version)
    return pretended


@pytest.fixture
def jupyter_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home folder for Jupyter's settings and data, preferred to what is installed."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    return tmp_path


def report(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Exit code and the lines of faults that ``compmodels doctor`` prints."""
    code = main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    return code, [line for line in lines if line.startswith("FAULT")]


def only_fault(capsys: pytest.CaptureFixture[str]) -> str:
    """The one fault that is printed; the exit code says that there is one."""
    code, faults = report(capsys)
    assert code == 1
    assert len(faults) == 1, faults
    return faults[0]


def test_all_is_well(capsys: pytest.CaptureFixture[str], jupyter_home: Path):
    assert report(capsys) == (0, [])


def test_old_python(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))
    assert "install Python 3.11 or newer" in only_fault(capsys)


def test_package_missing(capsys: pytest.CaptureFixture[str], versions: dict[str, str | None]):
    versions["scikit-learn"] = None
    fault = only_fault(capsys)
    assert "not installed" in fault
    assert fault.endswith(f'run: {PIP}"scikit-learn>=1.5"')


def test_package_too_old(capsys: pytest.CaptureFixture[str], versions: dict[str, str | None]):
    versions["jupyterlab"] = "4.0.1"
    fault = only_fault(capsys)
    assert "4.0.1, but >=4.3 is needed" in fault
    assert fault.endswith(f'run: {PIP}"jupyterlab>=4.3"')


def test_package_of_a_package(capsys: pytest.CaptureFixture[str], versions: dict[str, str | None]):
    versions["jupyterlab-widgets"] = versions["jupyterlab_widgets"] = "1.0"
    fault = only_fault(capsys)
    assert "for ipywidgets" in fault
    assert f'run: {PIP}"jupyterlab_widgets' in fault


def test_course_not_installed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    real = metadata.requires

    def requires(name: str) -> list[str] | None:
        if name == "compmodels":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "requires", requires)
    code, faults = report(capsys)
    assert code == 1
    assert faults[0].endswith(f'run: {PIP}--editable ".[lab]"')


def test_kernel_of_another_python(capsys: pytest.CaptureFixture[str], jupyter_home: Path):
    kernel = jupyter_home / "data/kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    argv = ["/elsewhere/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": argv, "display_name": "P", "language": "python"}))
    fault = only_fault(capsys)
    assert "/elsewhere/bin/python; run: " in fault
    assert f"{sys.executable} -m ipykernel install --" in fault


def test_no_kernel(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    from jupyter_client import kernelspec

    def nothing(self: object, name: str) -> None:
        raise kernelspec.NoSuchKernel(name)

    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", nothing)
    fault = only_fault(capsys)
    assert "not found; run: " in fault
    assert fault.endswith("--name python3")


def test_jupyter_client_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "jupyter_client.kernelspec", None)
    assert only_fault(capsys).endswith(f"run: {PIP}jupyter_client")


WITHOUT_PACKAGING = (
    "import sys; sys.modules['packaging'] = None; from compmodels.__main__ import main; "
    "sys.exit(main(['doctor']))"
)


def test_packaging_missing_is_told_once():
    command = [sys.executable, "-c", WITHOUT_PACKAGING]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    (fault,) = [line for line in done.stdout.splitlines() if line.startswith("FAULT")]
    assert fault.endswith(f"run: {PIP}packaging")


@pytest.mark.parametrize("folder", ["/a folder", "/folder"])
def test_powershell_is_told_of_quoted_commands(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    versions: dict[str, str | None],
    folder: str,
):
    versions["scikit-learn"] = None
    monkeypatch.setattr(sys, "executable", f"{folder}/python")
    assert main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert (f'run: "{folder}/python" -m pip' in printed) == (" " in folder)
    assert ("In PowerShell, write & and a space" in printed) == (" " in folder)


@pytest.mark.parametrize("name", doctor.FRONT_ENDS)
def test_front_end_disabled(capsys: pytest.CaptureFixture[str], jupyter_home: Path, name: str):
    page = jupyter_home / "config/labconfig/page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"disabledExtensions": {name: True}}))
    fault = only_fault(capsys)
    assert fault.endswith(f"run: {sys.executable} -m jupyter labextension enable {name}")


@pytest.mark.parametrize(("name", "package"), doctor.FRONT_ENDS.items())
def test_front_end_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, package: str
):
    from jupyterlab_server import config

    real = config.get_federated_extensions

    def without(folders: list[str]) -> dict[str, object]:
        return {key: value for key, value in real(folders).items() if key != name}

    monkeypatch.setattr(config, "get_federated_extensions", without)
    fault = only_fault(capsys)
    assert "not found" in fault
    assert fault.endswith(f"run: {PIP}--force-reinstall --no-deps {package}")


@pytest.mark.parametrize("name", doctor.FRONT_ENDS)
def test_front_end_of_another_version(
    capsys: pytest.CaptureFixture[str], jupyter_home: Path, name: str
):
    package = jupyter_home / "data/labextensions" / name / "package.json"
    package.parent.mkdir(parents=True)
    package.write_text(json.dumps({"name": name, "version": "3.1.0", "jupyterlab": {}}))
    assert "3.1.0; run: " in only_fault(capsys)


def test_optional_parts_are_no_faults(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    versions: dict[str, str | None],
):
    versions["nbgrader"] = versions["hypothesis"] = None
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("COMPMODELS_CHROMIUM", raising=False)
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    optional = [line for line in lines if line.startswith("- ")]
    assert len(optional) == 3
    assert optional[0].endswith(f'missing: nbgrader; run: {PIP}"nbgrader>=0.9.5"')
