// Package cards draws articles and answers as Discord components.
//
// It is the only package that knows Discord's limits and its Markdown; its words are those of the language it is given. What it
// shows of an article is always whole spans: text is cut between spans, never inside one, and the card says
// so when something was left out. Markdown in the news is escaped and mentions are defused, so that what a
// reader sees rendered is the span, byte for byte. It refuses to send anything or to know who asked.
package cards

import "github.com/bwmarrin/discordgo"

// Card is one message in Components V2.
type Card struct {
	Components []discordgo.MessageComponent
}

// Modal is a form. Its fields come back as options of the command named by ID.
type Modal struct {
	ID     string // custom id: see Link
	Title  string
	Fields []Field
}

// Field is one text input of a modal.
type Field struct {
	Name        string // the option under which the text comes back
	Label       string
	Description string
	Placeholder string
	Value       string
	Long        bool // several lines
	Required    bool
	MaxLength   int // in characters, at most 4000
}
