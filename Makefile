# `make help` lists the targets.

GO          ?= go
STATICCHECK  = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK  = golang.org/x/vuln/cmd/govulncheck@v1.9.0
FUZZTIME    ?= 20s

.PHONY: help release licences pictures play build test check vuln bench fuzz faults attack soak load measure mutants tools

play: ## try the bot in a browser
	$(GO) run . play

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r target what; do printf '%-10s %s\n' "$$target" "$$what"; done

build: ## a static binary
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o lede .

# What takes longest begins first, and five packages are tested at a time, so that no core is idle: many tests wait rather than compute.
LONGEST = ./source/... ./bot/... ./proof/... ./cli ./delivery ./desk ./desk/feeds ./commands ./briefing ./scheduler ./cards ./store/... ./playground/...

# The race detector would have each package wait a second before it exits. Collecting garbage less often costs memory and saves
# up to a quarter of the processor's time. `make check` vets.
# The program is built first: several packages run it, and would each build it.
test: tools ## everything, with the race detector: real redis-server, real browser
	@CGO_ENABLED=0 $(GO) run -trimpath -ldflags='-s -w' -exec true .
	GOGC=400 GORACE=atexit_sleep_ms=50 $(GO) test -race -vet=off -ldflags="-s -w" -timeout 12m -p 5 -parallel 4 $(LONGEST) ./...

check: ## formatting, vet, staticcheck, tidiness, other systems, and 32 bits
	@test -z "$$(gofmt -l .)" || { echo "run gofmt -w on:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) mod tidy -diff
	GOOS=darwin CGO_ENABLED=0 $(GO) build -trimpath -o /dev/null .
	GOOS=windows CGO_ENABLED=0 $(GO) build -trimpath -o /dev/null .
	GOOS=windows CGO_ENABLED=0 $(GO) vet ./...
	GOOS=linux GOARCH=386 CGO_ENABLED=0 $(GO) vet ./...

vuln: ## known vulnerabilities; needs the internet
	$(GO) run $(GOVULNCHECK) ./...

bench: ## benchmarks; see docs/benchmarks.md
	$(GO) test -run '^$$' -bench . -benchmem -timeout 60m ./...
	cd proof/benchmarks && GOMAXPROCS=1 $(GO) test -bench .

fuzz: ## every fuzz target for a while
	@scripts/fuzz $(FUZZTIME)

faults: tools ## what `make test` samples, whole: every zone's clocks, a frozen Redis, digests and shards under every fault; for hours
	$(if $(LEDE_FAULT),,LEDE_FAULTS=whole $(GO) test -count=1 -timeout 1h -run 'EachDayOnce' ./scheduler)
	$(if $(LEDE_FAULT),,LEDE_FAULTS=whole $(GO) test -count=1 -timeout 10m -run 'Hangs' ./cli)
	$(if $(LEDE_FAULT),,LEDE_FAULTS=whole $(GO) test -count=1 -timeout 10m -run 'HostilePage|RealPages|HostileDocuments' ./source/...)
	$(if $(LEDE_FAULT),,LEDE_FAULTS=whole $(GO) test -count=1 -timeout 10m ./store/backup)
	$(if $(LEDE_FAULT),,LEDE_FAULTS=whole $(GO) test -count=1 -timeout 30m ./proof/upgrade)
	$(if $(LEDE_FAULT),,LEDE_FAULTS=whole $(GO) test -count=1 -timeout 10m -run EveryWeather ./bot)
	LEDE_FAULTS=whole $(GO) test -count=1 -timeout 24h -v -run 'TestPromise(ADigest|AClosed|ShardsOf|ADeploy)' ./proof/faults

attack: ## what a hostile member can take of memory and of others' time; three quarters of an hour
	LEDE_ATTACK=whole $(GO) test -count=1 -timeout 2h -v ./proof/attack

soak: tools ## a month of 1,000 feeds for 200 servers, on Redis and on the file, by a clock that jumps; about an hour. LEDE_SOAK=100,20,5: feeds, servers, days; LEDE_SOAK_LOG=FILE: merges and splits
	LEDE_SOAK=$(or $(LEDE_SOAK),whole) $(GO) test -count=1 -timeout 3h -v -run 'TestSoak' ./proof/soak

load: tools ## how many interactions a second 1, 2 and 4 processes bear on one Redis, with digests meanwhile; some minutes
	LEDE_LOAD=whole $(GO) test -count=1 -timeout 30m -v ./proof/load

measure: ## how dense the code is: lines, crowded expressions, branchy functions
	$(GO) run ./proof/measure

mutants: ## which small mistakes no test would notice; MUTANTS=desk,store SEED=1 N=500
	$(GO) run ./proof/mutants

release: ## what people download, for six platforms, built twice and compared, in dist/
	$(GO) run ./packaging/release

licences: ## the licences that `lede version --licences` prints; after a dependency has changed
	$(GO) run ./packaging/release licences

pictures: tools ## what the cards look like, wide and on a telephone, light and dark, in docs/pictures
	mkdir -p docs/pictures
	LEDE_CARDS=$(CURDIR)/docs/pictures $(GO) test -count=1 -run "TestEveryCardOnThePage|TestThePageOfABriefing" ./cli

tools: ## what the tests need: redis-server, a browser, discord.js, axe-core
	@scripts/tools
