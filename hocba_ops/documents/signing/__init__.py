"""Signing PDFs as PAdES: fields, keys, time stamps, and whole batches."""
