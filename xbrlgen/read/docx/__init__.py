"""Word documents (.docx): their paragraphs and tables as a page, read as pages are."""
