"""Reading what offices hold: one module a file family; every row keeps its place, every repair is told."""
