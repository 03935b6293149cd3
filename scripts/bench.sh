#!/usr/bin/env bash
# Runs every benchmark; compare two runs on one machine, never two machines.
#   scripts/bench.sh [pattern]
set -euo pipefail
cd "$(dirname "$0")/.."
go test ./internal/... -run '^$' -bench "${1:-.}" -benchmem | grep -v '^?\|no test files'
