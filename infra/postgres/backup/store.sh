# The S3-compatible store with copies of the backups, in the same folders as here: see docs/backups.md.
[ "${BACKUP_S3_BUCKET:-}" ] || fail "BACKUP_S3_BUCKET is not set: see docs/backups.md"
for secret in backup_s3_key_id backup_s3_secret_key; do
  [ -s "/run/secrets/$secret" ] || fail "the secret $secret is empty: see docs/backups.md"
done

STORE=:s3:$BACKUP_S3_BUCKET
export RCLONE_CONFIG='' RCLONE_S3_NO_CHECK_BUCKET=true
export RCLONE_S3_ENDPOINT=${BACKUP_S3_ENDPOINT:-} RCLONE_S3_REGION=${BACKUP_S3_REGION:-}
RCLONE_S3_ACCESS_KEY_ID=$(cat /run/secrets/backup_s3_key_id)
RCLONE_S3_SECRET_ACCESS_KEY=$(cat /run/secrets/backup_s3_secret_key)
export RCLONE_S3_ACCESS_KEY_ID RCLONE_S3_SECRET_ACCESS_KEY
if [ "$RCLONE_S3_ENDPOINT" ]; then
  export RCLONE_S3_PROVIDER=Other
else
  # The only ACL that buckets without ACLs accept, as buckets at AWS are; Debian's rclone always sends one.
  export RCLONE_S3_PROVIDER=AWS RCLONE_S3_ACL=bucket-owner-full-control
fi

# Runs rclone. Fails with `problem`.
store() {
  { problem=$(rclone --retries=2 --low-level-retries=4 "$@" 2>&1 >&3); } 3>&1 && return
  problem=$(sed -n '/Failed to/,$p' <<<"$problem" | tr -s '\n\t' ' ' | sed 's/.*Failed to [a-z -]*: //')
  return 1
}
