"""What `packaging/build.py` is made of: one module for each kind of artefact."""
