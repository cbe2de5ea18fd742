"""What a WSGI server runs: ``granian --interface wsgi app.wsgi:app``."""

import gc
import logging
import sys

from app import create_app
from app.config import Settings, SettingsError, load_settings

try:
    settings = load_settings(Settings)
except SettingsError as error:
    sys.exit(f"The app cannot start: {error}")

logging.basicConfig(
    stream=sys.stdout,
    level=settings.log_level,
    format="%(asctime)s %(levelname)s %(name)s %(message)s",
)
logging.getLogger("alembic").setLevel(logging.WARNING)
app = create_app(settings)

# What is loaded by now stays as long as the process: the collector need not look through it again and again.
gc.collect()
gc.freeze()
