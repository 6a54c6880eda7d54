// Command mutants makes small mistakes in the code, one at a time, and reports which of them no test notices: a condition
// negated, one side of && or || dropped, a bound moved by one, a call removed. It changes no file: `go test -overlay` sees
// the mistakes instead. A mutant that does not compile is not counted; one that is equivalent to the original is counted
// as a survivor and listed, since no program can tell.
//
// Two kinds of constants are left alone. One that something is compared with is a bound, and is moved by one in the
// comparison; its value was chosen, and a test of it would only repeat the choice. Timeouts and retention times
// were chosen, too. So the mutants counted are mistakes that can matter, and other numbers, such as sizes and prices.
//
// Nearly all mutants of a package are compiled together, each behind a switch, and only the tests that reach a mutant are run
// on it. A test that fails with a mutant must pass without it.
//
// gremlins, the maintained tool of this kind, drops no side of a condition, deletes no call, moves no constant, takes no
// sample, and runs the tests of the mutant's own package only.
//
// It runs at the root of the module. MUTANTS names the folders, SEED and N choose the sample, JOBS is how many run in
// parallel, and FRESH=1 ignores the results of earlier runs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Rooms are the folders whose guards must be tested, including those below them, unless MUTANTS names others.
const rooms = "desk/...,delivery,scheduler,store/...,cards,config,source/..."

// Callers have tests that judge the rooms, but are not mutated themselves.
const callers = "commands"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer) error {
	o, err := options()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	t := &trial{options: o, judges: newJudges(o.root, folder)}
	sample, err := t.prepare(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "seed %d, %d of %d mutants in %s\n", o.seed, min(o.n, len(sample)), len(sample), strings.Join(o.dirs, ", "))
	err = t.run(ctx, sample)
	t.report(w, sample) // also when interrupted, about what was judged until then
	return err
}

type choice struct {
	root    string
	dirs    []string
	seed    uint64
	n, jobs int
	fresh   bool
	journal string
}

func options() (choice, error) {
	root, err := os.Getwd()
	if err != nil {
		return choice{}, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return choice{}, err
	}
	o := choice{root: root, fresh: os.Getenv("FRESH") != "", journal: filepath.Join(cache, "lede", "mutants.jsonl")}
	for dir := range strings.SplitSeq(setting("MUTANTS", rooms), ",") {
		o.dirs = append(o.dirs, strings.TrimPrefix(strings.TrimSpace(dir), "./"))
	}
	seed, err := strconv.ParseUint(setting("SEED", "1"), 10, 64)
	if err != nil {
		return o, fmt.Errorf("reading SEED: %w", err)
	}
	o.seed = seed
	if o.n, err = strconv.Atoi(setting("N", "500")); err != nil {
		return o, fmt.Errorf("reading N: %w", err)
	}
	if o.jobs, err = strconv.Atoi(setting("JOBS", "1")); err != nil || o.jobs < 1 {
		return o, errors.New("set JOBS to a number from 1")
	}
	return o, nil
}

func setting(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

// A trial is one run over a sample.
type trial struct {
	options choice
	judges  *judges
	journal *journal
	sum     string // of the relevant tests

	mutex    sync.Mutex
	verdicts map[int]string // by index in the sample
	problem  error
}

// prepare lists the mutants in the order of the seed, and finds which tests reach them.
func (t *trial) prepare(ctx context.Context) ([]mutant, error) {
	o := t.options
	mutated, err := list(o.root, o.dirs)
	if err != nil {
		return nil, err
	}
	if t.judges.packages, err = list(o.root, append(strings.Split(callers, ","), o.dirs...)); err != nil {
		return nil, err
	}
	built := map[string]bool{}
	for dir, p := range mutated {
		for _, name := range p.GoFiles {
			built[dir+"/"+name] = true
		}
	}
	sample, woven, err := mutants(o.root, built)
	if err != nil {
		return nil, err
	}
	if err := t.judges.prepare(ctx, woven); err != nil {
		return nil, err
	}
	rand.New(rand.NewPCG(o.seed, 0)).Shuffle(len(sample), func(a, b int) { sample[a], sample[b] = sample[b], sample[a] })
	if t.sum, err = testsSum(o.root, slices.Sorted(maps.Keys(t.judges.packages))); err != nil {
		return nil, err
	}
	t.journal, err = openJournal(o.journal, o.fresh)
	return sample, err
}

// run judges mutants in the order of the sample until n of them have compiled.
func (t *trial) run(ctx context.Context, sample []mutant) error {
	defer func() { _ = t.journal.file.Close() }()
	t.verdicts = map[int]string{}
	var jobs sync.WaitGroup
	wake := sync.NewCond(&t.mutex)
	running, counted := 0, 0
	for i := 0; i < len(sample); i++ {
		t.mutex.Lock()
		for running == t.options.jobs || running > 0 && running+counted >= t.options.n {
			wake.Wait()
		}
		done := counted >= t.options.n || t.problem != nil
		if !done {
			running++
		}
		t.mutex.Unlock()
		if done {
			break
		}
		jobs.Go(func() {
			verdict, err := t.verdict(ctx, sample[i])
			t.mutex.Lock()
			defer t.mutex.Unlock()
			t.verdicts[i] = verdict
			running--
			if verdict != broken {
				counted++
			}
			if err != nil {
				t.problem = err
			}
			wake.Signal()
		})
	}
	jobs.Wait()
	return t.problem
}

func (t *trial) verdict(ctx context.Context, m mutant) (string, error) {
	id := m.id()
	if v := t.journal.verdict(id, t.sum); v != "" {
		return v, nil
	}
	v, err := t.judges.judge(ctx, m)
	if err != nil || v == broken {
		return v, err // what does not compile may do so when another file is fixed
	}
	if v == survived {
		fmt.Fprintln(os.Stderr, "survives so far:", m, t.judges.seen(m))
	}
	return v, t.journal.write(entry{id, v, t.sum})
}
