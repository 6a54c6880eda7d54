// Package cards draws what readers see as Discord components: articles, answers and digests. What admins see is in cards/panels.
//
// It is the only package that knows Discord's limits and its Markdown; its words are those of the language it is given. What it shows
// of an article is always whole spans: text is cut between spans, never inside one, and the card says so when something was left out.
// Markdown in the news is escaped and mentions are defused, so that what a reader sees rendered is the span, byte for byte. It refuses
// to send anything or to know who asked.
package cards

import "github.com/bwmarrin/discordgo"

// Card is one message in Components V2.
type Card struct {
	Components []discordgo.MessageComponent

	footer string // the part of the closing line that is the same on every such card

	stretches []stretch // which article is cited where
}

// Modal is a form. Its fields come back as options of the command named by ID.
type Modal struct {
	ID     string // custom id: see Link
	Title  string
	Fields []Field
}

// Field is one part of a modal that a person fills in.
type Field struct {
	Kind        FieldKind
	Name        string // the option that holds the text or the chosen value when the form comes back
	Label       string
	Description string
	Placeholder string
	Value       string // the initial value: a text, or the value of an option
	Required    bool
	MaxLength   int      // of a text, in characters, at most 4000
	Options     []Option // of Radio, two to ten, and of Menu, up to 25
	// ChannelTypes are the types that can be chosen for a Channel.
	ChannelTypes []discordgo.ChannelType
}

// FieldKind is how a person fills in a field.
type FieldKind int

// The kinds of field.
const (
	Line      FieldKind = iota // a text of one line
	Paragraph                  // a text of several
	Radio                      // one of a few options, all in sight
	Menu                       // one of many
	Upload                     // a file
	Channel                    // a channel of the server, of one of ChannelTypes
)

// Option is a value that can be chosen. Label is what people see.
type Option struct {
	Label, Description, Value string
}
