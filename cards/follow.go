package cards

import (
	"time"

	"lede/cards/markup"
	"lede/cards/recurrence"
	"lede/languages"
	"lede/problem"
)

// Followed is a source that a person follows for themselves.
type Followed struct {
	Name    string
	Words   string           // as they can be typed; "" for all of it
	Trouble *problem.Problem // why it is not being read; nil if it is
}

// Told is when a person is told about what they follow.
type Told struct {
	When   recurrence.Rule
	Next   time.Time        // zero for never
	Paused *problem.Problem // why not; nil while they are
}

// Following draws what a person follows for themselves, out of the number allowed.
func Following(l languages.Language, title string, list []Followed, most int, t Told) Card {
	p := plainPage(l)
	p.say("### " + title)
	text := ""
	for i, f := range list {
		if i > 0 {
			text += "\n"
		}
		text += "- **" + markup.Escape(markup.Label(f.Name, 60)) + "**"
		if f.Words != "" {
			text += " · " + l.Text("card.follow.words", "words", markup.Escape(markup.Label(f.Words, 60)))
		}
		if f.Trouble != nil {
			text += " · " + l.Text("card.follow.trouble")
		}
	}
	p.say(text)
	switch {
	case t.Paused != nil:
		p.say(l.Text("card.schedule.paused", "why", sentences(l, t.Paused)) + "\n" + l.Text("card.follow.again"))
	case !t.Next.IsZero():
		p.say("**" + markup.Escape(t.When.Text(l)) + "**\n" + l.Text("card.schedule.next", "at", stamp(t.Next, "F"), "in", stamp(t.Next, "R")))
	}
	return p.close(l.Text("card.follow.note", "n", len(list), "most", most))
}
