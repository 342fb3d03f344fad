"""The pytest plug-in: plain ``pytest`` collects ``filing.yaml`` and holds each filing to its expectation."""
