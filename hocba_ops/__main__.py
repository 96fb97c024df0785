"""`python -m hocba_ops` is the command `hocba`."""

import sys

from hocba_ops.cli import main

if __name__ == "__main__":
    sys.exit(main())
