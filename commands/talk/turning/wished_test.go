package turning

import (
	"testing"

	"lede/commands/talk/message"
)

func TestAWishMayBeForOneArticle(t *testing.T) {
	for text, want := range map[string]struct {
		wish message.Wish
		to   To
	}{
		"give me the short version of the parking story": {message.Summary, To{Thing: "parking", Express: true}},
		"who is in the cooking show story":               {message.Who, To{Thing: "cooking show", Express: true}},
		"whos in the strike one?":                        {message.Who, To{Thing: "strike", Express: true}},
		"quotes from the trial pls":                      {message.Quotes, To{Thing: "trial"}},
		"summary of the harbour strike":                  {message.Summary, To{Thing: "harbour strike"}},
		"ok now weir, short version pls":                 {message.Summary, To{Thing: "weir", Express: true}},
		"the strike one, quotes please":                  {message.Quotes, To{Thing: "strike", Express: true}},
	} {
		if wish, to, ok := Wished(text); !ok || wish != want.wish || to != want.to {
			t.Errorf("%q: %q %+v", text, wish, to)
		}
	}
	for _, text := range []string{
		"what did they say about the strike", "who is in the hospital", "who is in charge of the strike", "thanks for the strike one", "summary", "who said that in the story",
		"what happened in the strike", "why did the mayor speak of the strike", "",
		"thanks, quotes please", "now the, summary", "hmm the mayor, quotes please", "now, summary", "now who is that, summary", "now the wrist, what happened to it",
	} {
		if wish, to, ok := Wished(text); ok {
			t.Errorf("%q: %q %+v", text, wish, to)
		}
	}
}
