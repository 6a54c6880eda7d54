//go:build unix

package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The size of all runs, and of those that every `go test` makes.
const (
	wholeDigests, wholeSeeds, wholeStep = 2000, 20, 2 * time.Second
	shortDigests, shortStep             = 200, time.Second
)

// places are where seeds are tried, one after the other.
var places = []place{{"redis", 5}, {"redis", 2}, {"bolt", 1}, {"redis", 1}}

// where is the place in which a fault is tried with a seed.
func where(f fault, seed uint64) place {
	p := places[(seed-1)%uint64(len(places))]
	if f.redis {
		p.Store = "redis"
	}
	if f.file {
		p = place{"bolt", 1}
	}
	return p
}

// TestPromiseAFewDigestsAreDeliveredOnceWhateverFails is the part that every `go test` can afford.
func TestPromiseAFewDigestsAreDeliveredOnceWhateverFails(t *testing.T) {
	if whole() {
		t.Skip("the whole is asked for")
	}
	t.Parallel()
	needRedis(t)
	bin := buildPrograms(t, t.TempDir(), false)
	for _, short := range []struct {
		fault string
		seed  uint64
	}{{"beyond-nonces", 2}, {"backup", 1}, {"kill", 3}, {"discord-cut", 2}, {"mix", 1}} { // the longest first
		at := slices.IndexFunc(matrix, func(f fault) bool { return f.name == short.fault })
		t.Run(short.fault, func(t *testing.T) {
			t.Parallel()
			r := &run{t: t, fault: matrix[at], place: where(matrix[at], short.seed), seed: short.seed, digests: shortDigests, step: shortStep}
			started := time.Now()
			report(t, result{Fault: short.fault, Place: r.place, Digests: r.digests, Seed: short.seed, Verdict: r.do(bin), Seconds: time.Since(started).Seconds()})
		})
	}
}

// TestPromiseADigestIsDeliveredOnceWhateverFails is the whole, for `make faults`. What an earlier call proved of the same build
// is not repeated.
func TestPromiseADigestIsDeliveredOnceWhateverFails(t *testing.T) {
	if !whole() {
		t.Skip("make faults runs it")
	}
	if only := os.Getenv("LEDE_FAULT"); !slices.ContainsFunc(matrix, func(f fault) bool { return f.name == only }) {
		if only != "" && only != "close" && only != "shards" {
			t.Fatalf("LEDE_FAULT is %q, which is no fault: the names are in strike_test.go, and close and shards", only)
		}
		askedFor(t, "")
	}
	needRedis(t)
	dir := journalDir(t)
	only, one, from := os.Getenv("LEDE_FAULT"), number(t, "LEDE_SEED", 0), number(t, "LEDE_FAULTS_FROM", 1)
	digests := int(number(t, "LEDE_FAULTS_DIGESTS", wholeDigests))
	bin := buildPrograms(t, dir, only == "" || strings.HasPrefix(only, "clock-"))
	build := fingerprint(t, bin.plain)
	j := openJournal(t, filepath.Join(dir, "journal"))
	defer func() { table(t.Output(), build, digests, j.results) }()
	last := number(t, "LEDE_FAULTS_TO", wholeSeeds)
	if one > 0 {
		from, last = one, one
	}
	// seed by seed, so that an interrupted run has tried every fault equally
	for seed := from; seed <= last; seed++ {
		for _, f := range matrix {
			if only != "" && only != f.name {
				continue
			}
			res := result{Build: build, Fault: f.name, Place: where(f, seed), Digests: digests, Seed: seed}
			if one == 0 && j.passed(res) {
				continue
			}
			t.Run(fmt.Sprintf("%s/%s-%d/seed-%d", f.name, res.Place.Store, res.Place.Processes, seed), func(t *testing.T) {
				started := time.Now()
				r := &run{t: t, fault: f, place: res.Place, seed: seed, digests: digests, step: wholeStep}
				res.Verdict = r.do(bin)
				res.Seconds = time.Since(started).Seconds()
				report(t, res)
				if err := j.add(res); err != nil {
					t.Errorf("writing the journal: %v", err)
				}
			})
		}
	}
}

// report prints how a run ended.
func report(t *testing.T, r result) {
	t.Helper()
	v := r.Verdict
	fmt.Fprintf(t.Output(), "%s, %s with %d processes, seed %d: %d of %d posted, %d duplicated, %d missing, %d uncertain, %d missed, %d wrong, %.0f s\n",
		r.Fault, r.Place.Store, r.Place.Processes, r.Seed, v.Posted, r.Digests, v.Duplicated, v.Missing, v.Uncertain, v.Missed, len(v.Wrong), r.Seconds)
	if v.good() {
		return
	}
	t.Errorf("%d duplicated, %d missing, %d wrong", v.Duplicated, v.Missing, len(v.Wrong))
	for _, s := range v.Wrong[:min(len(v.Wrong), 10)] {
		t.Log(s)
	}
}

func whole() bool { return os.Getenv("LEDE_FAULTS") == "whole" }

// askedFor skips a test if another fault is asked for.
func askedFor(t *testing.T, name string) {
	t.Helper()
	if only := os.Getenv("LEDE_FAULT"); whole() && only != "" && only != name {
		t.Skip("another fault is asked for")
	}
}

func needRedis(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is missing: run make tools")
	}
}

func number(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		t.Fatalf("%s is %q, which is no whole number above zero: write one such as 3", name, s)
	}
	return n
}
