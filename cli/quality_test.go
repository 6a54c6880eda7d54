package cli

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"lede/proof/program"
)

// floors are the figures of docs/quality.md, slightly rounded down, so that a change that makes one worse is noticed.
// A row of the scorers' table begins with its name; the column counts from the name, and the row from the first
// of that name.
var floors = []struct {
	name, row  string
	nth, field int
	floor      float64
}{
	{"summary of newspaper articles, ROUGE-1", "summ-cnndm-dev", 0, 2, 35},
	{"summary of newspaper articles, ROUGE-2", "summ-cnndm-dev", 0, 3, 15.8},
	{"sentences chosen for a long summary, F1", "summ-bbc-dev", 0, 8, 75},
	{"people of newswire, mention overlap F1", "ner-newswire-dev", 1, 6, 90},
	{"people of newswire, full name F1", "ner-newswire-dev", 1, 9, 88.5},
	{"speakers, all", "quotes-polnear-dev", 0, 7, 92},
	{"speakers, named", "quotes-polnear-dev", 0, 9, 93.5},
	{"speakers, other", "quotes-polnear-dev", 0, 11, 70},
	{"main text of pages, token F1", "html-dev", 0, 4, 0.975},
	{"developments, F1", "dev-dev", 0, 3, 97},
	{"developments, articles without a false one", "dev-dev", 0, 5, 95},
	{"questions of the given article", "hit@1", 0, 1, 100},
	{"refusals of the given article", "abstain", 0, 1, 100},
	{"figures of the given article", "figures-recall", 0, 1, 92},
	{"roles of the given article", "role", 0, 1, 100},
	{"speakers of the given article", "speaker", 0, 1, 100},
}

// TestQualityDoesNotSlip runs the real program over the development sets and holds what the scorers print
// against the floors.
func TestQualityDoesNotSlip(t *testing.T) {
	t.Parallel()
	const evaluate = "../../shared/eval/evaluate"
	if _, err := os.Stat(evaluate); err != nil {
		t.Skipf("SKIPPED: the development sets are not beside the project: %v", err)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skipf("SKIPPED: the scorers need python3: %v", err)
	}
	out, err := exec.Command("python3", evaluate, program.Path(t)).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	rows := map[string][][]string{}
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 0 {
			rows[fields[0]] = append(rows[fields[0]], fields)
		}
	}
	for _, f := range floors {
		if len(rows[f.row]) <= f.nth || len(rows[f.row][f.nth]) <= f.field {
			t.Errorf("%s: no row %s in\n%s", f.name, f.row, out)
			continue
		}
		got, err := strconv.ParseFloat(strings.TrimSuffix(rows[f.row][f.nth][f.field], "%"), 64)
		if err != nil || got < f.floor {
			t.Errorf("%s: %.1f, want %.1f (%v)", f.name, got, f.floor, err)
		}
	}
	if !strings.Contains(string(out), " 0 outside the text or inside a character") {
		t.Errorf("not every span is verbatim:\n%s", out)
	}
}
