"""A server is asked as programs ask it: by plain HTTP, with whatever headers one likes."""

import http.client
import socket
import ssl
from urllib.parse import urlsplit

UNCHECKED = ssl._create_unverified_context()  # certificates of tests are signed by nobody
NOT_THIS_MACHINE = ("127.0.0.2", 0)  # an address from which nobody is taken for a proxy


class Asking:
    """Whoever asks a server at an address, such as https://chainrule.test:8501/path, on this machine."""

    def __init__(self, address: str):
        scheme, self.netloc, path, *_ = urlsplit(address)
        self.secure, self.origin, self.base = scheme == "https", f"{scheme}://{self.netloc}", path.rstrip("/")
        self.port = int(self.netloc.rpartition(":")[2])

    def ask(self, path="/", method="GET", host=None, whence=None, **headers):
        """The status, the headers and the body of an answer."""
        more = {"context": UNCHECKED} if self.secure else {}
        kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        connection = kind("127.0.0.1", self.port, timeout=30, source_address=whence, **more)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, self.base + path, headers={"Host": host or self.netloc, **headers})
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    def handshake(self, **headers):
        """The status with which a websocket is answered."""
        asked = {
            "Host": self.netloc,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            **headers,
        }
        first = f"GET {self.base}/_stcore/stream HTTP/1.1"
        lines = [first, *(f"{name}: {value}" for name, value in asked.items()), "", ""]
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        with UNCHECKED.wrap_socket(plain) if self.secure else plain as connection:
            connection.sendall("\r\n".join(lines).encode())
            return int(connection.recv(4096).split()[1])
