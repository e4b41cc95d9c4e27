"""Long work of one session in a thread of its own: how far it is, how to stop it, how it ended. No screen here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from valuemodel.store.progress import Cancelled

PATIENCE = 1.0
"""Seconds that a page waits for work before it shows how far it is: most files are done by then."""


class Work:
    """`job` in a thread; it gets this object, and calls `tell` now and then."""

    def __init__(self, subject: str, job: Callable[[Work], Any], rows: int = 0) -> None:
        self.subject, self.rows = subject, rows
        self.share, self.step, self.done = 0.0, "reading", 0
        self.stopped, self._began = False, time.monotonic()
        self._result: Any = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(job,), daemon=True, name=f"work on {subject[:40]}")
        self._thread.start()

    def _run(self, job: Callable[[Work], Any]) -> None:
        try:
            self._result = job(self)
        except BaseException as error:
            self._error = error

    def tell(self, share: float, step: str, done: int | None = None) -> bool:
        """Notes the share done, the step's key and how many rows that is; False once somebody wants it stopped."""
        self.share, self.step = min(max(share, 0.0), 1.0), step
        self.done = round(self.share * self.rows) if done is None else done
        return not self.stopped

    def tell_or_stop(self, share: float, step: str, done: int | None = None) -> None:
        """The same for work that is stopped by raising (`Cancelled`)."""
        if not self.tell(share, step, done):
            raise Cancelled(self.subject)

    def stop(self) -> None:
        """Asks the work to end; what it changes is all or nothing, so it leaves nothing behind."""
        self.stopped = True

    def ended(self) -> bool:
        """Whether it has ended; within `PATIENCE` of its beginning that is waited for."""
        self._thread.join(max(self._began + PATIENCE - time.monotonic(), 0.0))
        return not self.running

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self._thread.is_alive()

    def result(self) -> Any:
        """What the job returned, or what it raised."""
        if self._error is not None:
            raise self._error
        return self._result
