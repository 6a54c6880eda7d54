package briefing

import (
	"cmp"
	"time"

	"lede/briefing/facts"
	"lede/briefing/said"
	"lede/briefing/text"
	"lede/pattern"
)

// The parts of an article that the stages share. Their fields are those of the JSON.
type (
	// Span is a half-open range of UTF-8 byte offsets into [Article.Text]; Text[Start:End] is the span itself.
	Span = text.Span
	// Paragraph is a run of text between line breaks, with its Kind.
	Paragraph = text.Paragraph
	// ParagraphKind tells what a paragraph is for.
	ParagraphKind = text.ParagraphKind
	// Sentence lies inside one Paragraph and never ends inside a quotation.
	Sentence = text.Sentence
	// Mention is one place where a name, or another word for it, stands: its Sentence and its span.
	Mention = text.Mention
	// Figure is a number in the story with what it counts.
	Figure = facts.Figure
	// Date is a day or a time named in the story.
	Date = facts.Date
	// SpeakerKind tells what sort of thing speaks in a quotation.
	SpeakerKind = said.SpeakerKind
)

// The kinds of paragraph.
const (
	Body       = text.Body
	Heading    = text.Heading
	BylineLine = text.BylineLine
	Caption    = text.Caption
)

// The kinds of speaker.
const (
	SpeakerPerson       = said.SpeakerPerson
	SpeakerOrganization = said.SpeakerOrganization
	SpeakerDocument     = said.SpeakerDocument
	SpeakerUnknown      = said.SpeakerUnknown
)

// Article is the structure of one news text. It is the contract of `lede brief --format json`, in both
// directions: what Parse gives out, Load takes back in. Every int that refers to a sentence or a quotation
// is a zero-based index into Sentences or Quotes. Unknown is absent, never guessed.
type Article struct {
	// ID is the id given by the caller, else the SHA-256 of Text in hexadecimal.
	ID string `json:"id"`
	// Title is the published headline, or the first sentence cut at a clause; TitleSource tells which.
	Title       string      `json:"title,omitempty"`
	TitleSource TitleSource `json:"title_source,omitempty"`
	Byline      *Byline     `json:"byline,omitempty"`
	URL         string      `json:"url,omitempty"`
	Site        string      `json:"site,omitempty"`
	Published   *time.Time  `json:"published,omitempty"`
	// Image is the address of the picture that the article's own page names, https only. It is not read back: a file
	// could name any.
	Image string `json:"image,omitempty"`
	// Members tells that the publisher keeps the whole for members, and Teaser that the text is all that a feed has of it. They are known of
	// articles of feeds, which are made anew each time, and are not written down with the article.
	Members bool `json:"-"`
	Teaser  bool `json:"-"`
	// Partly tells that the article's page shows only its beginning. It is not read back.
	Partly bool `json:"partly,omitempty"`
	// Language is an ISO 639-1 code.
	Language string `json:"language,omitempty"`
	// Text is exactly the text that was given, but for columns that stood side by side: see [text.Columns].
	Text string `json:"text"`

	Paragraphs []text.Paragraph `json:"paragraphs"`
	Sentences  []text.Sentence  `json:"sentences"`
	// Summary holds the key points, as sentences in reading order.
	Summary       []int         `json:"summary"`
	Developments  []Development `json:"developments,omitempty"`
	People        []Person      `json:"people,omitempty"`
	Quotes        []Quote       `json:"quotes,omitempty"`
	Organizations []Name        `json:"organizations,omitempty"`
	Places        []Name        `json:"places,omitempty"`
	Figures       []Figure      `json:"figures,omitempty"`
	Dates         []Date        `json:"dates,omitempty"`

	flat string // the text as it is read, see [text.Flat]; "" where that is the text itself
}

// TitleSource tells where a title came from.
type TitleSource string

// The sources of a title.
const (
	TitlePublished TitleSource = "published" // the headline that was given with the text
	TitleLede      TitleSource = "lede"      // the article's own first sentence, cut at a clause
)

// Byline names who wrote or compiled the article. Its author is not one of the People. Span is nil when the
// page names the author outside of its text.
type Byline struct {
	Name string `json:"name"`
	*text.Span
}

// Development is a separate event that the article lists beside its main story.
type Development struct {
	// Title is the heading that the article gives it.
	Title     *text.Span `json:"title,omitempty"`
	Sentences []int      `json:"sentences"`
	// Places are where it happened; a place that is only named in it is none of them.
	Places []string `json:"places,omitempty"`
	// Source is who reports it, in the article's words, and Reported are those of Sentences that they reported.
	Source   string `json:"source,omitempty"`
	Reported []int  `json:"reported,omitempty"`
}

// Named tells whether a source is given by a name or by what it is, and not by words that say nothing alone, such as “the agency”.
func (d Development) Named() bool {
	return d.Source != "" && !bare().MatchString(d.Source)
}

