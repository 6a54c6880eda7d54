package understanding_test

import (
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
	"lede/commands/talk/understanding"

	turns "lede/desk/talk"
)

const cup = `Substitute Zubin Pike scored late after a pass by Tomas Eik. “I ran and ran,” said Pike.

Pike grew up in Tresk and played for Corran before.

The guard Edwin Marsh grew up in Wick and played the flute. “We were asleep,” said Marsh.

Tomas Eik was born in Arden. Karin Moe, the coach, wept.`

// TestOfSeveralTheOneJustSpokenOfIsMeant if the article answers for more than one, or if only that one has words in it.
func TestOfSeveralTheOneJustSpokenOfIsMeant(t *testing.T) {
	a, err := briefing.Parse(cup, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	x := answer.NewIndex(a)
	for _, c := range []struct{ first, then, want string }{
		{"who scored", "where did he grow up", "where did Zubin Pike grow up"},
		{"who scored", "what did he say", "what did Zubin Pike say"},
	} {
		_, meant, found := understanding.Of(x, talk.Before{}, c.first)
		last := understanding.TurnAfter(a, "cup", turns.Turn{}, meant, found)
		if _, meant, found = understanding.Of(x, understanding.TurnIn(a, "cup", last), c.then); meant.Question != c.want || !found.Answered {
			t.Errorf("%q after %q: %q, answered %v, one of %d", c.then, c.first, meant.Question, found.Answered, len(meant.Which))
		}
	}
	if _, meant, _ := understanding.Of(x, talk.Before{}, "where did he grow up"); len(meant.Which) < 2 {
		t.Errorf("of nobody spoken of, %q is asked", meant.Question)
	}
}

// TestAPersonNamedBesideTheSubjectIsMeantByTheirPronoun where two may be: “he met his wife, Elsa” leaves her in the reader's mind.
func TestAPersonNamedBesideTheSubjectIsMeantByTheirPronoun(t *testing.T) {
	a, err := briefing.Parse(`The puppeteer Bruno Castell has died in Trieste.

His daughter, Lidia, said he died in his sleep on Saturday.

He learned his trade in a circus, where he met his wife, Elsa, a trapeze artist. She died in 2011.`, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	x := answer.NewIndex(a)
	_, meant, found := understanding.Of(x, talk.Before{}, "was he married")
	last := understanding.TurnAfter(a, "castell", turns.Turn{}, meant, found)
	if _, meant, found = understanding.Of(x, understanding.TurnIn(a, "castell", last), "is she still alive"); meant.Question != "is Elsa still alive" || !found.Answered {
		t.Errorf("%q, answered %v, one of %d", meant.Question, found.Answered, len(meant.Which))
	}
}
