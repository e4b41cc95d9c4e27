"""`valuemodel`: the pages' jobs without a screen. Exit 0 all went well, 1 something was refused, 2 a wrong call."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from valuemodel.errors import ValueModelError

OK, REFUSED, WRONG_CALL = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line and give its exit code; a person's mistake is told in words on stderr."""
    from valuemodel.cli.parser import parse

    args = parse(sys.argv[1:] if argv is None else list(argv))
    try:
        code = args.run(args)
        sys.stdout.flush()
        return code
    except ValueModelError as mistake:
        return _tell(mistake, args.language)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (`| head`) has gone: nobody is left to tell, and Python must not complain as it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as trouble:
        where = str(trouble.filename or "")
        return _tell(ValueModelError("system_refuses", where, reason=trouble.strerror or str(trouble)), args.language)


def _tell(mistake: ValueModelError, language: str) -> int:
    from valuemodel.cli.tables import issue_lines

    print("\n".join(issue_lines([mistake.said(language)])), file=sys.stderr)
    return REFUSED
