"""How values with bytes of their own are stored; structure around them is the document of `values.py`."""

from flyball.core import Registry
from flyball.pipelines.codecs.base import Codec

CODECS: Registry[Codec] = Registry(
    "codec",
    {
        "bytes": "flyball.pipelines.codecs.raw:BYTES",
        "numpy": "flyball.pipelines.codecs.npy:NUMPY",
        "arrow": "flyball.pipelines.codecs.arrow:ARROW",
        "struct": "flyball.pipelines.codecs.struct:STRUCT",
    },
)
"""Codec by name; a plug-in adds one through the entry-point group `flyball.codec`."""

__all__ = ["CODECS", "Codec"]
