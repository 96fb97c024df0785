"""What the log need not tell: that somebody closed a tab."""

import logging

CLOSED = ("WebSocketClosedError", "WebSocketDisconnect", "Unexpected ASGI message 'websocket.send'")
LOGGERS = ("bokeh.server.views.ws", "bokeh_fastapi.handler", "tornado.application", "bokeh.document", "asyncio")


def quieten() -> None:
    """Keep records about a closed websocket out of the log; asking twice does no more."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if is_about_a_closed_tab not in logger.filters:
            logger.addFilter(is_about_a_closed_tab)


def is_about_a_closed_tab(record: logging.LogRecord) -> bool:
    """Whether a record may pass: False when it tells that a websocket was closed."""
    fault = f"{record.exc_info[0].__name__}: {record.exc_info[1]}" if record.exc_info and record.exc_info[0] else ""
    return not any(one in f"{record.getMessage()} {fault}" for one in CLOSED)
