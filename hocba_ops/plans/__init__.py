"""Plans read from their papers: blocks of text in, proposed duties with place and sureness out; nothing is put in force."""

from hocba_ops.plans.blocks import Block, joined
from hocba_ops.plans.draft import PlanDraft, Proposed, Reason
from hocba_ops.plans.reader import read_plan

__all__ = ["Block", "PlanDraft", "Proposed", "Reason", "joined", "read_plan"]
