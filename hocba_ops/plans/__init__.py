"""Plans read from their papers: blocks of text in, proposed duties with place and sureness out; none is in force."""

from hocba_ops.plans.blocks import Block, joined
from hocba_ops.plans.checks import PlanFinding, check_draft
from hocba_ops.plans.draft import PlanDraft, Proposed, Reason
from hocba_ops.plans.draft_file import draft_text
from hocba_ops.plans.reader import read_plan

__all__ = [
    "Block",
    "PlanDraft",
    "PlanFinding",
    "Proposed",
    "Reason",
    "check_draft",
    "draft_text",
    "joined",
    "read_plan",
]
