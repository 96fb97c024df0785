"""Notebook runs: parameters checked before a kernel starts, a report folder that is published whole or not at all."""
