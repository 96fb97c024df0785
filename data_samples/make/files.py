"""All files of the district, folder by folder."""

from pathlib import Path

from data_samples.make.days import CERTIFICATE_DAYS, DUTIES, FIGURE_DAYS, MAKE_UP, RECEIPT_DAYS, ROSTER_DAYS, TRAINING
from data_samples.make.digitisation import write_lists
from data_samples.make.files_cards import write_cards, write_receipts
from data_samples.make.files_certificates import write_certificate_files
from data_samples.make.files_offices import (
    write_attestations,
    write_certificates,
    write_exemptions,
    write_form,
    write_schools,
)
from data_samples.make.files_pupils import write_pupils
from data_samples.make.files_results import write_results
from data_samples.make.files_staff import write_staff, write_trainings
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place
from data_samples.make.world import World


def write_files(world: World, folder: Path) -> tuple[Repairs, dict[tuple[str, str], Place]]:
    """Write every file; gives back the repairs they need, and where each item of each readiness form stands."""
    repairs = Repairs()
    write_schools(folder)
    for day in CERTIFICATE_DAYS:
        write_certificates(folder, day, world.certificates[day], repairs)
    write_certificate_files(folder, world.certificate_files, repairs)
    items = {(f.school.code, item): place for f in world.forms for item, place in write_form(folder, f).items()}
    world.paper_places = write_exemptions(folder, world.exempt)
    write_lists(folder, world.past_books)
    for day in (TRAINING, MAKE_UP):
        write_trainings(folder, day, world.trainings)
    titles = {duty.id: duty.title for duty in DUTIES}
    for day in sorted({row.listed for row in world.attestations}):
        write_attestations(folder, day, world.attestations, titles)
    for day in ROSTER_DAYS:
        write_pupils(folder, day, world.rosters[day], repairs)
    write_staff(folder, world.people, repairs)
    for (school, day), rows in world.results.items():
        write_results(folder, day, school, rows)
    for day in FIGURE_DAYS:
        write_cards(folder, day, world.register, repairs)
    for day in RECEIPT_DAYS:
        write_receipts(folder, day, world.register, repairs)
    return repairs, items
