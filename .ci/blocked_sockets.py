"""Installed as `sitecustomize`: any use of the network ends the program."""

import socket


class _Blocked(socket.socket):
    def connect(self, address: object) -> None:
        message = f"a connection was tried: {address}"
        raise SystemExit(message)

    connect_ex = connect  # type: ignore[assignment]


def _no_lookup(*arguments: object, **_options: object) -> None:
    message = f"a name was looked up: {arguments}"
    raise SystemExit(message)


socket.socket = _Blocked  # type: ignore[misc]
socket.getaddrinfo = _no_lookup  # type: ignore[assignment]
