# Each target is also what continuous integration runs.
GO ?= go
PKG = ./...

.PHONY: test deps lint race build demo bench fuzz fmt clean

test: deps lint          ## every test, on both engines, in a browser where there is one
	scripts/test.sh

deps:                    ## install from the distribution what the tests need, where that is allowed
	scripts/deps.sh

lint:                    ## vet, formatting, staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "not formatted:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet $(PKG)
	$(GO) tool -modfile=tools/go.mod staticcheck $(PKG)

race:                    ## the tests of what runs at once, under the race detector
	CGO_ENABLED=1 $(GO) test -race -short ./internal/store ./internal/web ./internal/record

build:                   ## bin/toguna: one static file
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w -X main.version=$$(git describe --always --dirty 2>/dev/null || echo dev)" -o bin/toguna ./cmd/toguna

demo:                    ## the sample, the note, the site
	$(GO) run ./cmd/toguna demo

bench:                   ## the figures of docs/performance.md
	scripts/bench.sh

fuzz:                    ## every reader of outside bytes, half a minute each
	scripts/fuzz.sh 30s

fmt:
	gofmt -w $$(git ls-files '*.go')

clean:
	rm -rf bin demo
