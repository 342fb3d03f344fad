"""HTML pages: lossless tokens, forced XHTML, a small tree, tables as grids, and figures across cells."""
