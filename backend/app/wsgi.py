"""The WSGI entry point: ``granian --interface wsgi app.wsgi:app``."""

import gc

from app import create_app
from app.config import Settings, load_or_exit
from app.observability.logs import configure_logging
from app.observe import observe_api

settings = load_or_exit(Settings, "The app cannot start")

configure_logging(settings)
app = create_app(settings)
observe_api(app, settings)

# Objects loaded so far live as long as the process, so the garbage collector can skip them.
gc.collect()
gc.freeze()
