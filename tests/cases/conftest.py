"""The cases are no filing projects with expectations of their own: the plug-in leaves them alone."""

collect_ignore_glob = ["given/*"]
