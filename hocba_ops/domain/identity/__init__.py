"""What names a person, a pupil, a school: one module a number, `compact · validate · is_valid · format`."""
