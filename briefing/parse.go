package briefing

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
)

// MaxTextBytes is the length of the longest text that Parse accepts.
const MaxTextBytes = 8 << 20

// The errors of Parse.
var (
	ErrEmpty   = errors.New("the text has no words")
	ErrNotUTF8 = errors.New("the text is not valid UTF-8")
	ErrTooLong = errors.New("the text is longer than 8 MiB")
)

// Options holds what is known about a text besides its words.
type Options struct {
	ID, Title, URL, Site string
	// Author is who signed the article, and Language its ISO 639-1 code. They are used only if the text does not say, since pages are often
	// wrong about themselves.
	Author, Language string
	Published        *time.Time
	// Image is the address of the picture that the article's page names.
	Image string
	// Partly is true if the article's page shows only its beginning.
	Partly bool
	// Points is how many key points are wanted; 0 chooses by length.
	Points int
	// Bare leaves out quotations, developments and key points, which take half of the time.
	Bare bool
	// Room, if set, runs the work once there is room for the memory it needs, in bytes. If Room itself fails, its error is returned
	// unchanged.
	Room func(need int64, work func() error) error
	// More, if set, is asked before reading more of a page than an ordinary one has. leave is called when it has been read.
	More func() (leave func(), err error)
	// Stop, if set, is asked between stages whether to give up with ErrStopped.
	Stop func() bool
}

// Parse works out the structure of a news text. Text in the result is the text given, except that columns are put one after the other.
func Parse(given string, o Options) (*Article, error) {
	switch {
	case len(given) > MaxTextBytes:
		return nil, ErrTooLong
	case !utf8.ValidString(given):
		return nil, ErrNotUTF8
	case !strings.ContainsFunc(given, words.Letter):
		return nil, ErrEmpty
	}
	a := &Article{Text: text.Columns(given)}
	if err := o.Within(Need(given), func() error { return a.complete(o) }); err != nil {
		return nil, err
	}
	return a, nil
}
