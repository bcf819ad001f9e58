"""cvlink-gui: see, make, mend and audit the symbolic links of a computer-vision project."""

__version__ = "0.1.0"
