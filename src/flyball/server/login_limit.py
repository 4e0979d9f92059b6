"""How often somebody may guess: ten failures from one address in a quarter of an hour, then a wait."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque

from flyball.core import LOCAL_PROJECT, SYSTEM, Call, Clock, Event, calling, to_us
from flyball.core.errors import Busy
from flyball.store.catalog import Catalog

FAILURES = 10
WINDOW_S = 15 * 60
_KEPT = 10_000  # pairs of account and address; beyond it the oldest is forgotten, so that memory stays bounded
_MINUTE_US = 60_000_000


class LoginRefused(Event, tag="session.refused", frozen=True, kw_only=True):
    """Somebody tried to sign in and could not; one event a minute for each account and address."""

    address: str


class TooManyLogins(Busy):
    """Too many failed logins from this address; other addresses are not affected."""

    code = "too-many-logins"
    retry_after_s = WINDOW_S


class LoginLimit:
    """Counts failures by (account, address) in memory. Safe to call from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], deque[int]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, account: str, address: str) -> None:
        """Raise `TooManyLogins` when the limit is reached."""
        with self._lock:
            count = len(self._recent((account, address)))
        if count >= FAILURES:
            raise TooManyLogins("too many failed logins from this address", hint=f"wait {WINDOW_S // 60} minutes")

    def failed(self, account: str, address: str) -> bool:
        """Count one failure; True if it is the first of its minute and so deserves an event."""
        now_us = to_us(self._clock.now())
        with self._lock:
            recent = self._recent((account, address))
            is_first = not recent or now_us // _MINUTE_US != recent[-1] // _MINUTE_US
            recent.append(now_us)
            self._failures[(account, address)] = recent
            self._failures.move_to_end((account, address))
            while len(self._failures) > _KEPT:
                self._failures.popitem(last=False)
        return is_first

    def _recent(self, key: tuple[str, str]) -> deque[int]:
        found = self._failures.get(key, deque(maxlen=FAILURES))
        oldest = to_us(self._clock.now()) - WINDOW_S * 1_000_000
        while found and found[0] <= oldest:
            found.popleft()
        return found


def record_refusal(catalog: Catalog, account: str, address: str) -> None:
    """Put a refused login into the audit trail."""
    refused = LoginRefused(ref=f"principal:{account}", address=address)
    with calling(Call(principal=SYSTEM, project=LOCAL_PROJECT)), catalog.change("login.refused") as change:
        change.emit(refused, outcome="denied")
