"""What time it is, for everything that is written into files."""

from __future__ import annotations

import datetime
import os

from toolkit.errors import Diagnostic, UsageError


def now() -> datetime.datetime:
    """The time, or ``SOURCE_DATE_EPOCH`` where that is set.

    Raises `UsageError` where that is no number of seconds, as the specification asks (reproducible-builds.org).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.datetime.now(datetime.UTC)
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is no time: {epoch!r}"
        hint = "set it to the seconds since 1970, or unset it"
        raise UsageError(Diagnostic("environment", message, hint=hint)) from None
