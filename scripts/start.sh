#!/usr/bin/env bash
# Start to first answer, idle memory and size of the stripped binary, on the
# sample register: scripts/start.sh
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$dir/toguna" ./cmd/toguna
"$dir/toguna" demo --no-serve --dir "$dir/demo" >/dev/null
for run in 1 2 3; do
	port=$((20000 + RANDOM % 20000))
	began=$(date +%s%N)
	"$dir/toguna" --db "$dir/demo/mali2018.db" serve --as-of 2018-03-21 --listen "127.0.0.1:$port" >/dev/null &
	pid=$!
	until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	printf 'GET /healthz HTTP/1.0\r\n\r\n' >&3
	head -n 1 <&3 >/dev/null
	answered=$(date +%s%N)
	idle=$(awk '/VmRSS/{print $2}' "/proc/$pid/status")
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	printf 'GET /fr/ HTTP/1.0\r\n\r\n' >&3
	cat <&3 >/dev/null
	loaded=$(awk '/VmRSS/{print $2}' "/proc/$pid/status")
	kill "$pid"; wait "$pid" 2>/dev/null || true
	echo "first answer $(((answered - began) / 1000000)) ms; memory $((idle / 1024)) MiB idle, $((loaded / 1024)) MiB with the sample looked at"
done
echo "binary $(($(stat -c %s "$dir/toguna") / 1000000)) MB"
