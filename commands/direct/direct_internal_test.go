package direct

import "testing"

// TestASentenceIsNamedByItsNumber: also in a request for it, but not in a question about something else.
func TestASentenceIsNamedByItsNumber(t *testing.T) {
	for text, want := range map[string]string{
		"sentence 12": "12", "[7]": "7", "[7": "7", "what does sentence 5 say?": "5", "can you show me sentence 3 please": "3", "Sentence no. 4 in context!": "4",
		"sentence": "", "12": "", "was the sentence 12 years?": "", "[7] who is he?": "", "sentence 1 or 2": "", "[2025-02-14]": "", "who got the sentence of 12 months": "", "": "",
	} {
		if number, ok := sentenceNamed(text); number != want && ok || ok != (want != "") {
			t.Errorf("%q names %q, %v", text, number, ok)
		}
	}
}
