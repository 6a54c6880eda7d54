package briefing

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
)

// MaxTextBytes is the longest text that Parse takes.
const MaxTextBytes = 8 << 20

// The errors of Parse.
var (
	ErrEmpty   = errors.New("the text has no words")
	ErrNotUTF8 = errors.New("the text is not valid UTF-8")
	ErrTooLong = errors.New("the text is longer than 8 MiB")
)

// Options are what is known about a text besides its words.
type Options struct {
	ID, Title, URL, Site string
	// Author is who signed the article, and Language its ISO 639-1 code, for when the text does not tell: pages
	// are known to be wrong about themselves.
	Author, Language string
	Published        *time.Time
	// Image is the address of the picture that the article's page names for it.
	Image string
	// Partly tells that the article's page shows only its beginning.
	Partly bool
	// Points is how many key points are wanted; 0 chooses by length.
	Points int
	// Bare leaves out quotations, developments and key points, which take half of the time.
	Bare bool
	// Room, when set, does the work when there is room for the memory that it needs, in bytes. An error of its own is returned as it is.
	Room func(need int64, work func() error) error
	// More, when set, is asked before more of a page is fetched than an ordinary one has. leave follows when it was read.
	More func() (leave func(), err error)
	// Stop, when set, is asked from stage to stage whether to give up, with ErrStopped.
	Stop func() bool
}

// Parse works out the structure of a news text. Its article has the text that was given, except that columns stand one behind the other.
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
