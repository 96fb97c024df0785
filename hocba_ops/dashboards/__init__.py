"""Dashboards: the answers of the steps on one page each, for the person at the screen; pages only arrange."""
