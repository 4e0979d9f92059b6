"""Arrow tables in the IPC stream format."""

from __future__ import annotations

from typing import Any


class ArrowCodec:
    """`pyarrow.Table`. How a table was cut into chunks is not part of its value."""

    def takes(self, value: Any) -> bool:
        if type(value).__module__.partition(".")[0] != "pyarrow":
            return False
        import pyarrow as pa

        return type(value) is pa.Table

    def hint(self, value: Any) -> str:
        return "table"

    def encode(self, value: Any) -> bytes:
        import pyarrow as pa

        whole = value.unify_dictionaries().combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, whole.schema) as writer:
            writer.write_table(whole)
        content: bytes = sink.getvalue().to_pybytes()
        return content

    def decode(self, data: bytes, *, hint: str) -> Any:
        import pyarrow as pa

        return pa.ipc.open_stream(data).read_all()


ARROW = ArrowCodec()
