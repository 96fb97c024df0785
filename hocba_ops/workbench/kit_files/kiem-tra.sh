#!/bin/sh
exec "${PYTHON:-python3}" -I -S -B "$(dirname "$0")/run.py" "$@"
