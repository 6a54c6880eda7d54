package cards

import "strings"

// Topic is a command in the list of help.
type Topic struct {
	Name, Description string
	Admins            bool // for those who may manage the server
}

// Help says what Lede is and lists what can be asked.
func Help(topics []Topic) Card {
	p := plainPage()
	p.say("### Lede\nI brief you on the news in its own words: every line I show is copied from the article, with the number of the sentence it came from. When the article does not say, I say so.")
	var readers, admins []string
	for _, t := range topics {
		line := "`/" + t.Name + "` — " + t.Description
		if t.Admins {
			admins = append(admins, line)
		} else {
			readers = append(readers, line)
		}
	}
	readers = append(readers, "**Brief this**, in the menu “Apps” of any message — Its link, file or text in key points, for you alone")
	p.show(strings.Join(readers, "\n"), 0)
	if len(admins) > 0 {
		p.show("For those who may manage the server:\n"+strings.Join(admins, "\n"), 0)
	}
	return p.close("In a direct message just ask: “who is …?”, “what did … say?”, “anything about …?”")
}
