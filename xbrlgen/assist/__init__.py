"""Help with the user's files: each gives proposed edits and never writes by itself."""
