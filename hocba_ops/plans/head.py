"""The head of a plan: number, day, place, body, subject, signer's position, basis papers, and every paper it names."""

import re
from collections.abc import Iterator, Sequence

from hocba_ops.plans.blocks import Block
from hocba_ops.plans.deadlines import NUMBER, DeadlineReader, any_of
from hocba_ops.plans.draft import Citation, Head
from hocba_ops.plans.outline import heading_of
from hocba_ops.rulebook.plan_words import PlanWords

ENDING = 14
"""So many lines from the end a signer's position is looked for, and after the recipients."""
LONGEST_POSITION = 60
LONGEST_SUBJECT = 3
"""Lines of a subject."""


def read_head(blocks: Sequence[Block], words: PlanWords) -> Head:
    """What the head and the foot of the paper say; a person's name is not read."""
    front = _front(blocks)
    number, signed = _number(front, words), _signed(front, words)
    subject = _subject(front, words)
    years = re.search(
        rf"{any_of(words.date.school_year)}\s+(\d{{4}})\s*[-–—]\s*(\d{{4}})", " ".join([subject, *front]), re.I
    )
    return Head(
        number=number,
        signed_on=DeadlineReader(words).day_of(signed),
        place=_place(signed),
        body=_body(front, words),
        subject=subject,
        position=_position(blocks, words),
        school_year=f"{years[1]}-{years[2]}" if years else "",
    )


def basis_of(blocks: Sequence[Block], words: PlanWords) -> tuple[str, ...]:
    """The papers on which the plan rests, as it names them before its first part."""
    front = _front(blocks)
    subject = _subject(front, words)
    lines = (line.rstrip(" ;,.") for line in front if _begins(line, words.phrases("basis")))
    return tuple(line for line in lines if line not in subject)


def citations_of(blocks: Sequence[Block], words: PlanWords) -> Iterator[Citation]:
    """Every paper named with a number, in the order of the text; the plan's own number is none."""
    reader = DeadlineReader(words)
    in_front = True
    for block in blocks:
        in_front = in_front and heading_of(block.text) is None
        own = re.match(rf"\W*{any_of(words.date.number)}\s*:", block.text, re.IGNORECASE)
        for found in () if own else reader.papers.finditer(block.text):
            day = reader.day_of(found["signed"] or "")
            yield Citation(found["paper"], day, block, in_front and _begins(block.text, words.phrases("basis")))


def _front(blocks: Sequence[Block]) -> list[str]:
    """The lines before the first part of the paper."""
    lines: list[str] = []
    for block in blocks:
        heading = heading_of(block.text)
        if heading is not None and heading.level == 1:
            break
        lines += block.lines()
    return lines


def _number(front: Sequence[str], words: PlanWords) -> str:
    for line in front:
        if found := re.search(rf"\b{any_of(words.date.number)}\s*:\s*(?P<number>{NUMBER})", line, re.IGNORECASE):
            return found["number"]
    return ""


def _signed(front: Sequence[str], words: PlanWords) -> str:
    """The line “Quận 1, ngày 21 tháng 3 năm 2025”; of a plan with a day left open (ngày … tháng 3) there is none."""
    said = words.date
    day = rf"{any_of(said.day)}\s+\d{{1,2}}\s+{any_of(said.month)}\s+\d{{1,2}}\s+{any_of(said.year)}\s+\d{{4}}"
    pattern = rf"[^,;]{{2,60}},\s*{day}"
    found = (re.fullmatch(pattern + r"\W*", line, re.IGNORECASE) for line in front)
    return next((one[0] for one in found if one), "")


def _place(signed: str) -> str:
    before = re.sub(rf"^.*{NUMBER}", "", signed.rpartition(",")[0])
    return before.strip(" .,;:|")


def _subject(front: Sequence[str], words: PlanWords) -> str:
    """What stands between the name of the kind of paper and its basis."""
    heading = rf"\W*{any_of(words.phrases('heading'))}\W*"
    at = next((place for place, line in enumerate(front) if re.fullmatch(heading, line, re.IGNORECASE)), None)
    if at is None:
        return ""
    subject: list[str] = []
    for line in front[at + 1 :]:
        is_basis = _begins(line, words.phrases("basis")) and (subject or re.search(NUMBER, line))
        if is_basis or len(subject) > LONGEST_SUBJECT or not re.search(r"\w", line):
            break
        subject.append(line)
        if line.endswith((".", ";")):
            break
    return " ".join(subject).strip(" .;")


def _body(front: Sequence[str], words: PlanWords) -> str:
    """The issuing body, by the sentence that issues the plan, else by the last line of capitals over the number."""
    for line in front:
        if found := re.match(rf"(?P<body>[^,;:]{{4,80}}?)\s+{any_of(words.phrases('issuing'))}\b", line, re.IGNORECASE):
            return found["body"]
    block = [line for line in front[:4] if line.isupper() and len(line) > 4]
    return block[-1] if block else ""


def _position(blocks: Sequence[Block], words: PlanWords) -> str:
    """The last line that is nothing but a position (TRƯỞNG PHÒNG), near the end."""
    lines = [line for block in blocks[-ENDING:] for line in block.lines() if len(line) <= LONGEST_POSITION]
    position = rf"(?:[A-Z]{{1,3}}\.\s*)*{any_of(words.phrases('position'))}(?:\s+\S+){{0,4}}"
    found = [line for line in lines if line.isupper() and re.fullmatch(position, line, re.IGNORECASE)]
    return found[-1] if found else ""


def _begins(line: str, phrases: Sequence[str]) -> bool:
    return re.match(rf"{any_of(phrases)}\b", line, re.IGNORECASE) is not None
