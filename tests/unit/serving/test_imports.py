"""Looking at the room costs nothing, and a worker never carries the catalog."""

import subprocess
import sys


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_the_window_imports_nothing_heavy():
    assert not loaded_after("import flyball.serving") & {"numpy", "pyarrow", "sqlalchemy", "uvicorn", "onnxruntime"}


def test_a_worker_carries_no_catalog_and_no_web_framework():
    loaded = loaded_after("import flyball.serving.worker.run, flyball.serving.worker.runners.onnx")

    assert not loaded & {"sqlalchemy", "starlette", "duckdb", "sklearn", "pandas"}
