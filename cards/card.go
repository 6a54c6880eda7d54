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
