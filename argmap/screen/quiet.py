"""What a server's log may hold: that something went wrong, and where, but no words of a thread."""

import logging
import traceback


def wordless(record: logging.LogRecord) -> bool:
    """Leaves of an unforeseen error its type and the lines of code that it went through; a filter for loggers.

    What an error says, and what it arose from, can quote a thread.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        places = "".join(traceback.format_tb(error.__traceback__))
        record.exc_info, record.exc_text = None, f"{places}{type(error).__name__}"
    return True
