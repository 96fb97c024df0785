"""Runs that happen by themselves: jobs as data, what is due when, a ledger of runs, a worker that holds the lock."""
