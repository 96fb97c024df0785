"""Law and plans as dated, cited data."""

from hocba_ops.rulebook.book import Rulebook
from hocba_ops.rulebook.entry import Confidence
from hocba_ops.rulebook.plans import Duty, Plan
from hocba_ops.rulebook.rules import Rule

__all__ = ["Confidence", "Duty", "Plan", "Rule", "Rulebook"]
