package text

import (
	"strings"

	"lede/pattern"
)

// A press release has a frame around its story: a label, whom to call and, at the end, what every release of the company
// says about itself and about the future.

var (
	releaseLabel = pattern.Of(`^(?i:\W*(?:for immediate release|(?:press|news|media) release|embargoed (?:until|for release)\b.{0,60}|(?:press|news|media) release\W+for immediate release|(?:-|–)+\s*(?:30|ends?|more)\s*(?:-|–)*|(?:#\s*){3,}|ends)\W*)$`)
	contactLine  = pattern.Of(`^(?i:(?:(?:media|press|investor|news|company)\s+)?(?:contacts?|enquiries|inquiries|relations)(?: details| information)?\s*:.*(?:@|\d{3,}).*)$`)
	footHeading  = pattern.Of(`^(?i:(?:cautionary (?:note|statement)s?|safe harbou?r|(?:note |statement )?(?:regarding |on |concerning )?forward[- ]looking (?:statements?|information)|notes? (?:to|for) editors?|(?:media|press|investor)?\s*contacts?|disclaimers?)\b.{0,60})$`)
	aboutHeading = pattern.Of(`^(?:About|ABOUT) (?:the |The )?(\p{Lu}[^:?!]{1,70})$`)
)

// Below a story stands who wrote it and where to reach them. These patterns are matched only against short lines near the
// end.
var (
	authorLine = pattern.Of(`^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}) is (?:an?|the|our|\p{Lu}[\p{L} ]{1,40}[’']s?) [^.]{0,80}\b(?:reporter|correspondent|columnist|journalist|freelance|freelancer|staff writer|contributing|critic|editor|writer|contributor)\b[^.]{0,140}\.$`)
	followLine = pattern.Of(`^(?i:(?:follow|e-?mail|contact|reach|write to|find)\b.{0,80}(?:@\w|\bon (?:twitter|x|facebook|instagram|bluesky|mastodon|threads)\b).{0,60}|(?:with )?(?:additional )?reporting (?:by|from) .{3,120})$`)
)

// footLines is how many of the last paragraphs may name the author.
const footLines = 3

// namesAuthor reports whether a line below a story says who wrote it or where to write to. Somebody whom the story names
// is not its author.
func namesAuthor(text string, story []Paragraph, line string) bool {
	if len(line) > longestByline {
		return false
	}
	if BeginsWithAny(line, "FfEeCcRrWwAa") && followLine().MatchString(line) {
		return true
	}
	if !strings.HasSuffix(line, ".") || !strings.Contains(line, " is ") {
		return false
	}
	author := authorLine().FindStringSubmatch(line)
	if author == nil {
		return false
	}
	surname := author[1][strings.LastIndexByte(author[1], ' ')+1:]
	for _, p := range story {
		if p.Kind == Body && strings.Contains(p.Of(text), surname) {
			return false
		}
	}
	return true
}

const (
	longestLabel = 200 // bytes of a line around a release
	nameWords    = 2   // words of a company's name that must open the text about it
)

// release sets the frame of a press release apart: its labels and the mail header above become bylines, and the paragraphs below
// the story captions.
func release(text string, paragraphs []Paragraph) {
	foot := false
	for i := range mailHead(text, paragraphs) {
		paragraphs[i].Kind = BylineLine // who sent it is nobody in the story
	}
	for i := range paragraphs {
		p := &paragraphs[i]
		line := p.Of(text)
		switch {
		case len(line) <= longestLabel && labelsRelease(line):
			p.Kind = BylineLine
		case i > 0 && i >= len(paragraphs)-footLines && namesAuthor(text, paragraphs[:i], line):
			p.Kind = BylineLine
		case i > 1 && BeginsWithAny(line, "AaCcSsFfNnMmPpIiDdRrOo") && headsFoot(text, paragraphs[i:]):
			foot = true
			p.Kind = Heading
		case foot && p.Kind == Body:
			p.Kind = Caption
		}
	}
}

// mailLine matches a line of a mail header, as mail programs of several languages write it, and mailLabel the line above it in a mail that is sent on.
var (
	mailLine  = pattern.Of(`^\*{0,2}(?:From|To|Cc|CC|Bcc|Reply-To|Sent|Date|Subject|Received|Attachments|Importance|Von|Gesendet|An|Betreff|Datum|De|Enviado|Enviado el|Para|Asunto|Assunto|Envoyé|À|Objet|Data)\s?:\*{0,2}(?:\s|$)`)
	mailLabel = pattern.Of(`^(?i:-{2,}\s*(?:original|forwarded) message\s*-{2,}|begin forwarded message:)$`)
)

// mailHead returns how many paragraphs at the top of a text are the header of a mail. A single such line may be anything,
// so it does not count.
func mailHead(text string, paragraphs []Paragraph) int {
	top := 0
	if len(paragraphs) > 0 && BeginsWithAny(paragraphs[0].Of(text), "-Bb") && mailLabel().MatchString(paragraphs[0].Of(text)) {
		top = 1
	}
	n := top
	for n < len(paragraphs) && paragraphs[n].End-paragraphs[n].Start < longestHead && mailLine().MatchString(paragraphs[n].Of(text)) {
		n++
	}
	if n < top+2 {
		return 0
	}
	return n
}

// longestHead is the greatest length, in bytes, of a line of a mail header.
const longestHead = 1000

// labelsRelease reports whether a line says that a text is a release, where it ends, or whom to call.
func labelsRelease(line string) bool {
	if BeginsWithAny(line, "-#–FfPpNnMmEe") && releaseLabel().MatchString(line) {
		return true
	}
	return BeginsWithAny(line, "MmPpIiNnCcEe") && strings.IndexByte(line, ':') > 0 && contactLine().MatchString(line)
}

// headsFoot reports whether the first of these paragraphs is a heading over the foot of a release.
func headsFoot(text string, paragraphs []Paragraph) bool {
	line := strings.TrimRight(paragraphs[0].Of(text), ": ")
	if len(line) > LongestHeading || len(paragraphs) < 2 {
		return false
	}
	if footHeading().MatchString(line) {
		return true
	}
	about := aboutHeading().FindStringSubmatch(line)
	if about == nil {
		return false
	}
	// “About Acme Inc.” is followed by “Acme is …” or “Founded in 1994, Acme makes …”; a headline such as “About Turn” is not.
	name := strings.Fields(about[1])
	n := min(len(name), nameWords)
	below := strings.ToLower(paragraphs[1].Of(text)[:min(paragraphs[1].End-paragraphs[1].Start, LongestHeading)])
	at := strings.Index(" "+below, " "+strings.ToLower(strings.Join(name[:n], " "))+" ")
	return at == 0 || at > 0 && (n > 1 || below[:at] == "the ")
}
