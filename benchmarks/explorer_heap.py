"""What a page and its workers hold, by Chromium's protocol for debuggers."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WAIT, _TRIES = 20, 500


class Heap:
    """Asks the page and each worker that it starts."""

    def __init__(self, page: Page) -> None:
        """Attach; before the page is opened, so that no worker is missed."""
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._workers: list[str] = []
        self._answers: dict[int, Any] = {}
        self._numbers = count(1)
        self._session.on("Target.attachedToTarget", self._attached)
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )

    def used(self) -> int:
        """Bytes of objects and of the buffers behind them."""
        parts = [self._session.send("Runtime.getHeapUsage")]
        for worker in self._workers:
            number = next(self._numbers)
            asked = {"id": number, "method": "Runtime.getHeapUsage"}
            self._session.send(
                "Target.sendMessageToTarget", {"sessionId": worker, "message": json.dumps(asked)}
            )
            for _ in range(_TRIES):
                if number in self._answers:
                    parts.append(self._answers.pop(number))
                    break
                self._page.wait_for_timeout(_WAIT)
            else:
                raise TimeoutError("a worker did not say what it holds")
        return sum(int(part["usedSize"] + part.get("backingStorageSize", 0)) for part in parts)

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            self._workers.append(event["sessionId"])

    def _received(self, event: dict[str, Any]) -> None:
        said = json.loads(event["message"])
        if "id" in said and "result" in said:
            self._answers[said["id"]] = said["result"]
