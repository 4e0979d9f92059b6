"""NumPy arrays and scalars in the `.npy` format, which holds no pickles here."""

from __future__ import annotations

import io
from typing import Any


class NumpyCodec:
    """`numpy.ndarray` of any dtype but object, and NumPy's scalars."""

    def takes(self, value: Any) -> bool:
        if type(value).__module__.partition(".")[0] != "numpy":
            return False
        import numpy as np

        return (type(value) is np.ndarray or isinstance(value, np.generic)) and not value.dtype.hasobject

    def hint(self, value: Any) -> str:
        import numpy as np

        return "array" if isinstance(value, np.ndarray) else "scalar"

    def encode(self, value: Any) -> bytes:
        import numpy as np

        sink = io.BytesIO()
        np.save(sink, value, allow_pickle=False)
        return sink.getvalue()

    def decode(self, data: bytes, *, hint: str) -> Any:
        import numpy as np

        found = np.load(io.BytesIO(data), allow_pickle=False)
        return found[()] if hint == "scalar" else found


NUMPY = NumpyCodec()
