"""What verification trusts: pinned roots in dated folders a purpose, and what is known of revoked certificates."""
