package briefing_test

import (
	"testing"

	"lede/briefing"
)

// TestWordsThatNobodySaid are not given to whoever is said not to have said them, or perhaps to have.
func TestWordsThatNobodySaid(t *testing.T) {
	const words = "“the bridge is lost for good”"
	for _, said := range []string{
		"Ida Voss denied saying " + words + ".", "Ida Voss never said " + words + ".", "Ida Voss didn’t say " + words + ".", "Ida Voss has never once publicly said " + words + ".",
		"Ida Voss denied that she had said " + words + ".", "Karl Benn denied reports Ida Voss said " + words + ".", "Karl Benn rejected claims that Ida Voss said " + words + ".",
		"Ida Voss could have said " + words + ".", "Ida Voss was falsely quoted as saying " + words + ".", "Ida Voss was misquoted as saying " + words + ".",
		"Nobody heard Ida Voss say " + words + ".", "There is no evidence that Mayor Ida Voss said " + words + ".", "It is not true that Mayor Ida Voss said " + words + ".",
		"If Ida Voss says " + words + ", people will leave.", "A man posing as Ida Voss said " + words + ".", "In a fake video, Ida Voss says " + words + ".", "A doctored recording shows Ida Voss saying " + words + ".",
		"Karl Benn accused Ida Voss of saying " + words + ".", "Ida Voss thanked Karl Benn for saying " + words + ".", "Ida Voss quoted a neighbour as saying " + words + ".",
		"Ida Voss tore down a sign reading " + words + ".", words[:len(words)-len("”")] + ",” Ida Voss denied saying.", words[:len(words)-len("”")] + ",” Ida Voss never said.",
	} {
		if who := lastSpeaker(t, said); who == "Ida Voss" || who == "Karl Benn" {
			t.Errorf("%s: said by %s", said, who)
		}
	}
	for _, said := range []string{
		"Ida Voss denied the charge and said " + words + ".", "Ida Voss did not only say " + words + " but left.", "Ida Voss did not simply say " + words + " but left.", "Ida Voss did not come, but said " + words + ".", "Denying the charge, Ida Voss said " + words + ".",
		"Responding to a fake video, Ida Voss said " + words + ".", "Ida Voss said that nobody had not asked for it; " + words + ".", "Ida Voss issued a statement saying " + words + ".", "Ida Voss would say " + words + ".",
		"Ida Voss apologised to Karl Benn for saying " + words + ".", "Karl Benn was wrong, and Ida Voss said " + words + ".", words[:len(words)-len("”")] + ",” Ida Voss said, and denied the rest.",
	} {
		if who := lastSpeaker(t, said); who != "Ida Voss" {
			t.Errorf("%s: said by %q", said, who)
		}
	}
}

// lastSpeaker returns who speaks in the last quotation of a sentence that stands in an article.
func lastSpeaker(t *testing.T, sentence string) string {
	t.Helper()
	a, err := briefing.Parse("Bridge of Marl closed\n\nThe town of Marl closed its bridge on Monday. The mayor, Ida Voss, was there, and so was Karl Benn, a baker.\n\n"+sentence+"\n\nThe bridge was built in 1931.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Quotes) == 0 {
		t.Fatalf("%s: no quotation", sentence)
	}
	return a.Quotes[len(a.Quotes)-1].Speaker
}
