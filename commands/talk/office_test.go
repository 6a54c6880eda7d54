package talk

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestOfSeveralBearersThoseWhoSpeakAreHeard: by their role, and by what one calls the other.
func TestOfSeveralBearersThoseWhoSpeakAreHeard(t *testing.T) {
	a, err := briefing.Parse(`The minister Ana Reyes said that the road was safe.
The minister Tomas Eik left early.
The singer Ingrid Solheim has left the jury of a contest.
“The songs were bought,” Solheim wrote on Friday.
Her fellow juror, the pianist Edwin Marsh, has made no comment.
His fellow juror, the painter Karin Moe, was on holiday.
The dancer Ruth Calder fell. She said “It hurts.”
His fellow guest, the cook Owen Pike, ran.
The police chief Harold Venn was away.
“It is quiet,” said the fire chief Patrick Soames.`, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for question, want := range map[string]string{
		"what did the minister say":   "Ana Reyes",
		"what did the juror say":      "Ingrid Solheim",
		"what did the chief say":      "Patrick Soames",
		"what did the fire chief say": "", // of one chief only
		"what did minister Eik say":   "",
		"what did the singer say":     "", // one bears it
		"what did the guest say":      "", // “his” is not hers
		"what did he say":             "",
		"what did the lighthouse say": "",
		"what did the minister do":    "",
	} {
		var names []string
		for _, p := range Heard(a, question) {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%q: %q is heard", question, got)
		}
	}
}
