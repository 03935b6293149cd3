#!/usr/bin/env bash
# Runs every test: on SQLite always, on PostgreSQL where a server can be
# started (which CI must), in Chromium where it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
skipped=""
if [ -z "${TOGUNA_TEST_POSTGRES:-}" ]; then
	if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
		dir=$(mktemp -d)
		chmod 755 "$dir"
		trap 'scripts/postgres.sh stop "$dir"; rm -rf "$dir"' EXIT
		TOGUNA_TEST_POSTGRES=$(scripts/postgres.sh start "$dir") || { cat "$dir"/*.log >&2 || true; TOGUNA_TEST_POSTGRES=""; }
		export TOGUNA_TEST_POSTGRES
	fi
	if [ -z "${TOGUNA_TEST_POSTGRES:-}" ]; then
		[ -z "${CI:-}" ] || { echo "PostgreSQL could not be started, and CI must test it" >&2; exit 1; }
		skipped="$skipped; the store on PostgreSQL (no server could be started)"
	fi
fi
if [ -z "${TOGUNA_TEST_OFFICE:-}" ] && command -v soffice >/dev/null 2>&1; then
	TOGUNA_TEST_OFFICE=$(command -v soffice)
	export TOGUNA_TEST_OFFICE
fi
[ -n "${TOGUNA_TEST_OFFICE:-}" ] || skipped="$skipped; workbooks saved by LibreOffice (no soffice)"
go test ./...
if command -v gcc >/dev/null 2>&1; then
	make --no-print-directory race
else
	skipped="$skipped; the race detector (no gcc)"
fi
if command -v chromium >/dev/null 2>&1; then
	(cd e2e && go vet ./... && go test -count=1 ./...) # the program it builds is not in its cache
else
	skipped="$skipped; pages in a browser (no chromium)"
fi
[ -d ../shared/data ] || skipped="$skipped; real files of the field (../shared/data is not here)"
echo
if [ -n "$skipped" ]; then echo "all tests passed; skipped:${skipped#;}"; else echo "all tests passed; none skipped"; fi
