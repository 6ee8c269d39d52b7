"""What a browser may leave in the server's memory has an end."""

import asyncio

import pytest

from dashboard.commands.uploads import ENDPOINT, LARGEST, PAGE, SERVER, Uploads


class Server:
    """An application that notes what reaches it, and takes its time where it is told to."""

    def __init__(self):
        self.reached, self.go_on = [], asyncio.Event()
        self.go_on.set()

    async def __call__(self, scope, receive, send):
        self.reached.append(scope["path"])
        await self.go_on.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})


async def put(app, page="anna", length=b"1000", method="PUT", path=ENDPOINT):
    """The status of the answer to an upload."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [] if length is None else [(b"content-length", length)]
    scope = {"type": "http", "method": method, "path": f"{path}{page}/file", "headers": headers, "query_string": b""}
    await app(scope, None, send)
    return sent[0]["status"]


@pytest.mark.parametrize(
    ("held", "length", "status"),
    [
        ({}, b"1000", 204),
        ({"anna": PAGE - 1000}, b"1000", 204),
        ({"anna": PAGE - 999}, b"1000", 413),
        ({"bert": PAGE - 999}, b"1000", 204),
        ({"anna": PAGE - LARGEST}, None, 204),
        ({"anna": PAGE - LARGEST + 1}, None, 413),  # it does not say how long it is: it may be the longest
        ({"anna": PAGE - LARGEST + 1}, b"-5", 413),
        ({"anna": PAGE - LARGEST + 1}, b"9" * 5_000, 413),
        ({f"page {k}": LARGEST for k in range(SERVER // LARGEST)}, b"1000", 413),
    ],
)
def test_a_page_and_a_server_hold_so_much(held, length, status):
    async def upload():
        server = Server()
        assert await put(Uploads(server, lambda: held), length=length) == status
        assert bool(server.reached) == (status == 204)

    asyncio.run(upload())


def test_what_is_on_its_way_counts_and_what_has_come_no_longer():
    async def uploads():
        server = Server()
        server.go_on.clear()
        app = Uploads(server, dict)
        length = str(LARGEST).encode()
        coming = [asyncio.create_task(put(app, length=length)) for _ in range(PAGE // LARGEST)]
        await asyncio.sleep(0)
        assert await put(app, length=length) == 413
        server.go_on.set()
        assert await asyncio.gather(*coming) == [204] * len(coming)
        assert app.coming == {}
        assert await put(app, length=length) == 204

    asyncio.run(uploads())


@pytest.mark.parametrize("more", [{"method": "DELETE"}, {"path": "/step/"}])
def test_nothing_else_is_touched(more):
    async def others():
        assert await put(Uploads(Server(), lambda: {"anna": SERVER}), **more) == 204

    asyncio.run(others())
