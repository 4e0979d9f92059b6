"""What happened, as a value: the base of every event that is written to the chained event table.

A room declares its events as Structs with a tag, which is the event's name on the spine:

```python
class DatasetCommitted(Event, tag="dataset.committed", frozen=True, kw_only=True):
    rows: int
```
`ref` goes into the header, which is never erased and therefore holds no personal text; all other fields are the detail,
which can be erased while the chain still verifies.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One fact; `ref` is the address of the thing it is about."""

    ref: str

    @property
    def kind(self) -> str:
        """The tag, such as `dataset.committed`."""
        return str(self.__struct_config__.tag)

    def detail(self) -> dict[str, Any]:
        """Every field but the header's."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        return {key: value for key, value in fields.items() if key not in {"kind", "ref"}}
