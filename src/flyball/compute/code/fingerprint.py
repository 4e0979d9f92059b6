"""The fingerprint of a function: a digest of everything it reaches."""

from __future__ import annotations

import sys

from flyball.compute.code.origin import flyball_version
from flyball.compute.code.walk import Walk
from flyball.compute.model import Fingerprint
from flyball.core import digest


def fingerprint(subject: object) -> Fingerprint:
    """Identity of a function's (or a class's, or any value's) code: equal when nothing that it reaches has changed.

    Reached are the helpers, classes, constants, defaults and closures that the code *uses*, through project modules to
    any depth, as they are loaded now; installed distributions count by version with all they require, Python by its
    minor version. Comments, docstrings, positions, annotations of locals and unused names do not count. What cannot
    be hashed is named in `unhashable`, never guessed.

    >>> def double(x):
    ...     return 2 * x
    >>> def treble(x):
    ...     return 3 * x
    >>> fingerprint(double).digest == fingerprint(treble).digest
    False
    """
    walk = Walk()
    root = walk.token(subject, path="it")
    nodes = walk.finish()
    components = {label: digest(content)[:16] for label, content in nodes.items()}
    components |= {f"distribution {name}": version for name, version in walk.distributions.items()}
    components["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    if walk.uses_flyball:
        components["flyball"] = flyball_version()
    # All nodes are collected first and hashed flat: a hash made along the way would depend on where a cycle is entered.
    return Fingerprint(
        digest=digest({"root": root, "components": components}),
        components=dict(sorted(components.items())),
        spans=walk.spans,
        unhashable=tuple(sorted(walk.unhashable)),
        modules=tuple(sorted(walk.modules)),
    )
