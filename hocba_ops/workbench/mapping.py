"""Mappings of unknown layouts in the workspace: read before a load, proposed and kept for the officer."""

from pathlib import Path

from hocba_ops.errors import NotPermitted
from hocba_ops.sources.mapping import HeadingMap
from hocba_ops.sources.mapping_file import read_mapping_files


def read_mappings(folder: Path) -> tuple[HeadingMap, ...]:
    """The confirmed mappings of a workspace, by name. Raises `MappingFault` where one is wrong."""
    try:
        return read_mapping_files(sorted(folder.glob("*.toml")))
    except PermissionError as fault:
        raise NotPermitted(str(folder)) from fault
