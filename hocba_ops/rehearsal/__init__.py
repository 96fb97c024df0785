"""Invented grounds to train and to measure on: frames of the declared tables, part by part, and what is wrong in them.

Everything is drawn by rule from a number of pupils and a seed; nobody in it is a person.
"""

from hocba_ops.rehearsal.ground import Ground, build_ground, read_size

__all__ = ["Ground", "build_ground", "read_size"]
