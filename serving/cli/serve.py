"""`coopscore serve`: pages and HTTP, for this machine only."""

import contextlib
import socket

import click
import uvicorn

from coopscore.errors import AddressTaken
from serving.app import LOCAL_ADDRESS, check_address, create_app
from serving.cli.session import CONTEXT, Session, options, with_session


@click.command(context_settings=CONTEXT)
@click.option("--host", default=LOCAL_ADDRESS, show_default=True, help="No other is allowed.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@options
@with_session
def serve(session: Session, host: str, port: int) -> None:
    """Serve the pages and the HTTP interface until Ctrl-C; port 0 takes any that is free."""
    check_address(host)
    # The books are opened first: a home that cannot be read is refused before anybody is told.
    with session.office() as office, opened(host, port) as door:
        app = create_app(office, clock=session.clock)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        url = address(host, door.getsockname()[1])
        session.answer({"url": url}, [session.words("serving_at", url=url)])
        # Ctrl-C is how a service is ended, not an accident.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[door])


def opened(host: str, port: int) -> socket.socket:
    """A socket that listens on this machine.

    Raises
    ------
    AddressTaken
        Where another program has the port.
    """
    try:
        return socket.create_server((host, port))
    except OSError as cause:
        raise AddressTaken(host=host, port=str(port), reason=cause.strerror) from cause


def address(host: str, port: int) -> str:
    """The URL that a browser is given."""
    return f"http://{host}:{port}"
