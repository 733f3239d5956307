"""Tables of the study's notebooks: rows reshaped for a reader, with their evidence."""
