"""Verifying PDFs: structure, cryptography, time, trust, person and role; each file in a guarded process."""
