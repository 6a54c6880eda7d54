package briefing

import (
	"cmp"
	"strings"
	"time"

	"lede/briefing/developments"
	"lede/briefing/facts"
	"lede/briefing/said"
	"lede/briefing/text"
)

// The parts of an article that the stages share. Their fields are those of the JSON.
type (
	// Span is a half-open range of UTF-8 byte offsets into [Article.Text]; Text[Start:End] is the span itself.
	Span = text.Span
	// Paragraph is a run of text between line breaks, with its Kind.
	Paragraph = text.Paragraph
	// ParagraphKind is the role that a paragraph plays.
	ParagraphKind = text.ParagraphKind
	// Sentence lies within one Paragraph and never ends inside a quotation.
	Sentence = text.Sentence
	// Mention is one occurrence of a name, or of another word for it: its Sentence and its span.
	Mention = text.Mention
	// Figure is a number in the story together with what it counts.
	Figure = facts.Figure
	// Date is a day or a time that the story gives.
	Date = facts.Date
	// Development is a separate event that the article lists beside its main story.
	Development = developments.Development
	// SpeakerKind is the sort of thing that speaks in a quotation.
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

// Article is the structure of one news text. It is the contract of `lede brief --format json` in both directions: Load accepts what Parse
// returns. Every int that refers to a sentence or a quotation is a zero-based index into Sentences or Quotes. What is unknown is absent,
// never guessed.
type Article struct {
	// ID is the id given by the caller, or else the SHA-256 of Text in hexadecimal.
	ID string `json:"id"`
	// Title is the published headline, or the first sentence cut at a clause; TitleSource says which.
	Title       string      `json:"title,omitempty"`
	TitleSource TitleSource `json:"title_source,omitempty"`
	Byline      *Byline     `json:"byline,omitempty"`
	URL         string      `json:"url,omitempty"`
	Site        string      `json:"site,omitempty"`
	Published   *time.Time  `json:"published,omitempty"`
	// Image is the address of the picture that the article's own page names, https only. It is not read back, because a file could name any
	// address.
	Image string `json:"image,omitempty"`
	// Members is true if the publisher reserves the full text for members, and Teaser if Text is only the excerpt from the feed. Both are
	// known only for feed articles, which are built anew each time, and are not marshalled.
	Members bool `json:"-"`
	Teaser  bool `json:"-"`
	// Partly is true if the article's page shows only its beginning. It is not read back.
	Partly bool `json:"partly,omitempty"`
	// Language is an ISO 639-1 code.
	Language string `json:"language,omitempty"`
	// Text is exactly the text that was given, except that columns set side by side are put one after the other: see [text.Columns].
	Text string `json:"text"`

	Paragraphs []text.Paragraph `json:"paragraphs"`
	Sentences  []text.Sentence  `json:"sentences"`
	// Summary holds the key points as indexes of sentences, in reading order.
	Summary       []int         `json:"summary"`
	Developments  []Development `json:"developments,omitempty"`
	People        []Person      `json:"people,omitempty"`
	Quotes        []Quote       `json:"quotes,omitempty"`
	Organizations []Name        `json:"organizations,omitempty"`
	Places        []Name        `json:"places,omitempty"`
	Figures       []Figure      `json:"figures,omitempty"`
	Dates         []Date        `json:"dates,omitempty"`

	flat string // the text as it is read, see [text.Flat]; "" if that is Text itself
}

// TitleSource says where a title came from.
type TitleSource string

// The sources of a title.
const (
	TitlePublished TitleSource = "published" // the headline that was given with the text
	TitleLede      TitleSource = "lede"      // the article's own first sentence, cut at a clause
)

// Byline names who wrote or compiled the article. The author is not one of the People. Span is nil if the page names the author outside the
// text.
type Byline struct {
	Name string `json:"name"`
	*text.Span
}

// SourceTold reports whether a development is one sentence that names its source, so that its readers need not be told again.
func (a *Article) SourceTold(d Development) bool {
	return len(d.Sentences) == 1 && strings.Contains(a.SentenceText(d.Sentences[0]), d.Source)
}

// Person is someone in the story, listed once however many times and in however many forms the name occurs.
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
	// Speaker is the resolved name: the Name of one of the People, or the words for an organisation or a document. It is absent if the
	// article leaves it open.
	Speaker string `json:"speaker,omitempty"`
	// Mention is where the speaker is named, possibly by a pronoun: in the quotation’s own sentence or, if the quotation continues an
	// earlier one, in the sentence it continues from.
	Mention     *text.Span       `json:"mention,omitempty"`
	SpeakerKind said.SpeakerKind `json:"speaker_kind"`
	// Cue is the verb of speech, as written.
	Cue string `json:"cue,omitempty"`
	// Partial is true if the quotation is a fragment inside the reporter's sentence.
	Partial bool `json:"partial"`
	// Confidence is how certain the speaker is, from 0 to 1.
	Confidence float64 `json:"confidence"`
}

// Apart reports whether the words merely stand in quotation marks and the article quotes nobody with them: the title of a work, a nickname,
// a word used in scorn.
func (q Quote) Apart() bool { return q.Partial && q.Speaker == "" }

// Name is a place or an organisation with all its mentions.
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

// Answer is the article's answer to a question: whole sentences, the best first, or a refusal.
type Answer struct {
	// Question is exactly what was asked.
	Question string `json:"question"`
	// Answered is false if the article does not say; Sentences is then empty.
	Answered  bool       `json:"answered"`
	Sentences []Evidence `json:"sentences"`
	// Nearest holds up to three sentences that come closest when the article does not say. They are not an answer and are not shown as one.
	Nearest []Evidence `json:"nearest,omitempty"`
	Unsure  bool       `json:"-"` // the first of Nearest may be the answer
	// Foreign is true if nothing was found and the question is in another language than the article, which may then say it all the same.
	Foreign    bool    `json:"foreign,omitempty"`
	Kind       Kind    `json:"kind"`
	Confidence float64 `json:"confidence"` // from 0 to 1
}

// Evidence is a sentence of the article given as an answer.
type Evidence struct {
	text.Span
	Text string `json:"text"`
	// Core is the part of the sentence that answers by itself; nil if there is none, or if several might.
	Core *text.Span `json:"-"`
}

// Parts splits a piece of evidence, as a reader of the page saw it, around its core. The core is empty if there is none.
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

// At returns the words of a span as a reader of the page saw them, with words hyphenated at a line end made whole. It returns "" for a span
// that does not lie inside the text.
func (a *Article) At(s text.Span) string {
	return text.Seen(a.Text, a.flat, s)
}

// TurnLabel returns the paragraph that names who speaks in paragraph p, a turn of a transcript; -1 if there is none.
func (a *Article) TurnLabel(p int) int { return text.TurnLabel(a.Text, a.Paragraphs, p) }

// Shown returns a piece of evidence as a reader of the page saw it; see At.
func (a *Article) Shown(e Evidence) string {
	if e.Text != e.Of(a.Text) {
		return e.Text
	}
	return a.At(e.Span)
}

// Read returns the text as it is read, with the same length in bytes: the lines of each paragraph are joined and divided words are whole.
func (a *Article) Read() string { return cmp.Or(a.flat, a.Text) }

// SentenceText returns the words of sentence i, or "" if there is no such sentence.
func (a *Article) SentenceText(i int) string {
	if i < 0 || i >= len(a.Sentences) {
		return ""
	}
	return a.At(a.Sentences[i].Span)
}
