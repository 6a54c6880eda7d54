//go:build unix

package faults

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// result is one run as the journal keeps it.
type result struct {
	Build   string
	Fault   string
	Place   place
	Digests int
	Seed    uint64
	Seconds float64
	Verdict verdict
}

// same reports whether two results are of the same run.
func (a result) same(b result) bool {
	a.Seconds, a.Verdict = b.Seconds, b.Verdict // what came of it
	return reflect.DeepEqual(a, b)
}

// journal keeps results across interruptions, one line each.
type journal struct {
	file    *os.File
	results []result
}

// openJournal reads earlier results. It skips a last line that was cut off.
func openJournal(t *testing.T, path string) *journal {
	t.Helper()
	j := &journal{}
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for sc := bufio.NewScanner(strings.NewReader(string(b))); sc.Scan(); {
		var r result
		if json.Unmarshal(sc.Bytes(), &r) == nil {
			j.note(r)
		}
	}
	if j.file, err = os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.file.Close() })
	return j
}

// passed reports whether a run was made before and was good; one that was not is repeated.
func (j *journal) passed(r result) bool {
	return slices.ContainsFunc(j.results, func(x result) bool { return x.same(r) && x.Verdict.good() })
}

// note keeps the last result of a run.
func (j *journal) note(r result) { j.results = append(slices.DeleteFunc(j.results, r.same), r) }

func (j *journal) add(r result) error {
	j.note(r)
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = j.file.Write(append(b, '\n'))
	return err
}

// table sums up the results of one build and size: a line for each fault and place.
func table(w io.Writer, build string, size int, all []result) {
	type key struct {
		fault string
		place place
	}
	type sum struct {
		digests, seeds int
		seconds        float64
		verdict
	}
	sums := map[key]*sum{}
	var keys []key
	for _, r := range all {
		if r.Build != build || r.Digests != size {
			continue
		}
		k := key{r.Fault, r.Place}
		if sums[k] == nil {
			sums[k] = &sum{}
			keys = append(keys, k)
		}
		s, v := sums[k], r.Verdict
		s.digests, s.seeds, s.seconds = s.digests+r.Digests, s.seeds+1, s.seconds+r.Seconds
		s.Posted, s.Duplicated, s.Missing = s.Posted+v.Posted, s.Duplicated+v.Duplicated, s.Missing+v.Missing
		s.Uncertain, s.Missed = s.Uncertain+v.Uncertain, s.Missed+v.Missed
		s.Wrong = append(s.Wrong, v.Wrong...)
	}
	order := func(name string) int { return slices.IndexFunc(matrix, func(f fault) bool { return f.name == name }) }
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(order(a.fault), order(b.fault)), -cmp.Compare(a.place.Store, b.place.Store), cmp.Compare(a.place.Processes, b.place.Processes))
	})
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	defer tw.Flush()
	fmt.Fprintln(tw, "fault\tstore\tprocesses\tseeds\tdigests\tposted\tduplicated\tmissing\tuncertain\tmissed\twrong\tseconds")
	for _, k := range keys {
		s := sums[k]
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.0f\n", k.fault, k.place.Store, k.place.Processes, s.seeds, s.digests,
			s.Posted, s.Duplicated, s.Missing, s.Uncertain, s.Missed, len(s.Wrong), s.seconds)
	}
}

// journalDir is where builds and the journal are kept.
func journalDir(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(cache, "lede-faults")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestTheJournalIsTakenUp: good runs are not repeated, bad ones are, and another build starts afresh.
func TestTheJournalIsTakenUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := openJournal(t, path)
	good := result{Build: "b", Fault: "kill", Place: place{"redis", 2}, Digests: 10, Seed: 1, Verdict: verdict{Posted: 10}}
	bad := result{Build: "b", Fault: "kill", Place: place{"redis", 2}, Digests: 10, Seed: 2, Verdict: verdict{Posted: 9, Missing: 1}}
	for _, r := range []result{good, bad} {
		if err := j.add(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := j.file.WriteString(`{"Build":"b","Fau`); err != nil {
		t.Fatal(err)
	}
	j = openJournal(t, path)
	other := good
	other.Build = "c"
	if !j.passed(good) || j.passed(bad) || j.passed(other) {
		t.Errorf("passed: good %v, bad %v, another build %v", j.passed(good), j.passed(bad), j.passed(other))
	}
	var b strings.Builder
	table(&b, "b", 10, j.results)
	want := []string{"kill", "redis", "2", "2", "20", "19", "0", "1", "0", "0", "0", "0"}
	if got := strings.Fields(strings.Split(b.String(), "\n")[1]); !slices.Equal(got, want) {
		t.Errorf("the table says %q, not %q", got, want)
	}
}
