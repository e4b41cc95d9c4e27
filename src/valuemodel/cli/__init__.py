"""`valuemodel`: the pages' jobs without a screen. Exit 0 all went well, 1 something was refused, 2 a wrong call."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from valuemodel.errors import ValueModelError

OK, REFUSED, WRONG_CALL = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line and give its exit code; a person's mistake is told in words on stderr."""
    from valuemodel.cli.parser import parse

    args = parse(sys.argv[1:] if argv is None else list(argv))
    try:
        return args.run(args)
    except ValueModelError as mistake:
        from valuemodel.cli.tables import issue_lines

        print("\n".join(issue_lines([mistake.said(args.language)])), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (`| head`) has closed: nobody is left to tell, and Python must not complain while it exits.
        sys.stderr.close()
        return OK
