"""The web application: who comes in, what they may ask, and what the public may look up."""
