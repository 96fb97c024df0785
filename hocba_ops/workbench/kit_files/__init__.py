"""Files that every offline kit has as they stand here."""
