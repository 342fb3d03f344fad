"""Written XBRL, whoever wrote it: the bytes of a package or instance as light views."""
