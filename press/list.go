package press

import (
	"io"

	"lede/languages"
)

// Listing is the content of a feed, for people.
type Listing struct {
	Title, Address string
	Note           string // what is wrong with it; "" for nothing
	Entries        []Entry
}

// Entry is one line of a listing.
type Entry struct {
	Title, Address, Text string
	Made                 bool   // the title is the first words of the text
	When                 string // "" if unknown
}

// longestText is the maximum length of an entry's shown text, in characters.
const longestText = 240

// List writes a listing for a terminal.
func List(w io.Writer, l languages.Language, list Listing, t Terminal) error {
	p := newPage(t)
	p.block("", "", bold(clean(list.Title)))
	p.block("", "", dim(clean(list.Address)))
	p.block("", "", dim(l.Text("press.items", "n", len(list.Entries))))
	if list.Note != "" {
		p.block("", "", plain(clean(list.Note)))
	}
	for _, e := range list.Entries {
		p.gap()
		p.block("  • ", "    ", bold(clean(e.Title)), dim(e.note(l)))
		text := []rune(clean(e.Text))
		if len(text) > longestText {
			text = append(text[:longestText], '…')
		}
		if !e.Made {
			p.block("    ", "    ", plain(string(text)))
		}
		p.block("    ", "    ", dim(clean(e.Address)))
	}
	return writeAll(w, p.String())
}

// note is what follows a title.
func (e Entry) note(l languages.Language) string {
	if !e.Made {
		return e.When
	}
	if e.When == "" {
		return "(" + l.Text("press.made-title-short") + ")"
	}
	return e.When + " (" + l.Text("press.made-title-short") + ")"
}
