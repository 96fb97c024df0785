"""What an offline kit runs: documents verified and proofs checked from one folder, without workspace or network."""
