"""What starts a kit: Python and this folder alone; nothing is installed, nothing is fetched."""

import json
import platform
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Refuse a machine of another kind, else do what was asked with the libraries of the kit."""
    told = json.loads((HERE / "may.json").read_text(encoding="utf-8"))
    version = ".".join(map(str, sys.version_info[:2]))
    here = {"python": version, "system": platform.system(), "machine": platform.machine()}
    if here != told["machine"]:
        print(told["other"].format(**here), file=sys.stderr)
        return 10
    sys.path.insert(0, str(HERE / "lib"))
    from hocba_ops.offline.commands import main as run

    return run(sys.argv[1:], kit=HERE)


if __name__ == "__main__":
    sys.exit(main())
