"""The course in nbgrader: the same points, and the formgrader in JupyterLab."""
