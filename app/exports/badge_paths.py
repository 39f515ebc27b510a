"""Shapes that symbols of badges are made of, as SVG paths on a 24-unit grid."""

from hashlib import sha256
from math import cos, pi, sin


def dot(x: float, y: float, radius: float) -> str:
    """A circle."""
    around = f"a{radius:g} {radius:g} 0 1 0 "
    return f"M{x - radius:g} {y:g}{around}{2 * radius:g} 0{around}{-2 * radius:g} 0z"


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle."""
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


def burst(count: int, outer: float, inner: float) -> str:
    """A star of that many points around the middle."""
    points = [_at(pi * at / count - pi / 2, inner if at % 2 else outer) for at in range(2 * count)]
    return f"M{'L'.join(points)}z"


def rosette(name: str) -> str:
    """Petals or rays around a core, always the same for a name: some 300 of them."""
    seed = sha256(name.encode()).digest()
    count, core, share = 3 + seed[0] % 6, 1.8 + seed[1] % 5 * 0.35, 0.34 + seed[2] % 5 * 0.06
    step, petal = 2 * pi / count, _ray if seed[3] % 2 else _petal
    return "".join(petal(at * step - pi / 2, step * share) for at in range(count)) + dot(12, 12, core)


def _ray(angle: float, half: float) -> str:
    return f"M{_at(angle, 3.9)}L{_at(angle - half, 6.6)} {_at(angle, 10.4)} {_at(angle + half, 6.6)}z"


def _petal(angle: float, half: float) -> str:
    foot, tip = _at(angle, 3.9), _at(angle, 10.4)
    return f"M{foot}Q{_at(angle - 2 * half, 8.8)} {tip}Q{_at(angle + 2 * half, 8.8)} {foot}z"


def _at(angle: float, radius: float) -> str:
    return f"{12 + radius * cos(angle):.2f} {12 + radius * sin(angle):.2f}"
