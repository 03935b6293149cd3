#!/usr/bin/env bash
# A throwaway PostgreSQL on loopback for the tests.
#   scripts/postgres.sh start DIR   prints its address
#   scripts/postgres.sh stop DIR
# Speed over safety (no fsync): for tests of function only.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(readlink -f "$(command -v initdb)")")
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
dir=$2
case $1 in
start)
	if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
	port=$(python3 - <<-'P' 2>/dev/null || echo $((20000 + RANDOM % 20000))
		import socket
		s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])
	P
	)
	cd "$dir"
	as "$bin/initdb" -D "$dir/data" -U toguna -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1
	as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null
	echo "postgres://toguna@127.0.0.1:$port/postgres?sslmode=disable"
	;;
stop)
	cd "$dir"
	as "$bin/pg_ctl" -D "$dir/data" -m fast stop >/dev/null 2>&1 || true
	;;
esac
