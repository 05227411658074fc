"""Files to rows of cells: plain text, Word documents without our controls, PDF files."""
