package text

import (
	"strings"
	"testing"
)

// TestQuotations marks the words between quotation marks with ⟦ and ⟧.
func TestQuotations(t *testing.T) {
	for _, want := range []string{
		`He said ⟦“yes”⟧ and ⟦“no”⟧.`,
		`⟦“Yes,”⟧ he said, ⟦“and no.”⟧ So.`,
		`He said ⟦"yes"⟧ and ⟦"no"⟧.`,
		`⟦"Yes,"⟧ he said.`,
		`⟦“This goes on in the next paragraph.`,
		`⟦“He told me ‘no’ and left,”⟧ she said.`,
		`⟦“He told me “no” and left,”⟧ she said.`,
		`⟦"He told me 'no' and left,"⟧ she said.`,
		`⟦«Oui»⟧, dit-il. ⟦«Non»⟧.`,
		`⟦„Ja“⟧, sagte er.`,
		`⟦„Nie”⟧, powiedział. ⟦„Tak”⟧.`,
		`⟦»Ja«⟧, sagte er. ⟦»Nein.«⟧ Er ging (⟦»bald«⟧).`,
		`⟦»Nej,«⟧ sagde hun. – ⟦»Ja!«⟧ Så gik hun.`,
		`⟦»Nej»⟧, sa hon. ⟦»Ja.»⟧ Hon gick.`,
		`Er sagte ⟦„Ja“⟧ und ⟦»nein«⟧.`,
		`⟦« Oui, »⟧ dit-il. ⟦« Non. »⟧ Bien.`,
		`Mehr dazu » hier.`,
		`Das ist alles,« sagte er.`,
		`⟦‘Yes,’⟧ he said.`,
		`⟦'Yes,'⟧ he said.`,
		`⟦'It’s the players' day,'⟧ he said.`,
		`⟦‘It’s the ‘90s again,’⟧ said Rob O’Leary. ⟦‘The lads’ jackets are back, and so’s ’em socks.’⟧ Yes.`,
		`⟦'It's the '90s again,'⟧ he said. ⟦'Bring 'em back.'⟧ Yes.`,
		`The players' union and the owners' club.`,
		`The players’ union and the owners’ club.`,
		`It was rock 'n' roll in the '90s, 'twas said.`,
		`He is 6' 2" tall.`,
		`Don't, can't and won't are words.`,
		`A ⟦‘safe’⟧ house.`,
		`A mark " alone.`,
		`⟦"I prefer him,”⟧ he said, noting that he had left.`,
		`⟦“I prefer him,"⟧ he said, and ⟦“so do you.”⟧ Then he left.`,
		`⟦"As “The Morning” wrote, nobody came,"⟧ he said, and left.`,
		`(⟦“Yes.”⟧)`,
	} {
		text := strings.NewReplacer("⟦", "", "⟧", "").Replace(want)
		got, last := "", 0
		for _, m := range Quotations(text, Paragraphs(text)) {
			got += text[last:m.Start] + "⟦" + text[m.Start:m.End]
			if m.End < len(text) {
				got += "⟧"
			}
			last = m.End
		}
		got += text[last:]
		if got != want {
			t.Errorf("found %s\nwant  %s", got, want)
		}
	}
}

// TestSentencesEndWithTheirQuotation: whichever closing mark a language has.
func TestSentencesEndWithTheirQuotation(t *testing.T) {
	for _, text := range []string{
		`»Wir haben keine Wahl.« Er ging nach Hause.`,
		`„Wir haben keine Wahl.“ Er ging nach Hause.`,
		`„Nie mamy wyboru.” Poszedł do domu.`,
		`«Nous n’avons pas le choix.» Il est parti.`,
	} {
		p := Paragraphs(text)
		if s := Sentences(text, p, Quotations(text, p)); len(s) != 2 {
			t.Errorf("%q has %d sentences", text, len(s))
		}
	}
}
