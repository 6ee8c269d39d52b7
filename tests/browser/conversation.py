"""What a page and its server say to each other, so that a test knows when it has been answered.

Streamlit's page says that its script runs only once the server has told it so. Until then, a page that was
clicked looks like one that is done; the messages themselves leave no such gap.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Locator, Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

EVERY = 10  # milliseconds between two looks
PATIENCE = 30_000  # milliseconds


class Conversation:
    """Whether the last thing that a page asked for is done: asked, running, answered; or cut off."""

    def __init__(self, page: Page):
        self.state = "asked"  # a page asks as soon as it is connected
        page.on("websocket", self._connected)

    def _connected(self, socket: WebSocket) -> None:
        self.state = "asked"
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)
        socket.on("close", lambda _: self._closed())

    def _closed(self) -> None:
        self.state = "cut off"

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            message = BackMsg.FromString(frame)
            if message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun:
                self.state = "asked"

    def _received(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            if message.HasField("new_session") and self.state == "asked":
                self.state = "running"
            elif message.HasField("script_finished") and self.state == "running":
                again = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
                self.state = "asked" if again else "answered"


_conversations: WeakKeyDictionary[Page, Conversation] = WeakKeyDictionary()


def overhear(context: BrowserContext) -> None:
    """Listen to every page that this browser opens from now on."""
    context.on("page", lambda page: _conversations.setdefault(page, Conversation(page)))


def answered(page: Page) -> None:
    """Wait until the server has answered all that the page has asked so far."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    )  # what a click sets off is sent
    for _ in range(0, PATIENCE, EVERY):
        if _conversations[page].state == "answered":
            return
        page.wait_for_timeout(EVERY)
    raise AssertionError(f"The server did not answer within {PATIENCE // 1000} s: {_conversations[page].state}.")


def comes_true(page: Page, question: Callable[[], bool]) -> None:
    """Wait until something holds that no single element of the page tells, such as where two of them stand."""
    for _ in range(0, PATIENCE, EVERY):
        if question():
            return
        page.wait_for_timeout(EVERY)
    assert question(), "It has not come true."


def at_rest(element: Locator) -> None:
    """Wait until nothing inside of an element moves: each movement has ended, or was broken off. What turns for ever,
    as the sign that a page is at work, is not waited for."""
    element.evaluate("""e => Promise.allSettled(e.getAnimations({subtree: true})
        .filter((movement) => Number.isFinite(movement.effect?.getComputedTiming().endTime))
        .map((movement) => movement.finished))""")
