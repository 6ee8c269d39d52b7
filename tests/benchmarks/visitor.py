"""A browser as a server sees it: a websocket over which pages are asked for and buttons are clicked."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import websockets
from streamlit.proto.Alert_pb2 import Alert as AlertProto
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONGEST = 60.0  # seconds until a page counts as hung
KEPT = 8  # runs of a page for which a browser keeps a large element, as dashboard/.streamlit/config.toml says
FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass
class Answer:
    """What a page showed."""

    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)  # exceptions, which no student may see
    said: list[str] = field(default_factory=list)  # what cannot be done: sentences
    buttons: dict[str, str] = field(default_factory=dict)  # the id of each by its label
    query: str = ""  # of the address, where the page changed it


class Visitor:
    """One session."""

    async def arrive(self, address: str) -> "Visitor":
        self.buttons: dict[str, str] = {}
        self.received = 0  # bytes
        self.kept: dict[str, int] = {}  # hashes of large elements: in how many more runs of a page they are known
        self.socket = await websockets.connect(
            f"ws{address.removeprefix('http')}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            compression=None,
            open_timeout=LONGEST,
        )
        return self

    async def leave(self) -> None:
        await self.socket.close()

    async def look(self, page: str, query: dict[str, str] | None = None, click: str = "") -> Answer:
        """Ask for a page, or click a button of the one that was shown last."""
        message = BackMsg()
        ask = message.rerun_script
        ask.query_string, ask.page_name = urlencode(query or {}), page
        ask.cached_message_hashes.extend(self.kept)
        if click:
            state = ask.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[click], True
        began, answer = time.monotonic(), Answer()
        await self.socket.send(message.SerializeToString())
        while True:
            message_back = await asyncio.wait_for(self.socket.recv(), LONGEST)
            self.received += len(message_back)
            told = ForwardMsg.FromString(message_back)  # type: ignore[arg-type]
            if told.metadata.cacheable or told.ref_hash:
                self.kept[told.ref_hash or told.hash] = KEPT + 1
            match told.WhichOneof("type"):
                case "page_info_changed":
                    answer.query = told.page_info_changed.query_string
                case "delta":
                    self._note(told.delta.new_element, answer)
                case "script_finished" if told.script_finished == FINISHED:
                    answer.seconds = time.monotonic() - began
                    self.buttons = answer.buttons
                    self.kept = {name: left - 1 for name, left in self.kept.items() if left > 1}
                    return answer

    def _note(self, element, answer: Answer) -> None:
        match element.WhichOneof("type"):
            case "exception":
                answer.faults.append(f"{element.exception.type}: {element.exception.message}")
            case "alert" if element.alert.format == AlertProto.ERROR:
                answer.said.append(element.alert.body)
            case "button":
                answer.buttons[element.button.label] = element.button.id
