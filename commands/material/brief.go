package material

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/commands/command"
	"lede/commands/talk/message"
)

const (
	leastPasted  = 300 // bytes of a text of three sentences that may be an article
	surelyPasted = 600 // the same for two sentences
	leastTitled  = 120 // the same for a line without an end, a title, over three sentences
	sentenceEnds = ".!?…؟۔।"
	wideEnds     = "。！？" // no space follows them
	asking       = "?？؟"
)

// ToBrief reports whether a message asks for a briefing: it has a link, a file or a forwarded message, is an article itself, or is only
// a picture, which the briefing says it cannot read. asked is the question that comes with it, if any.
func ToBrief(m command.Message) (asked string, ok bool) {
	links, aside := splitLinks(m.Text)
	file := slices.ContainsFunc(m.Files, func(f command.Attachment) bool { return !pictureFile(f) || strings.TrimSpace(m.Text) == "" })
	switch {
	case len(links) > 0 && len(aside) < besideLink, file, len(m.Forwarded) > 0:
		if message.WishOf(aside) == message.None && message.Asks(aside) {
			asked = strings.TrimSpace(aside)
		}
		return asked, true
	}
	return "", pasted(aside)
}

// pasted reports whether a text is an article rather than a question.
func pasted(text string) bool {
	text = strings.TrimSpace(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if len(text) < leastTitled || strings.ContainsRune(asking, last) {
		return false
	}
	title, below, _ := strings.Cut(text, "\n")
	if titles(title) && !strings.ContainsAny(below, asking) && sentences(below) >= 3 {
		return true
	}
	ends := sentences(text)
	return ends >= 3 && len(text) >= leastPasted || ends == 2 && len(text) >= surelyPasted
}

// titles reports whether a line may be a title: it is no sentence, does not lead on to the next line, and wishes for nothing.
func titles(line string) bool {
	line = strings.TrimSpace(line)
	leadsOn := strings.HasSuffix(line, ",") || strings.HasSuffix(line, ":")
	return !leadsOn && line != "" && sentences(line) == 0 && message.WishOf(line) == message.None
}

// sentences counts the ends of sentences.
func sentences(text string) (ends int) {
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		after, _ := utf8.DecodeRuneInString(text[i+size:])
		apart := !unicode.IsLetter(after) && !unicode.IsDigit(after)
		if strings.ContainsRune(wideEnds, r) || apart && strings.ContainsRune(sentenceEnds, r) {
			ends++
		}
	}
	return ends
}