var bare = pattern.Of(`^(?i:the) \p{Ll}+$`)

// Person is someone in the story, listed once however often and however variously named.
type Person struct {
	// Name is the fullest form of the name in the text.
	Name string `json:"name"`
	// Role is what the article says the person is, in its own words: Text[RoleAt.Start:RoleAt.End].
	Role   string     `json:"role,omitempty"`
	RoleAt *text.Span `json:"role_at,omitempty"`
	// Aliases are the other forms in which the text names the person.
	Aliases  []string       `json:"aliases,omitempty"`
	Mentions []text.Mention `json:"mentions,omitempty"`
	// Quotes are indexes into Article.Quotes.
	Quotes []int `json:"quotes,omitempty"`
}

// Quote is a quotation; its span includes the quotation marks.
type Quote struct {
	text.Span
	Sentence int `json:"sentence"`
	// Speaker is the resolved name: the Name of one of the People, or the words for an organisation or a
	// document. Absent when the article leaves it open.
	Speaker string `json:"speaker,omitempty"`
	// Mention is where the speaker is named, be it by a pronoun: in the quotation’s own sentence or, when the
	// quotation carries on, in the one that it carries on from.
	Mention     *text.Span       `json:"mention,omitempty"`
	SpeakerKind said.SpeakerKind `json:"speaker_kind"`
	// Cue is the verb of speech, as written.
	Cue string `json:"cue,omitempty"`
	// Partial is true when the quotation is a fragment inside the reporter's sentence.
	Partial bool `json:"partial"`
	// Confidence in the speaker, from 0 to 1.
	Confidence float64 `json:"confidence"`
}

// Apart tells whether nobody is quoted, as far as the article tells, and the words only stand in quotation marks: the title of
// a work, a nickname, a word in scorn.
func (q Quote) Apart() bool { return q.Partial && q.Speaker == "" }

// Name is a place or an organisation with everywhere it stands.
type Name struct {
	Name     string         `json:"name"`
	Mentions []text.Mention `json:"mentions,omitempty"`
}

// Kind is what a question asks for.
type Kind string

// The kinds of question.
const (
	Who      Kind = "who"
	WhatSaid Kind = "what-said"
	When     Kind = "when"
	Where    Kind = "where"
	HowMany  Kind = "how-many"
	YesNo    Kind = "yes-no"
	Topic    Kind = "topic"
)

// Answer is what the article says to a question: whole sentences, the best first, or a refusal.
type Answer struct {
	// Question is exactly what was asked.
	Question string `json:"question"`
	// Answered is false when the article does not say; Sentences is then empty.
	Answered  bool       `json:"answered"`
	Sentences []Evidence `json:"sentences"`
	// Nearest are up to three sentences that come nearest where the article does not say. They are no answer, and are shown as none.
	Nearest []Evidence `json:"nearest,omitempty"`
	Kind    Kind       `json:"kind"`
	// Confidence from 0 to 1.
	Confidence float64 `json:"confidence"`
}

// Evidence is a sentence of the article given as an answer.
type Evidence struct {
	text.Span
	Text string `json:"text"`
	// Core are the words of the sentence that answer by themselves; nil where none do, or several might.
	Core *text.Span `json:"-"`
}

// Parts are a piece of evidence as a reader of the page saw it, parted around its core. The core is empty where there is none.
func (a *Article) Parts(e Evidence) (before, core, after string) {
	if e.Core == nil || e.Text != e.Of(a.Text) || e.Core.Start < e.Start || e.Core.End > e.End {
		return a.Shown(e), "", ""
	}
	before = a.At(text.Span{Start: e.Start, End: e.Core.Start})
	core = a.At(*e.Core)
	after = a.At(text.Span{Start: e.Core.End, End: e.End})
	if before+core+after != a.Shown(e) {
		return a.Shown(e), "", ""
	}
	return before, core, after
}

// At returns the words of a span, as a reader of the page saw them: what was divided at the end of a line is whole again. It returns "" for a span that does not lie inside the text.
func (a *Article) At(s text.Span) string {
	return text.Seen(a.Text, a.flat, s)
}

// Shown is a piece of evidence as a reader of the page saw it, as At returns a span.
func (a *Article) Shown(e Evidence) string {
	if e.Text != e.Of(a.Text) {
		return e.Text
	}
	return a.At(e.Span)
}

// Read is the text as it is read, byte for byte as long: the lines of a paragraph are joined in it, and divided words are whole.
func (a *Article) Read() string { return cmp.Or(a.flat, a.Text) }

// SentenceText returns the words of sentence i, or "" when there is no such sentence.
func (a *Article) SentenceText(i int) string {
	if i < 0 || i >= len(a.Sentences) {
		return ""
	}
	return a.At(a.Sentences[i].Span)
}
