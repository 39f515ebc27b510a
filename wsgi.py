"""The door for servers and for `flask --app wsgi`."""

import gc

gc.disable()  # what is imported stays: to look through it for garbage meanwhile took a fifth of a start

from app import create_app  # noqa: E402

app = create_app()
gc.freeze()
gc.enable()
