package panels

import (
	"time"

	"lede/cards"
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
	Left   int              // how many sources that they wanted as well there was no room for
}

// Following draws what a person follows for themselves, out of the number allowed.
func Following(l languages.Language, title string, list []Followed, most int, t Told) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + title)
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
	p.Say(text)
	switch {
	case t.Paused != nil:
		p.Say(l.Text("card.schedule.paused", "why", sentences(l, t.Paused)) + "\n" + l.Text("card.follow.again"))
	case !t.Next.IsZero():
		p.Say("**" + markup.Escape(t.When.Text(l)) + "**\n" + l.Text("card.schedule.next", "at", cards.Stamp(t.Next, "F"), "in", cards.Stamp(t.Next, "R")))
	}
	note := l.Text("card.follow.note", "n", len(list), "most", most)
	if t.Left > 0 {
		note = l.Text("card.follow.left", "n", t.Left) + " " + note
	}
	return p.Close(note)
}
