"""Headers of every answer: the strict page policy, caching, and small bodies."""

import gzip

from flask import Response, request
from flask_login import current_user

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
FIXED = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=()",
}
SMALLEST_GZIP = 1000
LARGEST_GZIP = 4 * 1024 * 1024  # what is larger, a file somebody fetches, goes out as it lies on the disk
SQUEEZED = ("text/", "application/json", "application/atom+xml", "application/javascript", "image/svg+xml")


def protect(response: Response) -> Response:
    """Add what the browser must know about the answer."""
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint == "static":
        return response
    response.vary.update(("Cookie", "HX-Request", "Accept-Encoding"))
    if current_user.is_authenticated and not response.headers.get("Cache-Control"):
        response.headers["Cache-Control"] = "no-store"
    return response


def squeeze(response: Response) -> Response:
    """Gzip text answers where the browser accepts it; style sheets and scripts too."""
    if not _worth_squeezing(response):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SMALLEST_GZIP:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def _worth_squeezing(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method == "GET"
        and response.mimetype != "text/event-stream"
        and bool(request.accept_encodings["gzip"])
        and "Content-Encoding" not in response.headers
        and (response.content_length or 0) <= LARGEST_GZIP
        and (response.mimetype or "").startswith(SQUEEZED)
    )
