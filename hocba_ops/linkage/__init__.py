"""Which rows of the pupil lists may be one child: features, a model as data, candidate pairs. Nothing is merged."""

from hocba_ops.linkage.candidates import find_pairs
from hocba_ops.linkage.features import read_features, select_linkable
from hocba_ops.linkage.model import UNKNOWN, Model, read_data, read_model

__all__ = ["UNKNOWN", "Model", "find_pairs", "read_data", "read_features", "read_model", "select_linkable"]
