"""Who may see what, and the trail of who saw it: persons, grants, scope, masks, small cells, journals."""
