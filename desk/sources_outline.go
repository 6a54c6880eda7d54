package desk

import (
	"context"
	"io"

	"lede/source/opml"
)

// Outline is a feed in a list that other readers can read, and OutlineLine what became of one entry of such a list.
type (
	Outline     = opml.Outline
	OutlineLine = opml.Line
)

// ReadOutlines reads a list of feeds (OPML) in the person's turn, with a line for each of its entries.
func (d *Desk) ReadOutlines(ctx context.Context, r Reader, file []byte) (list []Outline, lines []OutlineLine, err error) {
	err = d.work.Do(ctx, r, outlinesCost*int64(len(file)), func() error {
		list, lines, err = opml.Read(file)
		return err
	})
	return list, lines, err
}

// WriteOutlines writes sources as such a list, each in the folders of its tags.
func WriteOutlines(w io.Writer, title string, list []Source) error {
	var outlines []Outline
	for _, s := range list {
		outlines = append(outlines, Outline{Address: s.Address, Name: s.Name, Folders: s.Tags})
	}
	return opml.Write(w, title, outlines)
}
