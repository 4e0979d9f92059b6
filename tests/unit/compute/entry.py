"""Functions that tests run in a child process."""

from pathlib import Path

import msgspec

from flyball.compute import Snapshot, import_from


def run(request):
    snapshot = msgspec.json.decode(request["snapshot"], type=Snapshot)
    fit = import_from(snapshot, Path(request["folder"]), "shop_for_snapshot.train:fit")
    return fit(21)


def fail(argument):
    raise ZeroDivisionError("one over nothing")
