package commands

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/commands/command"
	"lede/commands/talk"
)

const (
	leastPasted  = 300 // bytes of a text of three sentences that may be an article
	surelyPasted = 600 // the same for two sentences
	sentenceEnds = ".!?…"
)

// toBrief reports whether a message asks for a briefing: it has a link, a file or a forwarded message, is an article itself, or is only
// a picture, which the briefing says it cannot read. asked is the question that comes with it, if any.
func toBrief(m command.Message) (asked string, ok bool) {
	links, aside := splitLinks(m.Text)
	file := slices.ContainsFunc(m.Files, func(f command.Attachment) bool { return !pictureFile(f) || strings.TrimSpace(m.Text) == "" })
	switch {
	case len(links) > 0 && len(aside) < besideLink, file, len(m.Forwarded) > 0:
		if talk.WishOf(aside) == talk.None && talk.Asks(aside) {
			asked = strings.TrimSpace(aside)
		}
		return asked, true
	}
	return "", pasted(aside)
}

// pasted reports whether a text is an article rather than a question.
func pasted(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) < leastPasted || strings.HasSuffix(text, "?") {
		return false
	}
	ends := 0
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		after, _ := utf8.DecodeRuneInString(text[i+size:])
		if strings.ContainsRune(sentenceEnds, r) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			ends++
		}
	}
	return ends >= 3 || ends == 2 && len(text) >= surelyPasted
}
