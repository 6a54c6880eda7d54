package briefing_test

import (
	"testing"

	"lede/briefing"
)

// TestAQuotationWithoutASpeakerGetsTheOneThatIsWorkedOut: an editor who only marks a quotation need not name its speaker. A
// given speaker stays, and so does one that was left empty on purpose.
func TestAQuotationWithoutASpeakerGetsTheOneThatIsWorkedOut(t *testing.T) {
	parsed, err := briefing.Parse(small, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const first = "“It will hold,”"
	at := -1
	for i, q := range parsed.Quotes {
		if parsed.At(q.Span) == first {
			at = i
		}
	}
	if at < 0 || parsed.Quotes[at].Speaker != "Ann Poole" {
		t.Fatalf("worked out: %+v", parsed.Quotes)
	}
	a := load(t, `"quotes":[{"find":"“It will hold,”"},{"find":"“a toy.”","speaker":"Ann Poole"}]`)
	if len(a.Quotes) != 2 {
		t.Fatalf("loaded: %+v", a.Quotes)
	}
	got, want := a.Quotes[0], parsed.Quotes[at]
	if got.Speaker != want.Speaker || got.SpeakerKind != briefing.SpeakerPerson || got.Cue != want.Cue || got.Confidence != want.Confidence ||
		got.Mention == nil || *got.Mention != *want.Mention {
		t.Errorf("the quotation without a word about its speaker is %+v, want %+v", got, want)
	}
	if q := a.Quotes[1]; q.Speaker != "Ann Poole" || a.At(q.Span) != "“a toy.”" {
		t.Errorf("the speaker that was given became %+v", q)
	}
	for _, p := range a.People {
		if p.Name == "Ann Poole" && len(p.Quotes) != 2 {
			t.Errorf("of Ann Poole are the quotations %v", p.Quotes)
		}
	}
}
