package briefing_test

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
)

// spoken lists who says what in an article.
func spoken(a *briefing.Article) (lines []string) {
	for _, q := range a.Quotes {
		lines = append(lines, q.Speaker+": "+a.Text[q.Start:q.End])
	}
	return lines
}

func TestATranscriptSaysWhoSpeaks(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"times and capitals": {"[00:01] HOST: The ferry stops today. Why?\n[00:07] MARA LIND: The hull is gone. It cost us a great deal to mend it.\n[00:20] HOST: Who pays?\n[00:22] OLE BERG (by phone): The county does.\n[00:30] LIND: Half of it.",
			[]string{"MARA LIND: The hull is gone.", "MARA LIND: It cost us a great deal to mend it.", "OLE BERG: The county does.", "MARA LIND: Half of it."}},
		"an interview": {"The captain speaks\n\nWe met Mara Lind, the captain, on Friday.\n\nQ: Will it come back?\nLind: Not before spring.\nQ: Who pays?\nLind: The “county” does.",
			[]string{"Mara Lind: Not before spring.", "Mara Lind: The “county” does."}},
		"a paper that asks": {"The captain speaks\n\nWe met Mara Lind, the captain, on Friday.\n\nThe Echo: Will it come back?\n\nLind: Not before spring.\n\nThe Echo: Who pays?\n\nLind: The county does.",
			[]string{"Mara Lind: Not before spring.", "Mara Lind: The county does."}},
		"a short turn with a time": {"[00:00:01] HOST: The ferry stops today, as the county said on Friday.\n[00:00:05] HOST: Who pays?\n[00:00:07] MARA LIND: The county pays half of it. The rest is ours.",
			[]string{"MARA LIND: The county pays half of it.", "MARA LIND: The rest is ours."}},
		"one question in a story": {"The captain speaks\n\nMara Lind, the captain, spoke on Friday.\n\nThe ferry to Holm stopped on Friday.\n\nQ: Will it come back?\n\nA: Not before spring.\n\nNote: The hull is gone.\n\nThe ferry was built in 1931.\n\nIt has two decks.",
			[]string{"Mara Lind: Not before spring."}},
		"a list of facts":    {"Ferry stops\n\nThe ferry to Holm stopped on Friday, the county said.\nPlace: Holm\nDate: Friday\nCaptain: Mara Lind", nil},
		"a colon in a story": {"The county said on Friday: The ferry stops.\n\nMara Lind said: “It is over.”\n\nThe mayor said: nothing.", []string{"Mara Lind: “It is over.”"}},
	} {
		a, err := briefing.Parse(c.text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := spoken(a); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		for _, s := range a.Summary {
			if w := a.SentenceText(s); strings.Contains(w, "HOST") || strings.HasPrefix(w, "Q:") || strings.Contains(w, "Who pays?") {
				t.Errorf("%s: the key point %q", name, w)
			}
		}
	}
}

// TestAnInterviewWithoutLabelsSaysWhoAnswers: its questions are separate paragraphs, and its guest is named once.
func TestAnInterviewWithoutLabelsSaysWhoAnswers(t *testing.T) {
	const opens = "“I burn the onions”: Mara Lind on feeding a town\n\nMara Lind has cooked in Holm for ten years, for the club of Ole Berg. We met her on Friday.\n\n"
	const asked = "What did you do before?\n\n“I had a boat. It sank.”\n\nSome say that you are strict.\n\nShe laughs. “I am fair.”\n\n"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"three answers": {opens + asked + "And after the mine?\n\n“My sister will teach.”\n\nBerg is not worried. “She will stay,” he says.",
			[]string{"", "Mara Lind: “I had a boat. It sank.”", "Mara Lind: “I am fair.”", "Mara Lind: “My sister will teach.”", "Ole Berg: “She will stay,”"}},
		"one question": {"Mara Lind on feeding a town\n\nMara Lind has cooked in Holm for ten years, for the club of Ole Berg, which stands on the hill above the harbour.\n\nWho will cook now?\n\n“The kitchen is shut.”",
			[]string{": “The kitchen is shut.”"}},
	} {
		a, err := briefing.Parse(c.text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.want[0] == "" {
			c.want[0] = "Mara Lind: “I burn the onions”"
		}
		if got := spoken(a); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestATextInCapitalsHasPeople(t *testing.T) {
	a, err := briefing.Parse("HOLM -- CAPTAIN SARAH LINDQUIST QUIT ON FRIDAY AFTER THE FERRY RAN AGROUND, THE COUNTY SAID.\n\n"+
		"\"I AM SORRY,\" LINDQUIST SAID AT THE PIER. \"IT WAS MY FAULT.\"\n\nTHE MAYOR, PETER HOLMGREN, SAID THAT MARCH WAS A BAD MONTH FOR THE FERRY.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var people []string
	for _, p := range a.People {
		people = append(people, p.Name)
	}
	if !slices.Equal(people, []string{"SARAH LINDQUIST", "PETER HOLMGREN"}) {
		t.Errorf("the people are %q", people)
	}
	if got, want := spoken(a), []string{"SARAH LINDQUIST: \"I AM SORRY,\"", "SARAH LINDQUIST: \"IT WAS MY FAULT.\""}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
