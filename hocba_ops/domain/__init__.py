"""The nouns an officer uses, as plain values: no file, no clock, standard library only."""
