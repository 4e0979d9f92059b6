"""What every flavour must do; an adapter's test is this class with two fixtures."""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flyball.core.errors import BadInput, UnsafeModel
from flyball.registry.flavours.base import Flavour, Matrix, Scores
from flyball.registry.sniff import check_file

_CLEAN_LOAD = """
import sys, numpy as np
from pathlib import Path
from flyball.registry.flavours import FLAVOURS
from flyball.registry.model import Signature
import msgspec
folder, name = Path(sys.argv[1]), sys.argv[2]
files = {f.name: f.read_bytes() for f in folder.iterdir() if f.suffix not in {".npy", ".signature"}}
signature = msgspec.json.decode((folder / "x.signature").read_bytes(), type=Signature)
scores = FLAVOURS.get(name).load(files, signature).predict_matrix(np.load(folder / "rows.npy"))
np.save(folder / "scores.npy", scores)
"""


class FlavourContract:
    """Derive, and give the fixtures `flavour`, `model`, `rows` and, where the library can score, `expected`."""

    @pytest.fixture
    def flavour(self) -> Flavour:
        raise NotImplementedError

    @pytest.fixture
    def model(self) -> Any:
        """A trained model of this flavour."""
        raise NotImplementedError

    @pytest.fixture
    def rows(self) -> Matrix:
        """Typical inputs of the model, at least 20."""
        raise NotImplementedError

    @pytest.fixture
    def expected(self) -> Scores | None:
        """What the model's own library predicts for `rows`; None where it cannot say."""
        return None

    def test_it_recognises_its_own_and_nothing_else(self, flavour: Flavour, model: Any) -> None:
        assert flavour.recognises(model)
        assert not flavour.recognises(object())
        assert not flavour.recognises({"a": 1})

    def test_a_saved_model_predicts_what_the_trained_one_does(
        self, flavour: Flavour, model: Any, rows: Matrix, expected: Scores | None
    ) -> None:
        saved = flavour.save(model, rows, self.columns(rows))
        scores = flavour.load(saved.files, saved.signature).predict_matrix(rows)

        assert scores.shape[0] == len(rows)
        if expected is not None:
            np.testing.assert_allclose(scores, expected, atol=1e-4)

    def test_it_loads_in_a_process_that_knows_nothing(
        self, flavour: Flavour, model: Any, rows: Matrix, tmp_path: Path
    ) -> None:
        import msgspec

        saved = flavour.save(model, rows, self.columns(rows))
        for name, content in saved.files.items():
            (tmp_path / name).write_bytes(content)
        (tmp_path / "x.signature").write_bytes(msgspec.json.encode(saved.signature))
        np.save(tmp_path / "rows.npy", rows)

        subprocess.run([sys.executable, "-c", _CLEAN_LOAD, str(tmp_path), flavour.name], check=True, timeout=60)

        scores = flavour.load(saved.files, saved.signature).predict_matrix(rows)
        np.testing.assert_array_equal(np.load(tmp_path / "scores.npy"), scores)

    def test_saving_twice_gives_the_same_bytes(self, flavour: Flavour, model: Any, rows: Matrix) -> None:
        columns = self.columns(rows)

        assert flavour.save(model, rows, columns).files == flavour.save(model, rows, columns).files

    def test_a_batch_is_its_rows(self, flavour: Flavour, model: Any, rows: Matrix) -> None:
        saved = flavour.save(model, rows, self.columns(rows))
        predictor = flavour.load(saved.files, saved.signature)

        one_by_one = np.concatenate([predictor.predict_matrix(rows[i : i + 1]) for i in range(len(rows))])

        np.testing.assert_allclose(predictor.predict_matrix(rows), one_by_one, atol=1e-6)

    def test_its_files_load_without_running_code(self, flavour: Flavour, model: Any, rows: Matrix) -> None:
        for name, content in flavour.save(model, rows, self.columns(rows)).files.items():
            check_file(name, content)

    def test_other_bytes_in_its_files_are_refused(self, flavour: Flavour, model: Any, rows: Matrix) -> None:
        saved = flavour.save(model, rows, self.columns(rows))

        for content in (b"", b"hello", b"\x80\x04\x95."):
            with pytest.raises((BadInput, UnsafeModel)):
                flavour.load(dict.fromkeys(saved.files, content), saved.signature)

    def columns(self, rows: Matrix) -> tuple[str, ...]:
        """Names for the columns."""
        return tuple(f"c{i}" for i in range(rows.shape[1]))
