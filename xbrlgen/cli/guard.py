"""Around every command: whatever ends it, a person or a program is told so in the form they asked for."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from xbrlgen.model.finding import XbrlgenError

if TYPE_CHECKING:
    from xbrlgen.cli import Format

TRACEBACK = "XBRLGEN_TRACEBACK"
"""Set in the environment, a fault of the program's own is shown with its traceback."""


class Interrupted(BaseException):
    """Ctrl-C, or a request to end. No handler of Exception stops it."""


def guarded(command: Callable[..., object]) -> NoReturn:
    """Run the command line and end the process with its exit code; 2 for anything that is no result.

    Interruption, a full disk, and faults of the program are findings like any other; the last show their
    traceback if :data:`TRACEBACK` is set. So is a command line that cannot be understood, for a program that
    asked for findings in a form; a person is shown how the command is used.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    code: object = 0
    try:
        try:
            code = command(standalone_mode=False)
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
    except Interrupted:
        code = _tell("XG-OUT-007", "interrupted; nothing was left half written")
    except XbrlgenError as error:
        code = _show(error)
    except OSError as error:
        if error.errno == errno.EPIPE:  # Whoever reads has read enough.
            code = _silently(2)
        else:
            code = _tell("XG-OUT-003", f"{error.filename or 'standard output'}: {error.strerror or error}")
    except MemoryError:
        code = _tell("XG-OUT-008", "the memory of this machine is not enough")
    except Exception as error:
        # Typer brings its own copy of click, so its errors are known by what they can do.
        if (misuse := getattr(error, "format_message", None)) is not None:
            sys.exit(_misused(error, misuse()))
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        code = _tell("XG-OUT-008", f"{type(error).__name__} at {where}: {error}")
    # The end of a process looks for cycles among all that was ever made, two or three times over: an eighth
    # of `check --fast`. Memory goes back to the system whole; files are closed where they were written.
    gc.freeze()
    sys.exit(code if isinstance(code, int) else 0 if code is None else 2)


def _misused(error: Exception, message: str) -> int:
    if _format().value == "text":
        # An error of click's, which has `show`; typer gives no type for it.
        error.show()  # type: ignore[attr-defined]
        return 2
    return _tell("XG-OUT-006", " ".join(message.split()))


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # Once is enough: what follows is clearing up.
    raise Interrupted


def _tell(code: str, message: str) -> int:
    from xbrlgen.model.codes import finding

    return _show(XbrlgenError(finding(code, message[:2000])))


def _show(error: XbrlgenError) -> int:
    from xbrlgen.cli import Format, console_for, unreadable

    try:
        asked = _format()
        unreadable(error, Path(), console_for(stderr=asked is not Format.text), asked)
        sys.stdout.flush()
    except OSError:  # Standard output itself is what failed.
        print(f"xbrlgen: {error}", file=sys.stderr)  # noqa: T201 (there is no console left)
        _silently(2)
    return 2


def _format() -> Format:
    """What ``--format`` says: its own parser may not have got so far."""
    from xbrlgen.cli import Format

    arguments = sys.argv[1:]
    for n, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--format":
            value = value or next(iter(arguments[n + 1 :]), "")
            return {"json": Format.json, "sarif": Format.sarif}.get(value, Format.text)
    return Format.text


def _silently(code: int) -> int:
    """The end of the process flushes standard output once more, and would fail once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
