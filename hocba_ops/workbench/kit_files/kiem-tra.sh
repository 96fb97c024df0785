#!/bin/sh
exec "${PYTHON:-python3}" -X utf8 -I -S -B "$(dirname "$0")/run.py" "$@"
