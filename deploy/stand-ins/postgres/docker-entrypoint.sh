#!/bin/bash
# The part of the official image's entrypoint that POSTGRES_USER, POSTGRES_DB and POSTGRES_PASSWORD_FILE use.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 >/dev/null
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  pg_ctl start --wait -o "-c listen_addresses=''" >/dev/null
  createdb --username="$POSTGRES_USER" --maintenance-db=postgres "$POSTGRES_DB"
  pg_ctl stop --wait --mode=fast >/dev/null
fi
exec "$@" -c listen_addresses='*'
