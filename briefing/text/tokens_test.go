package text

import (
	"strings"
	"testing"
)

func TestTokenise(t *testing.T) {
	for text, want := range map[string]string{
		"Trump’s plan isn't his.":    "Trump ’s plan isn't his .",
		"James' hat, the cats’ hats": "James ' hat , the cats ’ hats",
		"Trump ’s plan, ’said":       "Trump ’s plan , ’ said",
		"U.S. and U.K.-led forces":   "U.S. and U.K. - led forces",
		"George W. Hale left.":       "George W. Hale left .",
		"at 9 a.m. on 3.5.":          "at 9 a.m. on 3.5 .",
		"1,200 or $3.5bn, 12%":       "1,200 or $ 3.5bn , 12 %",
		"a 23-year-old vice-mayor":   "a 23-year-old vice-mayor",
		"U.S.criminal law":           "U.S. criminal law",
		"M&S and R&D":                "M&S and R&D",
		"d’Estaing, O’Brien":         "d’Estaing , O’Brien",
		"  ":                         "",
		"naïve Ødegård Жук":          "naïve Ødegård Жук",
		"end-":                       "end -",
	} {
		var got []string
		for _, token := range Tokenise(text, Span{0, len(text)}) {
			got = append(got, text[token.Start:token.End])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q is cut into %q, want %q", text, s, want)
		}
	}
}

func TestBylines(t *testing.T) {
	for line, want := range map[string]string{
		"By Ann Rowe":                                  "Ann Rowe",
		"By Ann Rowe and Paul Orr":                     "Ann Rowe",
		"BY ANN ROWE":                                  "ANN ROWE",
		"By Ann Rowe, Political Editor":                "Ann Rowe",
		"By Ann Rowe, local democracy reporter":        "Ann Rowe",
		"By Ann Rowe, arts and popular culture editor": "Ann Rowe",
		"By Ann Rowe in Paris":                         "Ann Rowe",
		"Compiled by Ann Rowe":                         "Ann Rowe",
		"Reporting by Ann Rowe; Editing by Paul Orr":   "Ann Rowe",
		"(Reporting by Ann Rowe in Paris)":             "Ann Rowe",
		"Additional reporting by Reuters":              "Reuters",
		"Written by Maria de la Cruz":                  "Maria de la Cruz",
		"By chief court correspondent Ann Rowe":        "Ann Rowe",
		"By our political editor Ann Rowe":             "Ann Rowe",
		"By Ann Rowe Local Democracy Reporter":         "Ann Rowe",
		"By Ann Rowe Orr":                              "Ann Rowe Orr",
		"From Ann Rowe, Eastwick":                      "Ann Rowe",
		"From our correspondent Ann Rowe in Eastwick":  "Ann Rowe",
		"From Jordan, Syria":                           "",
		"From Eastwick Harbour, Narva":                 "",
		"From Ann Rowe":                                "",
		"By court Ann Rowe":                            "",
		"By the river Weir":                            "",
		"By the river, a young reporter":               "",
		"By chief court correspondent":                 "",
		"By Tuesday the bridge was closed.":            "",
		"By the river, Ann Rowe waited.":               "",
		"The report was compiled by Ann Rowe.":         "",
		"Compiled by hand":                             "",
		"By the time Ann Rowe came, nobody was there.": "",
	} {
		if s := BylineAuthor(line); line[s.Start:s.End] != want {
			t.Errorf("%q is signed by %q, want %q", line, line[s.Start:s.End], want)
		}
	}
}
