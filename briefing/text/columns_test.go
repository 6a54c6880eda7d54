package text_test

import (
	"strings"
	"testing"

	"lede/briefing/text"
)

const twoColumns = `EASTWICK POST                           Issue 7

Bridge to open                Clinic gets its
before the rains              first lorry

Residents of the ward         After six years the clinic
will cross the river by       of Oldmere has a lorry.
road from April, the
county told the assem-        The vehicle was handed over
bly on Tuesday.               on Friday by the mayor,
                              Mona Field.
“We have waited,” the
mayor said. The bridge        The clinic still has no
cost two millions and         driver. The county will
the ferry none. It was        look for one this month.
`

func TestColumnsAreReadOneBehindTheOther(t *testing.T) {
	const want = "EASTWICK POST                           Issue 7\n\nBridge to open before the rains\n\nResidents of the ward will cross the river by road from April, the county told the assem-\nbly on Tuesday.\n\n" +
		"“We have waited,” the mayor said. The bridge cost two millions and the ferry none. It was\n\nClinic gets its first lorry\n\nAfter six years the clinic of Oldmere has a lorry.\n\n" +
		"The vehicle was handed over on Friday by the mayor, Mona Field.\n\nThe clinic still has no driver. The county will look for one this month.\n"
	flat := func(s string) string {
		var kept []string
		for line := range strings.Lines(s) {
			if line = strings.TrimSpace(line); line != "" {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "\n")
	}
	got := text.Columns(twoColumns)
	if flat(got) != flat(want) {
		t.Errorf("%s", got)
	}
	if again := text.Columns(got); again != got {
		t.Errorf("a second time: %s", again)
	}
}

// TestColumnsMayBeFewLines, be parted by tabs, and be three.
func TestColumnsMayBeFewLines(t *testing.T) {
	first := []string{"The council of Arden met", "on Tuesday to settle the", "budget for the coming", "year, the clerk said."}
	second := []string{"A fire at the old mill", "in Brook drew crews from", "three towns and burned", "until noon on Friday."}
	third := []string{"The ferry to Ulm stopped", "after its engine failed,", "and forty people had to", "wait for a day."}
	const (
		one   = "The council of Arden met on Tuesday to settle the budget for the coming year, the clerk said."
		two   = "A fire at the old mill in Brook drew crews from three towns and burned until noon on Friday."
		three = "The ferry to Ulm stopped after its engine failed, and forty people had to wait for a day."
	)
	for gap, want := range map[string]string{"   ": one + two, "\t": one + two, "\t\t": one + two, "    ": one + two + three, " \t": one + two + three} {
		var lines strings.Builder
		for i := range first {
			line := first[i] + strings.Repeat(" ", 24-len(first[i])) + gap + second[i]
			if strings.Contains(gap, "\t") {
				line = first[i] + gap + second[i]
			}
			if want != one+two {
				line += strings.Repeat(" ", 26-len(second[i])) + gap + third[i]
			}
			lines.WriteString(line + "\n")
		}
		got := text.Columns(lines.String())
		if strings.ReplaceAll(strings.ReplaceAll(got, " \n", "\n"), "\n", "") != want {
			t.Errorf("%q: %s", gap, got)
		}
	}
}

// TestTablesAreNoColumns: nor is a text with an indent or a signature.
func TestTablesAreNoColumns(t *testing.T) {
	for name, given := range map[string]string{
		"results":   strings.Repeat("1  Ann Lee of Holm          Harriers        14:05\n", 12),
		"prose":     strings.Repeat("   The bridge fell on Tuesday. Nobody   was hurt.\n", 12),
		"few":       "The news at six               Channel One\nA film about the sea          Channel Two\nThe match, and the weather    Channel Four\n",
		"tabs":      "Ann Lee of Holm\tHarriers\t14:05\nTom Rowe of the fen\tRovers\t14:06\nJo Ash of Wick\tnot placed\t-\n",
		"programme": strings.Repeat("The news at six               Channel One\nA film about the sea          Channel Two\n", 8),
	} {
		if got := text.Columns(given); got != given {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func FuzzColumns(f *testing.F) {
	f.Add(twoColumns)
	f.Fuzz(func(t *testing.T, given string) {
		kept := func(s string) int { return len(strings.Join(strings.Fields(s), "")) }
		if got := text.Columns(given); kept(got) != kept(given) {
			t.Errorf("%q became %q", given, got)
		}
	})
}
