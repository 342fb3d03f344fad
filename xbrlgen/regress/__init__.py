"""Mappings under test: snapshots compared by fact, expectations as text, mutants, many filings at once."""
