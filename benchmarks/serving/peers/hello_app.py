"""The floor: an answer of two bytes from a raw ASGI callable on uvicorn, httptools and uvloop."""

import sys
from typing import Any

import uvicorn

START = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await receive()
        await send(START)
        await send({"type": "http.response.body", "body": b"{}"})


if __name__ == "__main__":
    port = int(sys.argv[1])
    uvicorn.run(app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", access_log=False, log_level="error")
