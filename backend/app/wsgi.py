"""The WSGI entry point: ``granian --interface wsgi app.wsgi:app``."""

import gc
import sys

from app import create_app
from app.config import Settings, SettingsError, load_settings
from app.observability.logs import configure_logging
from app.observe import observe

try:
    settings = load_settings(Settings)
except SettingsError as error:
    sys.exit(f"The app cannot start: {error}")

configure_logging(settings)
app = create_app(settings)
observe(app, settings)

# Objects loaded so far live as long as the process, so the garbage collector can skip them.
gc.collect()
gc.freeze()
