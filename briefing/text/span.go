package text

// Span is a half-open range of UTF-8 byte offsets into [Article.Text]; Text[Start:End] is the span itself.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of returns the words of a span of text. It returns "" for a span that does not lie inside the text.
func (s Span) Of(text string) string {
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		return ""
	}
	return text[s.Start:s.End]
}

// ParagraphKind is the role that a paragraph plays.
type ParagraphKind string

// The kinds of paragraph.
const (
	Body       ParagraphKind = "body"
	Heading    ParagraphKind = "heading"
	BylineLine ParagraphKind = "byline"
	Caption    ParagraphKind = "caption"
)

// Paragraph is a run of text between line breaks.
type Paragraph struct {
	Span
	Kind ParagraphKind `json:"kind"`
}

// Sentence lies inside one paragraph and never ends inside a quotation.
type Sentence struct {
	Span
	Paragraph int `json:"paragraph"`
}

// Mention is one place where a text names somebody or something.
type Mention struct {
	Sentence int `json:"sentence"`
	Span
}
