"""Mappings under test: reports compared by fact, expectations as text, mutants, many filings at once."""
