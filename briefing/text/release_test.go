package text

import "testing"

func TestTheFrameOfAPressReleaseIsNoStory(t *testing.T) {
	text := "PRESS RELEASE\n\nMedia contact: Ann Lee, +1 555 0100\n\nHolm Ferries Ltd. will run two ferries more from March, it said on Friday.\n\n" +
		"About time, said the mayor of Holm.\n\nAbout Holm Ferries Ltd.\nHolm Ferries employs 300 people.\n\nForward-Looking Statements\nActual results may differ.\n\n###\n- ENDS -"
	want := []ParagraphKind{BylineLine, BylineLine, Body, Body, Heading, Caption, Heading, Caption, BylineLine}
	got := Paragraphs(text)
	if len(got) != len(want) {
		t.Fatalf("%d paragraphs, want %d", len(got), len(want))
	}
	for i, p := range got {
		if p.Kind != want[i] {
			t.Errorf("%q is %s, want %s", p.Of(text), p.Kind, want[i])
		}
	}
	story := "Talks to end the strike begin\n\nThe talks began on Friday, the union said.\n\nAbout Turn\nThe council turned about on Monday.\n\nContacts between the two sides ended in May."
	for _, p := range Paragraphs(story) {
		if p.Kind == Caption || p.Kind == BylineLine {
			t.Errorf("%q is %s in an ordinary story", p.Of(story), p.Kind)
		}
	}
}
