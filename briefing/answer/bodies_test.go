package answer_test

import (
	"strings"
	"testing"

	"lede/briefing"
)

// A club, a firm or a union is asked about by one name and speaks under another.
func TestTheWordsOfABodyAreItsByWhateverName(t *testing.T) {
	const club = "Carter Vale have sacked their coach, Ivo Marsh, after a 5-0 defeat at Penhale Town on Saturday.\n\n" +
		"The club told Marsh of its decision by telephone. \"Nine defeats leave a board no choice,\" the club said in a statement.\n\n" +
		"\"I would have liked to hear it face to face,\" Marsh said.\n\n" +
		"The Fans' League will meet on Thursday. \"The coach is not the problem,\" said its chairwoman, Nora Quill."
	const pouches = "The board of Elmwick schools resigned on Tuesday. The chairman, Dag Lind, said that he had told a lawyer of his stake in the firm, Lockbag.\n\n" +
		"The teachers' union backed the ban. \"We had the quietest week in ten years,\" said its president, Bill Oduya.\n\n" +
		"Lockbag said it had won the contract because nobody else could deliver in time. The county's auditor, Keith Pohl, said that he would look into it."
	const plant = "The toymaker Brindle Toys will shut its plant in Odense, it announced on Thursday.\n\n" +
		"Power in Denmark has become too dear, the company said. \"The bosses sat at home,\" said the leader of the union Trias, Jens Holm.\n\n" +
		"\"I do not know where to go,\" said a packer, Anja Toft. Police were at the gate. \"It was calm,\" said a spokeswoman, Gro Dahl."
	const firms = "The firm, Lockbag, and the company, Hushcase, both bid for it. Lockbag said it could deliver in time. The owner of a third maker was not asked.\n\n" +
		"The union of carters struck on Monday. \"I would not have struck,\" said its former president, Olga Rehn.\n\n" +
		"The hospital had closed. \"My feet hurt,\" said its porter, Tim Dray.\n\n" +
		"The charity struck too. \"Fools,\" said the president of Estonia, Kersti Saar."
	const ward = "A nurse was jailed on Friday. A doctor, Anil Rao, had noticed that bottles were missing. \"I counted them twice,\" Rao said.\n\n" +
		"The hospital told the police. The hospital said it had changed the locks."
	for _, one := range []struct{ text, question, begins string }{
		{ward, "what did the hospital say?", "The hospital said"},
		{firms, "what did the firm say?", ""},
		{firms, "what did the union say?", ""},
		{firms, "what did the hospital say?", ""},
		{firms, "what did the charity say?", ""},
		{club, "what did carter vale say?", "\"Nine defeats"},
		{club, "what did the club say?", "\"Nine defeats"},
		{club, "what did the league say?", "\"The coach is not"},
		{club, "what did penhale town say?", ""},
		{pouches, "what did the firm say?", "Lockbag said"},
		{pouches, "what did the union say?", "\"We had the quietest"},
		{pouches, "what did the teachers' union say?", "\"We had the quietest"},
		{pouches, "what did the council say?", ""},
		{plant, "what did brindle say?", "Power in Denmark"},
		{plant, "what did the union say?", "\"The bosses"},
		{plant, "what did the police say?", "\"It was calm"},
		{plant, "what did the company say?", "Power in Denmark"},
	} {
		got, _ := told(t, one.text, one.question)
		if strings.Contains(strings.Join(got, " "), "counted them") {
			t.Errorf("%q: the doctor is not the hospital: %q", one.question, got)
		}
		if answered := len(got) > 0; answered != (one.begins != "") || answered && !strings.HasPrefix(got[0], one.begins) {
			t.Errorf("%q: %q", one.question, got)
		}
	}
}

// Where and to whom something was done is told by the words beside the verb, whatever they are.
func TestTheVerbTellsWhereAndWhom(t *testing.T) {
	const votes = "Fifteen votes had been lost at the count in Tarn on Monday, an officer said.\n\nThey were found in a box of table tennis bats. The first was found in the last week of May.\n\n" +
		"Two men were fined 1,200 euros each in June after they had flown a drone over the den. The agency was praised.\n\n" +
		"Her husband had objected in the past week. A hen was found in good health."
	for _, one := range []struct{ question, begins string }{
		{"where were they found?", "They were found in a box"},
		{"where did her husband object?", ""},
		{"where was the hen found?", ""},
		{"who was fined?", "Two men"},
		{"who got fined?", "Two men"},
	} {
		got, _ := told(t, votes, one.question)
		if answered := len(got) > 0; answered != (one.begins != "") || answered && !strings.HasPrefix(got[0], one.begins) {
			t.Errorf("%q: %q", one.question, got)
		}
	}
}

// What somebody died of is told behind the death, and when something was is not why it was.
func TestACauseIsToldAndNoTime(t *testing.T) {
	const diver = "Clare Winfield, the diver who mapped 130 caves, died on 3 November in Port Ellery. She was 88. The cause was pneumonia, her son Daniel said.\n\n" +
		"Her husband, the fisherman Kamil Vey, died in 2011. She taught a whole island to look down. She had refused a prize in 1990 because the ceremony fell in the diving season. Her atlas is still used."
	const court = "A nurse who stole drugs was jailed for eight years on Friday. The prosecution had asked for eleven years.\n\n" +
		"Mark Tull, 38, took the drug for two years, the court in Harrow heard. His firm had sought a sentence of four years."
	const pool = "The pool in Tarrow will stay closed until September, the council said, after a panel fell from the ceiling into the shallow end.\n\n" +
		"Nobody was in the water when it fell, shortly before six on Friday morning."
	for _, one := range []struct{ text, question, begins string }{
		{court, "how long was he jailed for?", "A nurse who"},
		{court, "how long is the sentence?", "A nurse who"},
		{diver, "what did clare winfield die of?", "The cause was"},
		{diver, "how did clare winfield die?", "The cause was"},
		{diver, "what was the cause of death?", "The cause was"},
		{pool, "why did the panel fall?", ""},
		{pool, "why did it fall?", ""},
		{pool, "when did it fall?", "Nobody was in"},
		{pool, "did anyone know this could happen?", ""},
	} {
		got, _ := told(t, one.text, one.question)
		if one.text == court && len(got) > 1 {
			t.Errorf("%q drags %q", one.question, got[1:])
		}
		if answered := len(got) > 0; answered != (one.begins != "") || answered && !strings.HasPrefix(got[0], one.begins) {
			t.Errorf("%q: %q", one.question, got)
		}
	}
}

// “She” after “her husband, Jan” is not Jan, whatever the name sounds like.
func TestARelativeIsOfTheSexThatTheWordSays(t *testing.T) {
	for _, text := range []string{
		"Olga Prins lost a ring in 1991.\n\nHer husband, Jan, died in 2004. \"He would have laughed,\" she said.",
		"Olga Prins lost a ring in 1991.\n\nHer husband, the fisherman Karmel Vey, died in 2004. \"He would have laughed,\" she said.",
		"Olga Prins lost a ring in 1991.\n\nHer nephew Sasha found it in a potato. \"I would have screamed,\" she said.",
	} {
		a, err := briefing.Parse(text, briefing.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Quotes) != 1 || a.Quotes[0].Speaker != "" && a.Quotes[0].Speaker != "Olga Prins" {
			t.Errorf("%q: %+v", text, a.Quotes)
		}
	}
}
