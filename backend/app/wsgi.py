"""The WSGI entry point: ``granian --interface wsgi app.wsgi:app``."""

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
# These are not part of the format: https://docs.python.org/3/howto/logging.html#optimization
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging._srcfile = None  # noqa: SLF001 -- as documented there
logging.getLogger("alembic").setLevel(logging.WARNING)
app = create_app(settings)

# Objects loaded so far live as long as the process, so the garbage collector can skip them.
gc.collect()
gc.freeze()
