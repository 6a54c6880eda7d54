package cards

import "strings"

// Topic is a command in the list of help.
type Topic struct {
	Name, Description string
}

// Help says what Lede is and lists what can be asked.
func Help(topics []Topic) Card {
	p := plainPage()
	p.say("### Lede\nI brief you on the news in its own words: every line I show is copied from the article, with the number of the sentence it came from. When the article does not say, I say so.")
	lines := make([]string, len(topics))
	for i, t := range topics {
		lines[i] = "`/" + t.Name + "` — " + t.Description
	}
	if len(lines) > 0 {
		p.show(strings.Join(lines, "\n"), 0)
	}
	return p.close("In a direct message just ask: “who is …?”, “what did … say?”, “anything about …?”")
}
