"""Notices: who is told what by mail, what was told already, the message itself, and the way it leaves the house."""
