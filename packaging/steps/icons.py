"""The program's icon as systems want it, drawn from its one SVG by Qt and Pillow."""

from pathlib import Path

from steps import tools

SVG = tools.ROOT / "resources" / "icons" / "cvlink.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)  # pixels; hicolor's, Windows' and macOS' own among them
_DRAW = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication([])
svg, folder, *sizes = sys.argv[1:]
pictures = []
for size in map(int, sizes):
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(svg).render(painter)
    painter.end()
    bytes_ = bytes(image.constBits())
    pictures.append(Image.frombytes("RGBA", (size, size), bytes_))
    pictures[-1].save(f"{folder}/{size}.png", optimize=True)
largest = pictures[-1]
largest.save(f"{folder}/cvlink.ico", append_images=pictures,
             sizes=[p.size for p in pictures if p.width <= 256])
largest.save(f"{folder}/cvlink.icns", append_images=pictures)
"""


def make(python: Path, folder: Path) -> None:
    """`16.png` to `512.png`, `cvlink.ico` and `cvlink.icns`, by an interpreter that has both."""
    tools.emptied(folder)
    tools.run([python, "-c", _DRAW, SVG, folder, *map(str, SIZES)])
