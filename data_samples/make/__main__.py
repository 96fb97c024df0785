"""`python -m data_samples.make`: rebuild every sample file, and the answer key that belongs to them."""

import argparse
from pathlib import Path

from data_samples.make.contents import exchange_key, make_contents, write_contents
from data_samples.make.files import write_files
from data_samples.make.files_handover import write_handover
from data_samples.make.ha_noi import write_published_figures
from data_samples.make.handover import make_handover
from data_samples.make.handover_key import handover_section
from data_samples.make.key import write_key
from data_samples.make.secondary_key import write_secondary
from data_samples.make.sync_key import write_sync
from data_samples.make.world import make_world


def main() -> None:
    """Write the samples into a folder, by default the one that they stand in."""
    parser = argparse.ArgumentParser(prog="python -m data_samples.make")
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[1])
    into = parser.parse_args().into
    world = make_world()
    repairs, items = write_files(world, into / "quan-1")
    contents = make_contents(world)
    write_contents(into / "quan-1", contents)
    handover = make_handover(world)
    write_handover(into / "quan-1", handover, repairs)
    sections = {
        "exchange": exchange_key(contents),
        "sync": write_sync(into / "quan-1", world),
        "handover": handover_section(world, handover),
    }
    write_key(into / "quan-1" / "answer_key.json", world, repairs, items, sections)
    write_published_figures(into / "ha-noi-2024")
    write_secondary(into / "trung-hoc")


if __name__ == "__main__":
    main()
