"""Documents of a hoc_ba: signed, and proved from their signatures. The only room that knows pyHanko."""
